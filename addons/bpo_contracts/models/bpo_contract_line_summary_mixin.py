"""Each service line in plain words."""

from odoo import api, fields, models
from odoo.tools.misc import format_date, formatLang

from .constants import MONEY_GROUPS

SUMMARY_FIELDS = (
    "pricing_model",
    "price_unit",
    "uom_id",
    "included_quantity",
    "rollover_periods",
    "overage_price",
    "tier_mode",
    "tier_ids.quantity_from",
    "tier_ids.price_unit",
    "tier_ids.flat_fee",
    "package_size",
    "minimum_quantity",
    "billing_increment",
    "minimum_minutes",
    "baseline_quantity",
    "deadband_percent",
    "arc_price",
    "rrc_price",
    "arc_from",
    "markup_percent",
    "fte_basis",
    "fte_hours",
    "gain_percent",
    "gain_base",
    "gain_cap",
    "prorate_by",
    "rate_ids.price_unit",
    "rate_ids.date_start",
    "rate_ids.date_end",
    "surcharge_ids.percent",
    "surcharge_ids.name",
    "currency_id",
)


class BpoContractLineSummaryMixin(models.AbstractModel):
    """Say what a line costs in sentences a client would accept as the contract."""

    _name = "bpo.contract.line.summary.mixin"
    _description = "Service Line in Words"

    summary = fields.Char(
        string="In Words",
        compute="_compute_summary",
        groups=MONEY_GROUPS,
        help="What the client pays, in plain words.",
    )

    @api.depends(*SUMMARY_FIELDS)
    @api.depends_context("lang", "bpo_as_of")
    def _compute_summary(self):
        """Put together the sentences of the pricing model and the extras."""
        for line in self:
            describe = getattr(line, f"_describe_{line.pricing_model}", None)
            sentences = [
                *(describe() if describe else []),
                line._describe_next_price(),
                line._describe_surcharges(),
            ]
            line.summary = " ".join(sentence for sentence in sentences if sentence)

    def _get_summary_day(self):
        """Return the day whose prices are described: today, or ``bpo_as_of``."""
        return self.env.context.get("bpo_as_of") or fields.Date.context_today(self)

    def _get_summary_price(self):
        """Return the price for everyone on that day."""
        return self._get_price_on(fields.Date.to_date(self._get_summary_day()))

    def _describe_time(self):
        """Sentences for time spent."""
        _ = self.env._
        yield self._describe_rates()
        if self.billing_increment > 1:
            yield _("Rounded up to %(step)s minutes.", step=self.billing_increment)
        if self.minimum_minutes:
            yield _("At least %(minutes)s minutes each.", minutes=self.minimum_minutes)

    def _describe_rates(self):
        """Return the price of an hour, or the span by role and employee."""
        _ = self.env._
        day = fields.Date.to_date(self._get_summary_day())
        special = self.rate_ids.filtered(
            lambda rate: (rate.job_id or rate.employee_id) and rate._is_in_force(day)
        )
        prices = {*special.mapped("price_unit"), self._get_summary_price()}
        if special and len(prices) > 1:
            prices.discard(0.0)
        low, high = min(prices), max(prices)
        if low == high:
            return _("%(price)s per hour.", price=self._say_price(low))
        return _(
            "%(low)s to %(high)s per hour by role and employee.",
            low=self._say_price(low),
            high=self._say_price(high),
        )

    def _describe_next_price(self):
        """Return the next dated price for everyone, or nothing."""
        day = fields.Date.to_date(self._get_summary_day())
        later = self._get_common_rates().filtered(
            lambda rate: rate.date_start and rate.date_start > day
        )
        if not later or self._is_priced_by_steps():
            return ""
        return self.env._(
            "From %(day)s on %(price)s.",
            day=format_date(self.env, later[0].date_start),
            price=self._say_price(later[0].price_unit),
        )

    def _describe_unit(self):
        """Sentences for accepted units.

        Example: "First 500 records free, then 0.20 each up to 1,000, 0.15 each above."
        """
        _ = self.env._
        steps = self._describe_steps()
        if self.included_quantity:
            yield _(
                "First %(count)s %(unit)s free, then %(steps)s.",
                count=self._say_number(self.included_quantity),
                unit=self._say_unit(),
                steps=steps,
            )
        else:
            yield f"{steps[:1].upper()}{steps[1:]}."
        if self.minimum_quantity:
            yield _(
                "At least %(count)s %(unit)s are billed per period.",
                count=self._say_number(self.minimum_quantity),
                unit=self._say_unit(),
            )

    def _describe_steps(self):
        """Return the price or the price steps as one clause."""
        _ = self.env._
        if self.tier_mode == "package":
            return _(
                "%(price)s per started block of %(size)s %(unit)s",
                price=self._say_price(self._get_summary_price()),
                size=self._say_number(self.package_size),
                unit=self._say_unit(),
            )
        if self.tier_mode == "none" or not self.tier_ids:
            return _("%(price)s each", price=self._say_price(self._get_summary_price()))
        tiers = self.tier_ids.sorted("quantity_from")
        ends = [tier.quantity_from for tier in tiers[1:]] + [None]
        clause = ", ".join(
            self._describe_step(tier, end)
            for tier, end in zip(tiers, ends, strict=True)
        )
        if self.tier_mode == "volume":
            return _(
                "all units at the price of the step reached: %(steps)s", steps=clause
            )
        return clause

    def _describe_step(self, tier, end):
        """Return one price step, up to ``end`` or without an end."""
        _ = self.env._
        values = {
            "price": self._say_price(tier.price_unit),
            "end": self._say_number(end or 0),
            "fee": self._say_price(tier.flat_fee),
        }
        if end:
            clause = _("%(price)s each up to %(end)s", **values)
        elif tier.quantity_from:
            clause = _("%(price)s each above", **values)
        else:
            clause = _("%(price)s each", **values)
        if not tier.flat_fee:
            return clause
        return _("%(step)s plus %(fee)s", step=clause, fee=values["fee"])

    def _describe_fixed(self):
        """Sentences for a fee per period."""
        _ = self.env._
        yield _(
            "%(price)s per billing period.",
            price=self._say_price(self._get_summary_price()),
        )
        if self.included_quantity:
            yield _(
                "%(count)s %(unit)s included, %(price)s for each one more.",
                count=self._say_number(self.included_quantity),
                unit=self._say_included_unit(),
                price=self._say_price(self.overage_price),
            )
        if self.included_quantity and self.rollover_periods:
            yield _(
                "What is left over can be used for %(count)s more periods.",
                count=self.rollover_periods,
            )

    def _describe_fte(self):
        """Sentences for full-time agents."""
        _ = self.env._
        price = self._say_price(self._get_summary_price())
        if self.fte_basis == "hours":
            yield _(
                "%(price)s per full-time agent, counted as approved hours divided by "
                "%(hours)s.",
                price=price,
                hours=self._say_number(self.fte_hours),
            )
        else:
            yield _("%(price)s per assigned full-time agent and period.", price=price)
        if self.prorate_by == "working_days":
            yield _("Partial periods by working days.")

    def _describe_baseline(self):
        """Sentences for an agreed volume with a band."""
        _ = self.env._
        yield _(
            "%(price)s for %(count)s %(unit)s per period.",
            price=self._say_price(self._get_summary_price()),
            count=self._say_number(self.baseline_quantity),
            unit=self._say_unit(),
        )
        edge = dict(self._fields["arc_from"]._description_selection(self.env))
        yield _(
            "No change within %(percent)s %%; beyond, %(arc)s more or %(rrc)s less per "
            "unit, counted from: %(edge)s.",
            percent=self._say_number(self.deadband_percent),
            arc=self._say_price(self.arc_price),
            rrc=self._say_price(self.rrc_price),
            edge=edge[self.arc_from].lower(),
        )

    def _describe_milestone(self):
        """Sentences for agreed amounts and shared savings."""
        _ = self.env._
        yield _("Agreed amounts when milestones are reached.")
        if self.gain_percent:
            yield _(
                "%(percent)s %% of the savings against %(base)s per period.",
                percent=self._say_number(self.gain_percent),
                base=self._say_price(self.gain_base),
            )
        if self.gain_percent and self.gain_cap:
            yield _("At most %(cap)s per period.", cap=self._say_price(self.gain_cap))

    def _describe_passthrough(self):
        """Sentences for costs that are passed on."""
        _ = self.env._
        if self.markup_percent:
            yield _(
                "At cost plus %(percent)s %%.",
                percent=self._say_number(self.markup_percent),
            )
        else:
            yield _("At cost.")

    def _describe_surcharges(self):
        """Return the extra percentages as one sentence, or nothing."""
        if self.pricing_model != "time" or not self.surcharge_ids:
            return ""
        parts = [
            f"{extra.name} +{self._say_number(extra.percent)} %"
            for extra in self.surcharge_ids
        ]
        return self.env._("Surcharges: %(list)s.", list=", ".join(parts))

    def _say_price(self, amount):
        """Format an amount with its currency and as many digits as it needs."""
        currency = self.currency_id
        digits = max(currency.decimal_places, _count_decimals(amount))
        return f"{formatLang(self.env, amount, digits=digits)} {currency.name or ''}"

    def _say_number(self, value):
        """Format a quantity without needless decimals."""
        return formatLang(self.env, value, digits=_count_decimals(value))

    def _say_unit(self):
        """Return the unit of measure in words."""
        return self.uom_id.name or self.env._("units")

    def _say_included_unit(self):
        """Return what a fee includes: hours where it is counted in months itself."""
        month = self.env.ref("bpo_contracts.uom_month", raise_if_not_found=False)
        hour = self.env.ref("uom.product_uom_hour", raise_if_not_found=False)
        if hour and self.uom_id == month:
            return hour.name
        return self._say_unit()


def _count_decimals(value):
    """Return how many decimals ``value`` needs, six at most.

    >>> _count_decimals(1000.0), _count_decimals(0.15), _count_decimals(0.000612)
    (0, 2, 6)
    """
    _whole, _point, decimals = f"{value:.6f}".rstrip("0").partition(".")
    return len(decimals)
