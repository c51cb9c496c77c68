"""The monthly service report of a contract."""

import base64
from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .bpo_sla_evaluation_mixin import period_around


class BpoServiceReport(models.Model):
    """What the client gets every month: levels, volumes, backlog and quality.

    A PDF with charts and a workbook with the items, in the client's language, by mail
    on the day set in the contract. One report per contract and month, so that nothing
    is sent twice.
    """

    _name = "bpo.service.report"
    _inherit = [
        "bpo.service.report.figures.mixin",
        "bpo.client.owned.mixin",
        "mail.thread",
    ]
    _description = "Service Report"
    _order = "date_from desc, contract_id, id desc"
    _check_company_auto = True

    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        ondelete="cascade",
        check_company=True,
        help="The contract that is reported on.",
    )
    client_id = fields.Many2one(
        related="contract_id.client_id",
        string="Client",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id",
        store=True,
    )
    currency_id = fields.Many2one(
        related="contract_id.currency_id",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._default_period()[0],
        help="First day of the month.",
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: self._default_period()[1],
        help="Last day of the month.",
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("sent", "Sent")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        help="Whether the client has got the report.",
    )
    sent_at = fields.Datetime(
        string="Sent On",
        readonly=True,
        copy=False,
        help="When the mail to the client was queued.",
    )

    _contract_period_uniq = models.UniqueIndex(
        "(contract_id, date_from, date_to)",
        "There is a report on this contract and month already: open that one.",
    )

    @api.model
    def _default_period(self):
        """Return first and last day of the previous month."""
        first = fields.Date.context_today(self).replace(day=1)
        return period_around(first - timedelta(days=1), "monthly")

    @api.depends("contract_id", "date_from")
    def _compute_display_name(self):
        """Show client and month."""
        for report in self:
            month = format_date(self.env, report.date_from, date_format="MMMM yyyy")
            report.display_name = f"{report.contract_id.display_name} - {month}"

    def action_send(self):
        """Send drafts to their clients; sent ones are left alone.

        :raise UserError: the client has no mail address
        """
        self.check_access("write")
        for report in self.filtered(lambda one: one.state == "draft"):
            client = report.contract_id.partner_id
            if not client.email:
                raise UserError(
                    self.env._(
                        "%(client)s has no e-mail address: enter one, then send the "
                        "report.",
                        client=client.name,
                    )
                )
            report._send()

    def action_download_xlsx(self):
        """Download the workbook with the items."""
        self.ensure_one()
        attachment = self.env["ir.attachment"].create(
            self._prepare_attachment_vals("xlsx", self._get_xlsx())
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment.id}?download=true",
            "target": "self",
        }

    @api.model
    def _cron_send(self):
        """Make and send the reports that are due today or were missed this month.

        A contract whose report cannot be sent gets an activity; the others go out.
        """
        today = fields.Date.context_today(self)
        contracts = self.env["bpo.contract"].search(
            [
                ("state", "in", ("active", "suspended")),
                ("sla_report_day", ">", 0),
                ("sla_report_day", "<=", today.day),
            ]
        )
        todo = contracts - self._get_reported(contracts)
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(todo))
        for contract in todo:
            self._send_one(contract)
            if not progress(1):
                break

    @api.model
    def _get_reported(self, contracts):
        """Return those of the contracts whose report of last month was sent."""
        first, last = self._default_period()
        sent = self.search(
            [
                ("contract_id", "in", contracts.ids),
                ("date_from", "=", first),
                ("date_to", "=", last),
                ("state", "=", "sent"),
            ]
        )
        return sent.contract_id

    @api.model
    def _send_one(self, contract):
        """Send last month's report of a contract, or say why that is impossible."""
        first, last = self._default_period()
        if contract.date_start > last:
            return
        known = self.search(
            [("contract_id", "=", contract.id), ("date_from", "=", first)], limit=1
        )
        report = known or self.create({"contract_id": contract.id})
        try:
            report.action_send()
        except UserError as error:
            contract._bpo_report_problem(str(error))

    def _send(self):
        """Queue the mail with both files and note it."""
        self.ensure_one()
        lang = self.contract_id.partner_id.lang or self.env.lang
        report = self.with_context(lang=lang)
        report.contract_id._bpo_measure_open_periods()
        files = self.env["ir.attachment"].sudo()
        for extension, content in (
            ("pdf", report._get_pdf()),
            ("xlsx", report._get_xlsx()),
        ):
            files |= files.create(report._prepare_attachment_vals(extension, content))
        template = self.env.ref("bpo_contracts.mail_template_service_report")
        template.with_context(lang=lang).send_mail(
            self.id,
            email_values={"attachment_ids": [(4, file.id) for file in files]},
        )
        self.write({"state": "sent", "sent_at": fields.Datetime.now()})

    def _get_pdf(self):
        """Return the printed report as bytes."""
        self.ensure_one()
        reports = self.env["ir.actions.report"].sudo()
        return reports._render_qweb_pdf(
            "bpo_contracts.bpo_service_report_action_report", self.ids
        )[0]

    def _prepare_attachment_vals(self, extension, content):
        """Return the values of one file of the report.

        :rtype: dict
        """
        self.ensure_one()
        number = self.contract_id.name.replace("/", "-")
        return {
            "name": f"{number}-{self.date_from:%Y-%m}.{extension}",
            "datas": base64.b64encode(content),
            "res_model": self._name,
            "res_id": self.id,
        }

    def _to_local(self, moment):
        """Return naive UTC as naive time of the contract, None for empty."""
        self.ensure_one()
        if not moment:
            return None
        zone = pytz.timezone(self.contract_id.tz)
        return pytz.utc.localize(moment).astimezone(zone).replace(tzinfo=None)
