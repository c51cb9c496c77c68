"""First step: country, currency, time zone and books of a company."""

from odoo import api, fields, models

from odoo.addons.base.models.res_partner import _tz_get
from odoo.addons.bpo_contracts.models.checks import check_single


class BpoFirstCompany(models.TransientModel):
    """Dialogue of managers, who may not change companies otherwise."""

    _name = "bpo.first.company"
    _description = "Company Set-up"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        help="The company that is set up.",
    )
    name = fields.Char(
        string="Company Name",
        required=True,
        default=lambda self: self.env.company.name,
        help="As it appears on invoices.",
    )
    country_id = fields.Many2one(
        comodel_name="res.country",
        required=True,
        default=lambda self: self.env.company.country_id,
        help="Decides about taxes, the chart of accounts and public holidays.",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        compute="_compute_currency_id",
        store=True,
        precompute=True,
        readonly=False,
        context={"active_test": False},
        help="The currency of your books. Contracts may be in others.",
    )
    tz = fields.Selection(
        selection=_tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: (
            self.env.company.resource_calendar_id.tz or self.env.user.tz or "UTC"
        ),
        help="The zone of your working hours. Contracts have zones of their own.",
    )

    @api.depends("country_id")
    def _compute_currency_id(self):
        """Keep the company's own; a company without a country gets its country's."""
        for dialogue in self:
            company, country = dialogue.company_id, dialogue.country_id
            settled = company.country_id and company.currency_id
            dialogue.currency_id = settled or country.currency_id or company.currency_id

    def action_apply(self):
        """Write the company, its working hours and, where there is none, its chart.

        :raise UserError: the currency of books with entries would change, or the call
            is not about one dialogue
        """
        check_single(self)
        # elevated: managers set up their own company and nothing else of it; the
        # chart is loaded below, so that Odoo need not do it behind our back
        company = self.company_id.sudo().with_context(chart_template_load=True)
        currency = self.currency_id
        company.resource_calendar_id.tz = self.tz
        company.write({"name": self.name, "country_id": self.country_id.id})
        if not company.chart_template:
            self._load_chart(company)
        # afresh: a localization that was installed ends the transaction
        company = company.env["res.company"].browse(company.id)
        if company.currency_id.id != currency.id:
            company.currency_id = currency.id
        return {"type": "ir.actions.act_window_close"}

    def _load_chart(self, company):
        """Give a company the chart of its country, with its localization if needed."""
        charts = company.env["account.chart.template"]
        template = charts._guess_chart_template(company.country_id)
        plain = company.with_env(company.env(context={}))
        charts.try_loading(template, plain, install_demo=False)
