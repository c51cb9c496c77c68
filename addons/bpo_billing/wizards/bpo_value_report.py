"""The value of a contract on paper: what it saved, and where the work was done."""

import base64

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.date_utils import start_of

from odoo.addons.bpo_contracts.workbooks import workbook

from ..rating.terms import ONE_DAY


class BpoValueReport(models.TransientModel):
    """Prints or downloads savings and location shares of a contract and a time.

    What leaves the house are sums: no costs and no names of agents.
    """

    _name = "bpo.value.report"
    _description = "Value for the Client"

    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        help="The contract that is looked at.",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._default_month() - relativedelta(years=1),
        help="Periods that end on or after this day.",
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: self._default_month() - ONE_DAY,
        help="Periods that end on or before this day.",
    )
    file = fields.Binary(readonly=True, attachment=False)
    filename = fields.Char(readonly=True)

    @api.model
    def _default_month(self):
        """The first of this month."""
        return start_of(fields.Date.context_today(self), "month")

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        """Refuse an end before the start."""
        for report in self:
            if report.date_to < report.date_from:
                raise ValidationError(
                    self.env._("The report ends before it starts: correct one day.")
                )

    def _get_savings(self):
        """See ``bpo.contract._bpo_savings``."""
        return self.contract_id._bpo_savings(self.date_from, self.date_to)

    def _get_shares(self):
        """See ``bpo.contract._bpo_location_shares``."""
        return self.contract_id._bpo_location_shares(self.date_from, self.date_to)

    def action_print(self):
        """Print both as a PDF in the client's language."""
        self.ensure_one()
        self.contract_id.check_access("read")
        report = self.env.ref("bpo_billing.action_report_bpo_value")
        return report.report_action(self)

    def action_export_xlsx(self):
        """Download both as a workbook."""
        self.ensure_one()
        lang = self.contract_id.partner_id.lang or self.env.lang
        sheets = self.with_context(lang=lang)._get_sheets()
        name = (self.contract_id.name or "").replace("/", "-")
        self.write(
            {
                "file": base64.b64encode(workbook(sheets)),
                "filename": f"value-{name}-{self.date_from}-{self.date_to}.xlsx",
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file/{self.filename}"
            "?download=true",
            "target": "download",
        }

    def _get_sheets(self):
        """``(title, header, rows)`` of the sheets.

        :rtype: list[tuple]
        """
        _ = self.env._
        savings, shares = self._get_savings(), self._get_shares()
        figures = ("inhouse", "compared", "saved", "saved_percent")
        head = [_("In-House"), _("Billed"), _("Saved"), _("Saved (%)")]
        place = [_("Location"), _("Country"), _("Hours"), _("Units"), _("Share (%)")]
        places = ("location", "country", "hours", "units", "percent")
        return [
            (
                _("Savings"),
                [_("From"), _("Until"), *head],
                [
                    [row["date_from"], row["date_to"], *(row[key] for key in figures)]
                    for row in savings["periods"]
                ],
            ),
            (
                _("Services"),
                [_("Service"), *head],
                [
                    [row["name"], *(row[key] for key in figures)]
                    for row in savings["services"]
                ],
            ),
            (
                _("Locations"),
                [_("From"), _("Until"), *place],
                [
                    [each["date_from"], each["date_to"], *(row[key] for key in places)]
                    for each in shares["periods"]
                    for row in each["shares"]
                ],
            ),
        ]
