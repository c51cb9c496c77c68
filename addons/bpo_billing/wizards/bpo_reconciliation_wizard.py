"""Choose company and period, then look, download or audit."""

import base64

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools.date_utils import end_of, start_of

from odoo.addons.bpo_contracts.workbooks import workbook

from ..models.bpo_reconciliation import AMOUNTS, DIFFERENCES


class BpoReconciliationWizard(models.TransientModel):
    """The reconciliation of one company and period, with its summary per contract."""

    _name = "bpo.reconciliation.wizard"
    _inherit = ["bpo.reconciliation.closing.mixin"]
    _description = "Reconcile Billing"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        help="The company that billed.",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._default_date_from(),
        help="Statements that end on or after this day.",
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: end_of(self._default_date_from(), "month"),
        help="Statements that end on or before this day.",
    )
    statement_count = fields.Integer(
        string="Statements",
        compute="_compute_counts",
    )
    difference_count = fields.Integer(
        string="With Differences",
        compute="_compute_counts",
        help="Statements whose sources, lines, invoice, ledger and analytic account "
        "are not equal to the cent.",
    )
    finding_ids = fields.One2many(
        comodel_name="bpo.reconciliation.finding",
        inverse_name="wizard_id",
        string="Findings",
        readonly=True,
    )
    is_audited = fields.Boolean(readonly=True)
    file = fields.Binary(readonly=True, attachment=False)
    filename = fields.Char(readonly=True)

    @api.model
    def _default_date_from(self):
        """The first of last month."""
        today = fields.Date.context_today(self)
        return start_of(today, "month") - relativedelta(months=1)

    @api.depends("company_id", "date_from", "date_to")
    def _compute_counts(self):
        """Count the statements, and those with a difference."""
        for wizard in self:
            rows = wizard._get_rows()
            wizard.statement_count = len(rows)
            wizard.difference_count = len(rows.filtered(self._is_different))

    @api.model
    def _is_different(self, row):
        """Whether anything differs by a cent or more."""
        return not row.company_currency_id.is_zero(row.difference)

    def _get_domain(self):
        """Domain of the statements of the period."""
        self.ensure_one()
        return [
            ("company_id", "=", self.company_id.id),
            ("date_to", ">=", self.date_from),
            ("date_to", "<=", self.date_to),
        ]

    def _get_rows(self):
        """The rows of the report."""
        return self.env["bpo.reconciliation"].search(self._get_domain())

    def action_show(self):
        """Open the report, one group per contract."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_billing.bpo_reconciliation_action"
        )
        return action | {"domain": self._get_domain()}

    def action_audit(self):
        """Ask the database for everything that must never be, and list it here."""
        self.ensure_one()
        self.env["bpo.reconciliation"].check_access("read")
        audit = self.env["bpo.billing.audit"].sudo()
        labels = audit._get_labels()
        self.finding_ids.unlink()
        self.env["bpo.reconciliation.finding"].create(
            [
                {
                    "wizard_id": self.id,
                    "name": labels[finding.code],
                    "res_model": finding.model,
                    "res_id": finding.record_id,
                    "amount": finding.amount,
                }
                for finding in audit._get_findings(self.company_id)
            ]
        )
        self.is_audited = True
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reconciliation"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_export_xlsx(self):
        """Download the report: a sheet per contract's totals, a sheet per statement."""
        self.ensure_one()
        self.write(
            {
                "file": base64.b64encode(workbook(self._get_sheets())),
                "filename": f"reconciliation-{self.date_from}-{self.date_to}.xlsx",
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
        rows = self._get_rows()
        columns = (*AMOUNTS, *DIFFERENCES, "difference")
        labels = self.env["bpo.reconciliation"].fields_get(columns, ["string"])
        figures = [labels[name]["string"] for name in columns]
        contracts = [
            [
                contract.name,
                contract.client_id.name,
                contract.currency_id.name,
                *(round(sum(group.mapped(name)), 6) for name in columns),
            ]
            for contract, group in rows.grouped("contract_id").items()
        ]
        statements = [
            [
                row.statement_id.name,
                row.contract_id.name,
                row.date_from,
                row.date_to,
                row.move_id.name or "",
                row.currency_id.name,
                *(row[name] for name in columns),
            ]
            for row in rows
        ]
        head = [_("Contract"), _("Client"), _("Currency"), *figures]
        detail = [_("Statement"), _("Contract"), _("From"), _("Until")]
        detail += [_("Invoice"), _("Currency"), *figures]
        return [
            (_("Contracts"), head, contracts),
            (_("Statements"), detail, statements),
        ]
