"""What must be right on a service line."""

from collections import defaultdict
from itertools import pairwise

from odoo import api, models
from odoo.exceptions import ValidationError

from .checks import check_order, check_range
from .date_ranges import find_gap, find_overlap

NOT_NEGATIVE = [
    "price_unit",
    "included_quantity",
    "rollover_periods",
    "minimum_minutes",
    "minimum_quantity",
    "baseline_quantity",
    "arc_price",
    "rrc_price",
    "overage_price",
    "package_size",
    "fte_hours",
    "gain_base",
    "gain_cap",
]


class BpoContractLineCheckMixin(models.AbstractModel):
    """Constraints of a service line and of its steps and rates as a whole.

    Steps and rates are checked when all commands of a write are done: moving a day
    from one rate to the next is two changes that are wrong on their own.
    """

    _name = "bpo.contract.line.check.mixin"
    _description = "Service Line Checks"

    @api.model_create_multi
    def create(self, vals_list):
        """Check steps and rates once per line."""
        checking = self.with_context(bpo_line_checks_parts=True)
        lines = super(BpoContractLineCheckMixin, checking).create(vals_list)
        return lines.with_env(self.env)

    def write(self, vals):
        """Check steps and rates once per line."""
        if vals.keys().isdisjoint(("tier_ids", "rate_ids")):
            return super().write(vals)
        checking = self.with_context(bpo_line_checks_parts=True)
        return super(BpoContractLineCheckMixin, checking).write(vals)

    @api.constrains(*NOT_NEGATIVE)
    def _check_not_negative(self):
        """Refuse negative prices and quantities."""
        check_range(self, NOT_NEGATIVE)

    @api.constrains(
        "billing_increment", "deadband_percent", "markup_percent", "gain_percent"
    )
    def _check_bounds(self):
        """Refuse steps of no minutes and impossible percentages."""
        check_range(self, ["billing_increment"], 1, 1440)
        check_range(self, ["deadband_percent", "gain_percent"], 0.0, 100.0)
        check_range(self, ["markup_percent"], 0.0, 1000.0)

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        """Refuse an end before the start."""
        check_order(self, "date_start", "date_end")

    @api.constrains("tier_ids", "tier_mode", "pricing_model")
    def _check_steps(self):
        """Refuse price steps that do not start at zero or do not rise."""
        for line in self:
            starts = sorted(line.tier_ids.mapped("quantity_from"))
            if starts and starts[0] != 0:
                raise ValidationError(
                    self.env._(
                        "The price steps of %(line)s start at %(start)g: the first one "
                        "must start at 0.",
                        line=line.name,
                        start=starts[0],
                    )
                )
            double = next((a for a, b in pairwise(starts) if a == b), None)
            if double is not None:
                raise ValidationError(
                    self.env._(
                        "Two price steps of %(line)s start at %(start)g: let each one "
                        "start above the one before.",
                        line=line.name,
                        start=double,
                    )
                )

    @api.constrains("rate_ids")
    def _check_rates(self):
        """Refuse two rates in force on one day for the same employee or role."""
        for line in self:
            for rates in line._get_rates_by_key().values():
                day = find_overlap([(r.date_start, r.date_end) for r in rates])
                if not day:
                    continue
                raise ValidationError(
                    self.env._(
                        "Two rates of %(line)s for %(whom)s are in force on %(day)s: "
                        "end the first one before the second one starts.",
                        line=line.name,
                        whom=rates[0]._get_whom(),
                        day=day,
                    )
                )

    def _get_rates_by_key(self):
        """Return the rates of one line by employee and role.

        :rtype: dict[tuple, list]
        """
        grouped = defaultdict(list)
        for rate in self.rate_ids:
            grouped[rate.employee_id.id, rate.job_id.id].append(rate)
        return grouped

    def _get_term(self):
        """Return first and last day of the service; the last may be open."""
        contract = self.contract_id
        first = max(filter(None, (self.date_start, contract.date_start)))
        ends = [day for day in (self.date_end, contract.date_end) if day]
        return first, min(ends, default=None)

    def _get_activation_problems(self):
        """Return one sentence per reason why the service cannot be billed.

        Extend to add checks.

        :rtype: list[str]
        """
        self.ensure_one()
        problems = [self._get_rate_problem(), self._get_quantity_problem()]
        return [problem for problem in problems if problem]

    def _get_rate_problem(self):
        """Ask for a price on every day where only dated rates price the time."""
        if self.pricing_model != "time" or self.price_unit:
            return None
        if not self.rate_ids:
            return self.env._("%(line)s: enter a price or rates.", line=self.name)
        first, last = self._get_term()
        by_key = self._get_rates_by_key()
        everyone = by_key.pop((False, False), None)
        for rates in [everyone] if everyone else by_key.values():
            day = find_gap([(r.date_start, r.date_end) for r in rates], first, last)
            if day:
                return self.env._(
                    "%(line)s: no rate for %(whom)s is in force on %(day)s.",
                    line=self.name,
                    whom=rates[0]._get_whom(),
                    day=day,
                )
        return None

    def _get_quantity_problem(self):
        """Ask for what the pricing model cannot do without."""
        _ = self.env._
        model, mode = self.pricing_model, self.tier_mode
        name = self.name
        if model == "unit" and mode in ("graduated", "volume") and not self.tier_ids:
            return _("%(line)s: enter the price steps.", line=name)
        if model == "unit" and mode == "package" and not self.package_size:
            return _("%(line)s: enter how many units are in a package.", line=name)
        if model == "baseline" and not self.baseline_quantity:
            return _("%(line)s: enter the baseline quantity.", line=name)
        if model == "fte" and self.fte_basis == "hours" and not self.fte_hours:
            return _("%(line)s: enter the hours of one agent.", line=name)
        return None
