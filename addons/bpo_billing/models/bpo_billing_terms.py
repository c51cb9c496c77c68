"""Contracts as the rating core reads them."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from odoo import api, models

from ..rating import (
    AgentClock,
    ContractTerms,
    GainShare,
    LineTerms,
    Period,
    Rate,
    Surcharge,
    Tier,
)

# Fields of a service line that are numbers to the core.
DECIMALS = (
    "price_unit",
    "included_quantity",
    "overage_price",
    "package_size",
    "minimum_quantity",
    "baseline_quantity",
    "deadband_percent",
    "arc_price",
    "rrc_price",
    "markup_percent",
    "fte_hours",
)
PLAIN = (
    "name",
    "pricing_model",
    "tier_mode",
    "arc_from",
    "prorate_by",
    "fte_basis",
)
INTEGERS = ("billing_increment", "minimum_minutes", "rollover_periods")


def decimal(value):
    """A float field as the decimal a person typed: 0.1 is 0.1.

    >>> decimal(0.1), decimal(0)
    (Decimal('0.1'), Decimal('0'))
    """
    return Decimal(repr(value or 0))


class BpoBillingTerms(models.AbstractModel):
    """Translates contracts to :class:`ContractTerms`, many at once."""

    _name = "bpo.billing.terms"
    _description = "Terms for Rating"

    @api.model
    def _get_terms(self, contracts, dues):
        """The terms of each contract, in force over all of its dues.

        :param contracts: elevated contracts
        :param dues: list of :class:`~..schedule.Due`
        :return: ``{contract id: ContractTerms}``
        """
        spans = self._get_spans(dues)
        holidays = self._get_holidays(contracts, spans)
        agents = self._get_agents(contracts, spans)
        return {
            contract.id: self._get_contract_terms(
                contract, spans.get(contract.id), holidays, agents
            )
            for contract in contracts
        }

    @api.model
    def _get_contract_terms(self, contract, span, holidays, agents):
        suspensions = ()
        if span:
            rests = contract._get_suspended_periods(span.date_from, span.date_to)
            suspensions = tuple(Period(first, last) for first, last in rests)
        return ContractTerms(
            lines=tuple(self._get_line_terms(line) for line in contract.line_ids),
            tz=contract.tz,
            rounding=decimal(contract.currency_id.rounding),
            billing_frequency=contract.billing_frequency,
            date_start=contract.date_start,
            date_end=contract.date_end or None,
            minimum_commitment=decimal(contract.minimum_commitment),
            working_weekdays=self._get_weekdays(contract),
            holidays=holidays.get(contract.id, frozenset()),
            suspensions=suspensions,
            agents=agents.get(contract.id, {}),
        )

    @api.model
    def _get_terms_in(self, contract, terms, period):
        """The terms with what was in force on the last day of a period.

        Example: a minimum of 100 that becomes 150 on 1 July is 100 for June, also when
        June is billed in July.

        :param contract: the elevated contract
        :param ContractTerms terms: its terms
        :param period: the usage period, or None
        :rtype: ContractTerms
        """
        if not period:
            return terms
        value = contract._get_term_on("minimum_commitment", period.date_to)
        return replace(terms, minimum_commitment=decimal(value))

    @api.model
    def _get_line_terms(self, line):
        vals = {name: decimal(line[name]) for name in DECIMALS}
        vals |= {name: line[name] for name in PLAIN}
        vals |= {name: line[name] or 0 for name in INTEGERS}
        counts_units = line.bpo_count_from in ("items", "output")
        return LineTerms(
            line_id=line.id,
            unit=line.uom_id.name or "",
            date_start=line.date_start or None,
            date_end=line.date_end or None,
            rates=tuple(self._get_rate(rate) for rate in line.rate_ids),
            surcharges=tuple(
                self._get_surcharge(each)
                for each in line.surcharge_ids.sorted("sequence")
            ),
            tiers=tuple(
                Tier(
                    decimal(tier.quantity_from),
                    decimal(tier.price_unit),
                    decimal(tier.flat_fee),
                )
                for tier in line.tier_ids
            ),
            gain_share=self._get_gain_share(line),
            pool_unit="units" if counts_units else "hours",
            **vals,
        )

    @api.model
    def _get_rate(self, rate):
        return Rate(
            price_unit=decimal(rate.price_unit),
            date_start=rate.date_start or None,
            date_end=rate.date_end or None,
            employee_id=rate.employee_id.id or None,
            job_id=rate.job_id.id or None,
            rate_id=rate.id,
            # the client is not told which agent has a price of their own
            name="" if rate.employee_id else rate.job_id.name or "",
        )

    @api.model
    def _get_surcharge(self, surcharge):
        return Surcharge(
            name=surcharge.name,
            percent=decimal(surcharge.percent),
            weekday_mask=surcharge.weekday_mask or "",
            hour_from=surcharge.hour_from,
            hour_to=surcharge.hour_to,
            on_holidays=surcharge.on_holidays,
            clock=surcharge.clock,
            surcharge_id=surcharge.id,
        )

    @api.model
    def _get_gain_share(self, line):
        if not line.gain_percent:
            return None
        return GainShare(
            base=decimal(line.gain_base),
            percent=decimal(line.gain_percent),
            cap=decimal(line.gain_cap) if line.gain_cap else None,
        )

    @api.model
    def _get_weekdays(self, contract):
        """Days of the week on which the client works, Monday to Friday by default.

        Only services prorated by working days ask for them.
        """
        lines = contract.line_ids
        if "working_days" not in lines.mapped("prorate_by"):
            return frozenset(range(5))
        hours = contract.resource_calendar_id.attendance_ids
        return frozenset({int(day) for day in hours.mapped("dayofweek")} or range(5))

    @api.model
    def _get_spans(self, dues):
        """From the first to the last day each contract's dues look at."""
        days = defaultdict(list)
        for due in dues:
            for period in (due.period, due.slot.fee_period, due.slot.usage_period):
                if period:
                    days[due.contract_id] += [period.date_from, period.date_to]
        return {key: Period(min(value), max(value)) for key, value in days.items()}

    @api.model
    def _get_holidays(self, contracts, spans):
        """The client's public holidays within the spans: ``{contract id: days}``."""
        if not spans:
            return {}
        first = min(span.date_from for span in spans.values())
        last = max(span.date_to for span in spans.values())
        calendars = contracts.resource_calendar_id
        days = {
            calendar: frozenset(calendar._bpo_holidays(first, last))
            for calendar in calendars
        }
        return {
            contract.id: days.get(contract.resource_calendar_id, frozenset())
            for contract in contracts
        }

    @api.model
    def _get_agents(self, contracts, spans):
        """Clocks of the agents, of contracts with surcharges by the agent's clock."""
        reading = contracts.filtered(
            lambda each: "agent" in each.line_ids.surcharge_ids.mapped("clock")
        )
        result = {}
        for contract in reading:
            employees = contract.assignment_ids.employee_id
            result[contract.id] = {
                employee.id: AgentClock(employee.tz or contract.tz)
                for employee in employees
            }
        return result
