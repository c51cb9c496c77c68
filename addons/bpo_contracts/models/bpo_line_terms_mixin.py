"""How one service is priced: the terms of contract lines and rate card lines."""

from odoo import api, fields, models

from .constants import MONEY_GROUPS, PRICE_DIGITS

PRICING_MODELS = [
    ("time", "Time spent"),
    ("unit", "Per unit"),
    ("fixed", "Fixed fee"),
    ("fte", "Full-time agents"),
    ("baseline", "Baseline with bands"),
    ("milestone", "Milestones"),
    ("passthrough", "Pass-through costs"),
]


class BpoLineTermsMixin(models.AbstractModel):
    """The terms of a service: name, unit, pricing model and what the model needs."""

    _name = "bpo.line.terms.mixin"
    _inherit = ["bpo.terms.copy.mixin"]
    _description = "Terms of a Service"

    _terms_model = "bpo.line.terms.mixin"

    sequence = fields.Integer(
        default=10,
        help="Order of the services on contract, statement and invoice.",
    )
    name = fields.Char(
        required=True,
        compute="_compute_from_product",
        store=True,
        readonly=False,
        precompute=True,
        help="Name of the service on statements and invoices. Imports find the line "
        "by it.",
    )
    product_id = fields.Many2one(
        comodel_name="product.product",
        string="Service",
        domain="[('type', '=', 'service')]",
        index="btree_not_null",
        check_company=True,
        help="Entry of the service catalogue. It gives account, taxes and unit.",
    )
    uom_id = fields.Many2one(
        comodel_name="uom.uom",
        string="Unit",
        compute="_compute_from_product",
        store=True,
        readonly=False,
        precompute=True,
        help="Unit in which the service is counted and priced.",
    )
    pricing_model = fields.Selection(
        selection=PRICING_MODELS,
        string="Pricing",
        required=True,
        default="time",
        help="Time spent: hours at a rate. Per unit: accepted units at a price. "
        "Fixed fee: an amount per period. Full-time agents: an amount per agent. "
        "Baseline: an amount for an agreed volume, adjusted outside a band. "
        "Milestones: agreed amounts. Pass-through: costs plus a markup.",
    )
    price_unit = fields.Float(
        string="Price",
        digits=PRICE_DIGITS,
        min_display_digits=2,
        groups=MONEY_GROUPS,
        help="Per hour, unit, package, agent or period, in the contract's currency.",
    )
    included_quantity = fields.Float(
        digits=PRICE_DIGITS,
        min_display_digits=2,
        help="Units or hours per billing period that cost nothing extra.",
    )
    rollover_periods = fields.Integer(
        string="Roll Over (periods)",
        help="For how many further periods unused included quantity stays "
        "available. What rolled in is used first.",
    )
    tier_mode = fields.Selection(
        selection=[
            ("none", "One price"),
            ("graduated", "Graduated"),
            ("volume", "Volume"),
            ("package", "Packages"),
        ],
        string="Price Steps",
        required=True,
        default="none",
        help="Graduated: each step's units at that step's price. Volume: all units "
        "at the price of the step reached. Packages: whole blocks, a started "
        "block counts.",
    )
    billing_increment = fields.Integer(
        string="Billing Steps (minutes)",
        default=1,
        help="Each entry is rounded up to a multiple of this: 61 minutes bill 75 at "
        "steps of 15.",
    )
    minimum_minutes = fields.Integer(
        help="Each entry bills at least this many minutes.",
    )
    minimum_quantity = fields.Float(
        digits=PRICE_DIGITS,
        min_display_digits=2,
        help="Units billed per period even if fewer were accepted.",
    )
    baseline_quantity = fields.Float(
        digits=PRICE_DIGITS,
        min_display_digits=2,
        help="Volume per period that the price covers.",
    )
    deadband_percent = fields.Float(
        string="Dead Band (%)",
        digits=(6, 3),
        help="Deviation from the baseline, up and down, that changes nothing.",
    )
    arc_price = fields.Float(
        string="Additional Unit",
        digits=PRICE_DIGITS,
        min_display_digits=2,
        groups=MONEY_GROUPS,
        help="Charge per unit above the band (additional resource charge).",
    )
    rrc_price = fields.Float(
        string="Reduced Unit",
        digits=PRICE_DIGITS,
        min_display_digits=2,
        groups=MONEY_GROUPS,
        help="Credit per unit below the band (reduced resource credit).",
    )
    arc_from = fields.Selection(
        selection=[("band", "Edge of the band"), ("baseline", "Baseline")],
        string="Count From",
        required=True,
        default="band",
        help="Where counting starts once the volume leaves the band.",
    )
    markup_percent = fields.Float(
        string="Markup (%)",
        digits=(6, 3),
        groups=MONEY_GROUPS,
        help="Added to costs that are passed through.",
    )
    overage_price = fields.Float(
        digits=PRICE_DIGITS,
        min_display_digits=2,
        groups=MONEY_GROUPS,
        help="Per unit or hour beyond the included quantity of a fixed fee.",
    )
    package_size = fields.Float(
        digits=PRICE_DIGITS,
        min_display_digits=2,
        help="Units in one package; the price is the price of one package.",
    )
    prorate_by = fields.Selection(
        selection=[
            ("calendar_days", "Calendar days"),
            ("working_days", "Working days"),
        ],
        required=True,
        default="calendar_days",
        help="How a partial period is charged.",
    )
    fte_basis = fields.Selection(
        selection=[("assignment", "Assigned agents"), ("hours", "Approved hours")],
        string="Agents Counted By",
        required=True,
        default="assignment",
        help="Assigned agents: share and days of each assignment. Approved hours: "
        "hours of the period divided by the hours of one agent.",
    )
    fte_hours = fields.Float(
        string="Hours of One Agent",
        digits=(16, 2),
        default=160.0,
        help="Contractual hours of one full-time agent per billing period.",
    )
    gain_percent = fields.Float(
        string="Share of Savings (%)",
        digits=(6, 3),
        groups=MONEY_GROUPS,
        help="Your share of what the client saves against the agreed cost.",
    )
    gain_base = fields.Float(
        string="Agreed Cost",
        digits=PRICE_DIGITS,
        min_display_digits=2,
        groups=MONEY_GROUPS,
        help="Cost per period from which savings are measured.",
    )
    gain_cap = fields.Float(
        string="Highest Share",
        digits=PRICE_DIGITS,
        min_display_digits=2,
        groups=MONEY_GROUPS,
        help="The most that is charged for savings in one period. 0: no limit.",
    )
    requires_client_approval = fields.Boolean(
        help="Time is billed only after the client has approved it in the portal.",
    )

    @api.depends("product_id")
    def _compute_from_product(self):
        """Propose name and unit of the catalogue entry."""
        hour = self.env.ref("uom.product_uom_hour", raise_if_not_found=False)
        for line in self:
            product = line.product_id
            if product:
                line.name = line.name or product.name
                line.uom_id = product.uom_id
            elif not line.uom_id:
                line.uom_id = hour

    @api.onchange("product_id")
    def _onchange_product_id(self):
        """Propose pricing and list price on the screen.

        Not a stored compute: an import with rates only must not get a price.
        """
        product = self.product_id
        if not product or self.price_unit:
            return
        self.pricing_model = self._guess_pricing_model(product.uom_id)
        currency = self.currency_id or product.currency_id
        self.price_unit = product.currency_id._convert(
            product.list_price, currency, round=False
        )

    def _guess_pricing_model(self, uom):
        """Return the usual pricing of a unit: hours by time, months by a fee."""
        usual = {
            self.env.ref("uom.product_uom_hour", raise_if_not_found=False): "time",
            self.env.ref("bpo_contracts.uom_month", raise_if_not_found=False): "fixed",
        }
        return usual.get(uom, "unit")

    def _is_priced_by_steps(self):
        """Return whether price steps price the service instead of a price."""
        return self.pricing_model == "unit" and self.tier_mode in (
            "graduated",
            "volume",
        )

    def _get_rate_on(self, day):
        """Return the rate for everyone that is in force on ``day``, perhaps none."""
        self.ensure_one()
        return self._get_common_rates().filtered(lambda rate: rate._is_in_force(day))[
            :1
        ]

    def _get_common_rates(self):
        """Return the rates for everyone, in order of their start."""
        common = self.rate_ids.filtered(lambda r: not r.job_id and not r.employee_id)
        return common.sorted(lambda rate: (bool(rate.date_start), rate.date_start))

    def _get_price_on(self, day):
        """Return the price for everyone on ``day``."""
        rate = self._get_rate_on(day)
        return rate.price_unit if rate else self.price_unit
