"""What the running billing period comes to, so far and at its end."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from odoo import api, models

from odoo.addons.bpo_billing.rating import Period, contract_periods, rate_contract
from odoo.addons.bpo_billing.rating.periods import Slot
from odoo.addons.bpo_billing.rating.pool import run_pool
from odoo.addons.bpo_billing.rating.terms import ONE_DAY, ZERO
from odoo.addons.bpo_billing.schedule import Due

# Charges that grow with the work; the rest is agreed for the whole period.
GROWING = frozenset({"time", "unit", "overage", "surcharge", "arc", "rrc"})
MAX_CONTRACTS = 20
LONGEST_PERIOD = 100


@dataclass(slots=True)
class Forecast:
    """One contract in its running period; money untaxed, before service credits.

    :param so_far: what is charged for the work so far, fixed fees in full
    :param expected: the same at the end, if the work goes on at this pace
    :param minimum: agreed minimum of the period
    :param to_reach: what is missing to it today
    :param at_stake: service credit that today's misses give on what is charged so far
    :param uses: quantities used of what is included or committed
    """

    contract: object
    period: Period
    so_far: Decimal = ZERO
    expected: Decimal = ZERO
    minimum: Decimal = ZERO
    to_reach: Decimal = ZERO
    at_stake: Decimal = ZERO
    uses: list = field(default_factory=list)


class BpoPortalForecast(models.AbstractModel):
    """Rates the period to date as the billing run would; writes nothing.

    Collecting and rating are those of the billing run, for all contracts at once, in a
    number of queries that does not grow with the work.
    """

    _name = "bpo.portal.forecast"
    _description = "Forecast of the Running Period"

    @api.model
    def _bpo_of(self, contracts, day):
        """Return the forecasts of contracts.

        :param contracts: elevated, active contracts
        :param day: today
        :rtype: list[Forecast]
        """
        contracts = contracts[:MAX_CONTRACTS]
        dues = self._bpo_dues(contracts, day)
        if not dues:
            return []
        # Elevated: what leaves here are sums of the client's own contracts.
        service = self.env["bpo.billing.terms"].sudo()
        terms = service._get_terms(contracts, dues)
        # What is billed already is on its statement; the running period is not.
        batch = self.env["bpo.billing.usage"].sudo()._collect(dues, terms)
        by_id = contracts.grouped("id")
        missed = self._bpo_missed(contracts, day)
        forecasts = []
        for due in dues:
            contract = by_id[due.contract_id]
            known = service._get_terms_in(contract, terms[contract.id], due.period)
            usage = batch.usages[due.index].freeze()
            result = rate_contract(known, usage, due.period)
            forecast = self._bpo_forecast(
                contract, due.period, day, known, usage, result.charges
            )
            if contract.id in missed:
                forecast.at_stake = self._bpo_at_stake(
                    contract, missed[contract.id], result.fees
                )
            forecasts.append(forecast)
        return forecasts

    @api.model
    def _bpo_missed(self, contracts, day):
        """Return the provisional results of today that miss their target.

        :return: contract id -> elevated results
        """
        found = (
            self.env["bpo.sla.result"]
            .sudo()
            .search(
                [
                    ("contract_id", "in", contracts.ids),
                    ("state", "=", "provisional"),
                    ("met", "=", False),
                    ("denominator", ">", 0),
                    ("date_from", "<=", day),
                    ("date_to", ">=", day),
                ]
            )
        )
        return found.grouped(lambda result: result.contract_id.id)

    @api.model
    def _bpo_at_stake(self, contract, results, fees):
        """Return the credit that results would give on the fees so far.

        Example: 10 % at risk, a level with 20 % of it missed: 2,000.00 of 100,000.00.
        """
        quantum = Decimal(1).scaleb(-contract.currency_id.decimal_places)
        history = contract._bpo_sla_history(min(results.mapped("date_from")))
        given = contract._bpo_credits(results, history, dict(fees), quantum)
        return sum((credit.amount for credit in given.values()), ZERO)

    @api.model
    def _bpo_dues(self, contracts, day):
        """Return the running period of each contract as a due."""
        dues = []
        for contract in contracts:
            calendar = self.env["bpo.billing.due"].sudo()._get_calendar(contract)
            until = day + LONGEST_PERIOD * ONE_DAY
            for period in contract_periods(
                calendar.frequency, calendar.start, calendar.end, until
            ):
                if day in period:
                    slot = Slot(period, period.date_to + ONE_DAY, period, period)
                    dues.append(Due(contract.id, slot, index=len(dues)))
        return dues

    @api.model
    def _bpo_forecast(self, contract, period, day, terms, usage, charges):
        """Return the forecast of one contract from its charges to date.

        Example: 600.00 of hours on the tenth of thirty days and a fee of 400.00 are
        1,000.00 so far and 2,200.00 at the end.
        """
        missing = sum((one.amount for one in charges if one.kind == "minimum"), ZERO)
        so_far = sum((one.amount for one in charges if one.kind != "minimum"), ZERO)
        growing = sum((one.amount for one in charges if one.kind in GROWING), ZERO)
        elapsed = (day - period.date_from).days + 1
        grown = growing * period.days / elapsed
        return Forecast(
            contract,
            period,
            so_far=so_far,
            expected=max(so_far - growing + grown, so_far + missing),
            minimum=terms.minimum_commitment or ZERO,
            to_reach=missing,
            uses=[
                use
                for line in terms.lines
                if (use := self._bpo_use(line, usage)) is not None
            ],
        )

    @api.model
    def _bpo_use(self, line, usage):
        """Return what is used of a line's included or committed quantity, or None.

        :return: dict of ``line_id``, ``name``, ``used``, ``of``, ``left``, ``rolled``
            (part of ``of`` from earlier periods), ``is_hours``, ``is_committed``
        """
        goal = line.included_quantity or line.minimum_quantity or line.baseline_quantity
        if not goal:
            return None
        is_hours = line.pricing_model == "time" or (
            line.pricing_model == "fixed" and line.pool_unit == "hours"
        )
        used = self._bpo_used(line, usage, is_hours)
        rolled = Fraction(0)
        if line.included_quantity:
            history = sorted(
                (one for one in usage.pool_history if one.line_id == line.line_id),
                key=lambda one: one.period.date_from,
            )
            amounts = [Fraction(one.used) for one in history] + [Fraction(used)]
            included = Fraction(line.included_quantity)
            pool = run_pool(
                line.rollover_periods, [(included, each) for each in amounts]
            )[-1]
            rolled = pool.rolled_in
        total = float(Fraction(goal) + rolled)
        return {
            "line_id": line.line_id,
            "name": line.name,
            "used": float(used),
            "of": total,
            "left": max(total - float(used), 0.0),
            "beyond": max(float(used) - total, 0.0),
            "rolled": float(rolled),
            "percent": 100 * float(used) / total,
            "is_hours": is_hours,
            "is_committed": not line.included_quantity,
        }

    @api.model
    def _bpo_used(self, line, usage, is_hours):
        """Return hours or units of a line in the running period."""
        if not is_hours:
            units = (one.quantity for one in usage.units if one.line_id == line.line_id)
            return sum((Decimal(str(each)) for each in units), ZERO)
        minutes = sum(
            one.billable_minutes for one in usage.buckets if one.line_id == line.line_id
        )
        for entry in usage.entries:
            if entry.line_id == line.line_id:
                minutes += self._bpo_minutes(entry)
        return Decimal(minutes) / 60

    @api.model
    def _bpo_minutes(self, entry):
        """Return the minutes of a single entry."""
        if entry.start and entry.stop:
            return int((entry.stop - entry.start).total_seconds() // 60)
        return entry.minutes
