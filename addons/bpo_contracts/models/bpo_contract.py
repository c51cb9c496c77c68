"""The contract with a client: who, how long, how it is billed."""

from odoo import api, fields, models
from odoo.addons.base.models.res_partner import _tz_get

from .constants import MONEY_GROUPS

STATES = [
    ("draft", "Draft"),
    ("active", "Active"),
    ("suspended", "Suspended"),
    ("closed", "Closed"),
]


class BpoContract(models.Model):
    """Outsourcing contract.

    One contract has one client, one currency, one clock (``tz`` and service hours),
    one billing rhythm, one project for its work orders and one analytic account for
    its result. What is delivered and at which price stands in its service lines.
    """

    _name = "bpo.contract"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "portal.mixin",
        "bpo.client.owned.mixin",
    ]
    _description = "Outsourcing Contract"
    _order = "date_start desc, id desc"
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
    state = fields.Selection(
        selection=STATES,
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        help="Draft: being negotiated. Active: work is accepted and billed. "
        "Suspended: fixed fees rest. Closed: ended and frozen.",
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
    notice_days = fields.Integer(
        string="Notice Period (days)",
        default=30,
        tracking=True,
        help="How many days before the end notice must be given.",
    )
    renewal = fields.Selection(
        selection=[("none", "Ends"), ("auto", "Renews automatically")],
        required=True,
        default="none",
        tracking=True,
        help="What happens on the last day when nobody has given notice.",
    )
    renewal_months = fields.Integer(
        string="Renewal Term (months)",
        default=12,
        help="By how many months a renewal moves the end.",
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
    billing_frequency = fields.Selection(
        selection=[
            ("weekly", "Weekly"),
            ("monthly", "Monthly"),
            ("quarterly", "Quarterly"),
        ],
        required=True,
        default="monthly",
        tracking=True,
        help="Length of a billing period. Months and quarters are calendar ones.",
    )
    billing_timing = fields.Selection(
        selection=[
            ("arrears", "At the end of the period"),
            ("advance", "At the beginning of the period"),
        ],
        required=True,
        default="arrears",
        help="When fixed fees are billed. Usage is always billed afterwards.",
    )
    invoice_detail = fields.Selection(
        selection=[("line", "One line per charge"), ("summary", "One line per service")],
        required=True,
        default="line",
        help="How much detail the invoice shows. The statement always shows all.",
    )
    payment_term_id = fields.Many2one(
        comodel_name="account.payment.term",
        check_company=True,
        help="Empty: the payment terms of the client.",
    )
    fiscal_position_id = fields.Many2one(
        comodel_name="account.fiscal.position",
        check_company=True,
        help="Empty: decided by the client's country and VAT number.",
    )
    purchase_order = fields.Char(
        string="Client Purchase Order",
        tracking=True,
        help="Printed on every invoice as the client's order reference.",
    )
    analytic_account_id = fields.Many2one(
        comodel_name="account.analytic.account",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
        groups="base.group_user",
        help="Collects revenue and cost of the contract. Made on activation.",
    )
    project_id = fields.Many2one(
        comodel_name="project.project",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
        groups="base.group_user",
        help="Holds the work orders of the contract. Made on activation.",
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
    at_risk_percent = fields.Float(
        string="At Risk (%)",
        digits=(5, 2),
        help="Share of the period's fees that service credits can reach at most.",
    )
    late_policy = fields.Selection(
        selection=[
            ("next_period", "Bill in the next period"),
            ("rebook", "Cancel and bill again"),
        ],
        required=True,
        default="next_period",
        help="What happens with work that is approved after its period was billed.",
    )
    index_percent_cap = fields.Float(
        string="Index Cap (%)",
        digits=(5, 2),
        default=0.0,
        help="An index clause raises prices by at most this percentage; 0: no cap.",
    )
    index_percent_floor = fields.Float(
        string="Index Floor (%)",
        digits=(5, 2),
        default=0.0,
        help="An index clause changes prices by at least this percentage. "
        "0: prices never fall.",
    )
    data_class = fields.Selection(
        selection=[
            ("public", "Public"),
            ("internal", "Internal"),
            ("confidential", "Confidential"),
            ("restricted", "Restricted"),
        ],
        string="Data Class",
        required=True,
        default="internal",
        tracking=True,
        help="How sensitive the client's data are. Confidential and restricted data "
        "need a signed processing agreement.",
    )
    dpa_state = fields.Selection(
        selection=[
            ("none", "Not needed"),
            ("pending", "Being negotiated"),
            ("signed", "Signed"),
        ],
        string="Processing Agreement",
        required=True,
        default="none",
        tracking=True,
        help="State of the data processing agreement with the client.",
    )
    dpa_date_end = fields.Date(
        string="Agreement Valid Until",
        tracking=True,
        help="Last day of the data processing agreement. Empty: as long as the "
        "contract.",
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
            calendar = contract.resource_calendar_id
            if not calendar or calendar.company_id not in (False, company):
                contract.resource_calendar_id = company.resource_calendar_id
