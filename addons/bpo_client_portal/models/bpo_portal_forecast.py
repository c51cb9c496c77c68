"""What the running billing period comes to, so far and at its end."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from odoo import api, models
from odoo.fields import Date

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
    :param fees: fees so far by service id, the base of service credits
    :param uses: quantities used of what is included or committed
    """

    contract: object
    period: Period
    so_far: Decimal = ZERO
    expected: Decimal = ZERO
    minimum: Decimal = ZERO
    to_reach: Decimal = ZERO
    fees: dict = field(default_factory=dict)
    uses: list = field(default_factory=list)


class BpoPortalForecast(models.AbstractModel):
    """Rates the period to date as the billing run would; pages write nothing.

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
        forecasts = []
        for due in dues:
            contract = by_id[due.contract_id]
            known = service._get_terms_in(contract, terms[contract.id], due.period)
            usage = batch.usages[due.index].freeze()
            result = rate_contract(known, usage, due.period)
            forecast = self._bpo_forecast(
                contract, due.period, day, known, usage, result.charges
            )
            forecast.fees = dict(result.fees)
            forecasts.append(forecast)
        return forecasts

    @api.model
    def _cron_store_at_stake(self):
        """Write the credits at stake to the provisional results of running periods.

        Pages read them there. Billing writes them anew, on the whole period's fees.
        """
        results = self._bpo_running_results(Date.today())
        contracts = results.contract_id.filtered(lambda one: one.state == "active")
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(contracts))
        for start in range(0, len(contracts), MAX_CONTRACTS):
            batch = contracts[start : start + MAX_CONTRACTS]
            for forecast in self._bpo_of(batch, Date.today()):
                self._bpo_store_at_stake(forecast, results)
            if not progress(len(batch)):
                break

    @api.model
    def _bpo_running_results(self, day):
        """Return the provisional results of a day, of contracts that miss a target.

        Or that did yesterday: then a credit is to be taken back.
        """
        domain = [
            ("state", "=", "provisional"),
            ("denominator", ">", 0),
            ("date_from", "<=", day),
            ("date_to", ">=", day),
        ]
        # Elevated: the job looks at all clients.
        found = self.env["bpo.sla.result"].sudo().search(domain)
        missing = found.filtered(
            lambda result: not result.met or result.credit_amount
        ).contract_id
        return found.filtered(lambda result: result.contract_id in missing)

    @api.model
    def _bpo_store_at_stake(self, forecast, results):
        """Write what today's misses of one contract give back on the fees so far.

        Example: 10 % at risk, a level with 20 % of it missed: 2,000.00 of 100,000.00.
        """
        contract = forecast.contract
        own = results.filtered(lambda result: result.contract_id == contract)
        quantum = Decimal(1).scaleb(-contract.currency_id.decimal_places)
        history = contract._bpo_sla_history(forecast.period.date_from)
        contract._bpo_credit_lines(own, history, forecast.fees, quantum)

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
