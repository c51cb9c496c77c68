"""The contract with a client: who, how long, how it is billed."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

from .checks import check_order
from .constants import MONEY_GROUPS


class BpoContract(models.Model):
    """Outsourcing contract.

    One contract has one client, one currency, one clock (``tz`` and service hours),
    one billing rhythm, one project for its work orders and one analytic account for
    its result. What is delivered and at which price stands in its service lines.
    """

    _name = "bpo.contract"
    _inherit = [
        "bpo.contract.freeze.mixin",
        "bpo.contract.life.mixin",
        "bpo.contract.activation.mixin",
        "bpo.contract.renewal.mixin",
        "bpo.contract.billing.mixin",
        "bpo.contract.compliance.mixin",
        "bpo.contract.workspace.mixin",
        "bpo.contract.index.mixin",
        "bpo.contract.document.mixin",
        "bpo.dated.terms.mixin",
        "bpo.client.owned.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "portal.mixin",
    ]
    _description = "Outsourcing Contract"
    _order = "date_start desc, id desc"
    _rec_names_search = ["name", "reference", "partner_id"]
    _check_company_auto = True

    name = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env._("New"),
        help="Number of the contract, given when it is first saved.",
    )
    active = fields.Boolean(
        default=True,
        help="Untick to hide a contract without deleting it.",
    )
    reference = fields.Char(
        string="Client Reference",
        tracking=True,
        help="The client's own number for this contract.",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        index=True,
        tracking=True,
        check_company=True,
        help="The company for which the work is done. It receives the invoices.",
    )
    client_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client Company",
        related="partner_id.commercial_partner_id",
        store=True,
        index=True,
        groups="base.group_user",
        help="The legal entity behind the client; its portal users see the contract.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="The company of yours that delivers and invoices.",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Prices and invoices of this contract are in this currency.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Account Manager",
        default=lambda self: self.env.user,
        index=True,
        tracking=True,
        domain="[('share', '=', False)]",
        help="Is reminded of notice dates and renewals.",
    )
    date_start = fields.Date(
        string="Start",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
        help="First day on which work is delivered and billed.",
    )
    date_end = fields.Date(
        string="End",
        tracking=True,
        help="Last day of the contract. Empty: it runs until it is closed.",
    )
    tz = fields.Selection(
        selection=_tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: self._default_tz(),
        help="Clock of the contract: it decides the day of an entry, the service "
        "hours and the surcharge windows.",
    )
    resource_calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Service Hours",
        compute="_compute_resource_calendar_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        help="Working hours promised to the client, read in the contract's time "
        "zone. The service level clock only runs within them.",
    )
    line_ids = fields.One2many(
        comodel_name="bpo.contract.line",
        inverse_name="contract_id",
        string="Services",
        copy=True,
        help="What is delivered, and at which price.",
    )
    minimum_commitment = fields.Monetary(
        groups=MONEY_GROUPS,
        help="The least the client pays per billing period, before tax and service "
        "credits. A shortfall becomes a line of its own. Partial periods count "
        "by calendar days.",
    )
    note = fields.Html(
        string="Internal Notes",
        groups="base.group_user",
        help="For colleagues only, never shown to the client.",
    )

    _name_company_uniq = models.UniqueIndex(
        "(name, company_id)",
        "A contract with this number exists already.",
    )
    _live_state_idx = models.Index("(company_id, state) WHERE active IS TRUE")

    @api.model
    def _default_tz(self):
        """Return the clock of the company, else of the user, else UTC."""
        return self.env.company.partner_id.tz or self.env.user.tz or "UTC"

    @api.depends("company_id")
    def _compute_currency_id(self):
        """Propose the company's currency."""
        for contract in self:
            if not contract.currency_id:
                contract.currency_id = contract.company_id.currency_id

    @api.depends("company_id")
    def _compute_resource_calendar_id(self):
        """Propose the company's working hours."""
        for contract in self:
            company = contract.company_id
            owner = contract.resource_calendar_id.company_id
            if not contract.resource_calendar_id or (owner and owner != company):
                contract.resource_calendar_id = company.resource_calendar_id

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        """Show number and client: "BPO/2026/0001 Northwind Ltd"."""
        for contract in self:
            known = contract.sudo()
            client = known.partner_id.name or ""
            contract.display_name = f"{known.name} {client}".strip()

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        """Refuse an end before the start."""
        check_order(self, "date_start", "date_end")

    @api.constrains("partner_id")
    def _check_partner(self):
        """Refuse contacts: a person can move to another company, a contract not."""
        for contract in self.sudo():
            company = contract.partner_id.commercial_partner_id
            if contract.partner_id != company:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is a contact: choose the company %(company)s as "
                        "the client.",
                        contact=contract.partner_id.name,
                        company=company.name,
                    )
                )

    @api.constrains("currency_id", "company_id")
    def _check_currency(self):
        """Refuse a foreign currency that cannot be converted."""
        for contract in self.sudo():
            pair = contract.currency_id | contract.company_id.currency_id
            if len(pair) < 2 or pair.rate_ids:
                continue
            raise ValidationError(
                self.env._(
                    "There is no exchange rate between %(currency)s and %(own)s: enter "
                    "one before you use %(currency)s in a contract.",
                    currency=contract.currency_id.name,
                    own=contract.company_id.currency_id.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Give each contract its number."""
        for vals in vals_list:
            if not vals.get("name") or vals["name"] == self.env._("New"):
                vals["name"] = self._get_next_number(vals)
        return super().create(vals_list)

    @api.model
    def _get_next_number(self, vals):
        """Return the next number of the sequence of the contract's company."""
        company = vals.get("company_id") or self.env.company.id
        sequences = self.env["ir.sequence"].with_company(company)
        return sequences.next_by_code("bpo.contract") or self.env._("New")
