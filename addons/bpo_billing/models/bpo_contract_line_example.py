"""What a service line costs in an example, while its terms are typed."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ..line_example import default_quantity, rate_example
from ..rating import ContractTerms
from .bpo_billing_terms import decimal

EXAMPLE_GROUPS = (
    "bpo_contracts.bpo_contracts_group_lead,bpo_contracts.bpo_contracts_group_billing"
)
# What decides which quantity is worth showing; a price does not.
QUANTITY_FIELDS = (
    "pricing_model",
    "included_quantity",
    "tier_mode",
    "tier_ids.quantity_from",
    "package_size",
    "minimum_quantity",
    "baseline_quantity",
    "deadband_percent",
    "fte_basis",
    "fte_hours",
    "gain_percent",
    "gain_base",
)
TERM_FIELDS = (
    *QUANTITY_FIELDS,
    "name",
    "price_unit",
    "uom_id",
    "tier_ids.price_unit",
    "tier_ids.flat_fee",
    "rate_ids.price_unit",
    "rate_ids.date_start",
    "rate_ids.date_end",
    "rate_ids.job_id",
    "rate_ids.employee_id",
    "surcharge_ids.sequence",
    "surcharge_ids.name",
    "surcharge_ids.percent",
    "surcharge_ids.weekday_mask",
    "surcharge_ids.hour_from",
    "surcharge_ids.hour_to",
    "billing_increment",
    "minimum_minutes",
    "overage_price",
    "arc_price",
    "rrc_price",
    "arc_from",
    "markup_percent",
    "gain_cap",
    "prorate_by",
    "date_start",
    "date_end",
    "bpo_count_from",
    "currency_id",
    "contract_id.tz",
    "contract_id.billing_frequency",
    "contract_id.date_start",
    "contract_id.date_end",
)
CHARGE = Markup(
    '<tr class="fw-bold"><td colspan="2">%s</td>'
    '<td class="text-end text-nowrap">%s</td></tr>%s'
)
STEP = Markup(
    '<tr class="text-muted"><td class="ps-3">%s</td>'
    '<td class="text-end text-nowrap">%s</td>'
    '<td class="text-end text-nowrap">%s</td></tr>'
)
FACTS = Markup('<tr><td class="ps-3 small text-muted" colspan="3">%s</td></tr>')
TABLE = Markup('<table class="table table-sm mb-0"><tbody>%s</tbody></table>')
TOTAL = Markup(
    '<div class="d-flex justify-content-between gap-3 border-top pt-1 mt-2 fs-4">'
    '<span>%s</span><span class="text-nowrap" name="example_total">%s</span></div>'
)
PROBLEM = Markup('<div class="text-warning-emphasis">%s</div>')


class BpoContractLine(models.Model):
    """An example calculation by the rating core; nothing of it is stored."""

    _name = "bpo.contract.line"
    _inherit = ["bpo.contract.line", "bpo.step.sentence.mixin"]

    example_quantity = fields.Float(
        string="Example",
        compute="_compute_example_quantity",
        readonly=False,
        digits=(16, 6),
        min_display_digits=0,
        groups=EXAMPLE_GROUPS,
        help="Try a quantity: it changes the example only, never the contract.",
    )
    example_minutes = fields.Integer(
        string="Minutes per Entry",
        compute="_compute_example_minutes",
        readonly=False,
        groups=EXAMPLE_GROUPS,
        help="How long each time entry of the example is: short entries show what "
        "rounding to billing steps costs.",
    )
    example_unit = fields.Char(
        compute="_compute_example_unit",
        groups=EXAMPLE_GROUPS,
        help="What the quantity of the example counts.",
    )
    example_html = fields.Html(
        string="Example Calculation",
        compute="_compute_example_html",
        compute_sudo=True,
        sanitize=False,
        groups=EXAMPLE_GROUPS,
        help="What a whole billing period with this quantity costs, step by step, as "
        "a statement would explain it.",
    )

    @api.depends(*QUANTITY_FIELDS)
    def _compute_example_quantity(self):
        """Propose a quantity that shows the terms at work."""
        for line in self:
            line.example_quantity = float(default_quantity(line._get_example_terms()))

    @api.depends("pricing_model")
    def _compute_example_minutes(self):
        """Propose entries that are no multiple of the usual billing steps."""
        for line in self:
            line.example_minutes = 50

    @api.depends("pricing_model", "uom_id", "fte_basis", "bpo_count_from")
    @api.depends_context("lang")
    def _compute_example_unit(self):
        """Say what is counted: hours, agents, money or the line's unit."""
        _ = self.env._
        for line in self:
            currency = line.currency_id.name or ""
            counted = line.uom_id.name or _("units")
            by_hours = line.bpo_count_from not in ("items", "output")
            assigned = line.fte_basis == "assignment"
            units = {
                "time": _("hours"),
                "fixed": _("hours") if by_hours else counted,
                "fte": _("agents") if assigned else _("approved hours"),
                "milestone": _("%(currency)s agreed", currency=currency),
                "passthrough": _("%(currency)s paid", currency=currency),
            }
            if line.gain_percent:
                units["milestone"] = _("%(currency)s measured", currency=currency)
            line.example_unit = units.get(line.pricing_model, counted)

    @api.depends("example_quantity", "example_minutes", *TERM_FIELDS)
    @api.depends_context("lang")
    def _compute_example_html(self):
        """Rate the example with the terms as they stand on the screen."""
        say = self.env["bpo.refusal.words.mixin"]._bpo_say_refusal
        for line in self:
            result = rate_example(
                line._get_example_contract(),
                line._get_example_terms(),
                line._get_example_day(),
                decimal(line.example_quantity),
                line.example_minutes,
            )
            if result.refusals:
                problems = [PROBLEM % say(each) for each in result.refusals]
                line.example_html = Markup("").join(problems)
            else:
                line.example_html = line._render_example(result)

    def _get_example_terms(self):
        """The line as the core reads it, saved or not."""
        terms = self.env["bpo.billing.terms"].sudo()
        return terms._get_line_terms(self.sudo())

    def _get_example_contract(self):
        """The contract as the core reads it, without its other services."""
        contract = self.contract_id
        rounding = self.currency_id.rounding or self.env.company.currency_id.rounding
        return ContractTerms(
            lines=(),
            tz=contract.tz or "UTC",
            rounding=decimal(rounding),
            billing_frequency=contract.billing_frequency or "monthly",
        )

    def _get_example_day(self):
        """The day whose prices hold: today, or the nearest day of the service."""
        contract = self.contract_id
        first = max(filter(None, (self.date_start, contract.date_start)), default=None)
        last = min(filter(None, (self.date_end, contract.date_end)), default=None)
        day = fields.Date.context_today(self)
        day = max(day, first) if first else day
        return min(day, last) if last else day

    def _render_example(self, result):
        """The charges with their steps as on a statement, and their sum.

        :param result: :class:`~..rating.RatingResult`
        :rtype: markupsafe.Markup
        """
        charges = Markup("").join(
            CHARGE
            % (
                self._bpo_say_name(charge.name),
                self._say_amount(charge.amount),
                self._render_example_steps(charge.explanation),
            )
            for charge in result.charges
        )
        notices = Markup("").join(
            PROBLEM % self._bpo_say_notice(each.text) for each in result.notices
        )
        total = self.env._("Billed for a whole period")
        if self.pricing_model in ("milestone", "passthrough"):
            total = self.env._("Billed")
        return (
            TABLE % charges + notices + TOTAL % (total, self._say_amount(result.amount))
        )

    def _render_example_steps(self, explanation):
        """The steps in numbers as this reader writes them, then what was measured."""
        steps = Markup("").join(
            STEP
            % (
                self._bpo_say_label(step["label"]),
                self._say_step(step),
                self._say_amount(step["amount"]),
            )
            for step in explanation["steps"]
        )
        facts = " · ".join(
            f"{label}: {value}"
            for label, value in self._bpo_say_facts(explanation)
            if value != "0"
        )
        return steps + (FACTS % facts if facts else Markup(""))

    def _say_step(self, step):
        """Quantity, price and, where it is not the whole, share: 1,000 × 0.20."""
        parts = [self._say_number(float(step["quantity"])), self._say_rate(step)]
        if step["numerator"] != step["denominator"]:
            parts.append(f"{step['numerator']}/{step['denominator']}")
        return " × ".join(parts)

    def _say_rate(self, step):
        """A price with two decimals, or as many as it needs."""
        _whole, _point, decimals = step["rate"].partition(".")
        return formatLang(self.env, float(step["rate"]), digits=max(2, len(decimals)))

    def _say_amount(self, amount):
        """An amount as on the invoice."""
        currency = self.currency_id or self.env.company.currency_id
        return formatLang(self.env, float(amount), currency_obj=currency)
