"""Made-up work that shows what a service line costs. Pure Python.

The example beside the terms of a line is rated by the same core as a statement, over a
whole billing period, at the prices of one day. Example: 500 included, 0.20 to 1,000 and
0.15 above propose 1,700 units, which cost 230.00.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from .rating import (
    ContractTerms,
    Expense,
    FteShare,
    LineTerms,
    Milestone,
    Period,
    RatingResult,
    Refusal,
    Saving,
    Surcharge,
    TimeBucket,
    TimeEntry,
    UnitUsage,
    Usage,
    billable_minutes,
    check_line,
    full_period,
    rate_contract,
)
from .rating.terms import ZERO
from .simulating import undated_rates

UTC = ZoneInfo("UTC")
KEY = ("example",)
MOST_ENTRIES = 5000
MOST_AGENTS = 20
FULL_TIME = Decimal(100)


def default_quantity(line: LineTerms) -> Decimal:
    """A quantity that shows the terms of a line at work.

    Hours for ``time``, units for ``unit`` and ``baseline``, agents or hours for
    ``fte``, what uses up the included quantity for ``fixed``, money for the others.

    >>> default_quantity(LineTerms(1, "Typing", "time"))
    Decimal('100')
    """
    model = line.pricing_model
    if model == "unit":
        return _default_units(line)
    if model == "fixed":
        return _whole(line.included_quantity * Decimal("1.2"))
    if model == "fte":
        hours = _whole(line.fte_hours * Decimal("1.95"))
        return hours if line.fte_basis == "hours" else Decimal("1.5")
    if model == "baseline":
        above = line.deadband_percent + 5
        return _whole(line.baseline_quantity * (100 + above) / 100)
    if model == "milestone":
        gain = line.gain_share
        return _whole(gain.base * Decimal("0.8")) if gain else Decimal(1500)
    return Decimal(100 if model == "time" else 240)


def _default_units(line: LineTerms) -> Decimal:
    """Units that reach the last tier, start a third package or miss the minimum."""
    if line.tier_mode == "package":
        return line.included_quantity + 2 * line.package_size + 1
    if line.minimum_quantity:
        return _whole(line.minimum_quantity * Decimal("0.75"))
    last = max((tier.quantity_from for tier in line.tiers), default=ZERO)
    if line.tier_mode == "none" or not last:
        return line.included_quantity + (1200 if line.included_quantity else 1700)
    return line.included_quantity + _whole(last * Decimal("1.2"))


def _whole(quantity: Decimal) -> Decimal:
    return Decimal(round(quantity))


def rate_example(
    terms: ContractTerms, line: LineTerms, day: date, quantity: Decimal, minutes: int
) -> RatingResult:
    """What the example costs, or as refusals what is wrong with the terms.

    :param terms: the contract: its clock, rhythm and rounding count, its lines do not
    :param day: the prices of this day hold
    :param quantity: hours, units, agents or money, see :func:`default_quantity`
    :param minutes: length of one time entry, for lines of ``time``
    """
    line = replace(line, tiers=tuple(sorted(line.tiers, key=lambda t: t.quantity_from)))
    refused = check_line(line) or _check_example(line, quantity, minutes)
    if refused:
        return RatingResult(refusals=refused)
    line = replace(
        line,
        date_start=None,
        date_end=None,
        rates=undated_rates(line.rates, day),
    )
    period = full_period(terms.billing_frequency, day)
    terms = replace(
        terms,
        lines=(line,),
        date_start=None,
        date_end=None,
        minimum_commitment=ZERO,
        suspensions=(),
    )
    usage = _example_usage(terms, line, period, quantity, minutes)
    return rate_contract(terms, usage, period)


def _check_example(
    line: LineTerms, quantity: Decimal, minutes: int
) -> tuple[Refusal, ...]:
    """Refuse numbers that no work has."""
    if quantity < ZERO or minutes < 0:
        text = "The example is below zero: enter zero or more."
        return (Refusal(line.line_id, "negative_example", text),)
    count = quantity * 60 / max(minutes, 1)
    if _first_window(line) and count > MOST_ENTRIES:
        text = "The example has too many entries: enter fewer hours or longer entries."
        return (Refusal(line.line_id, "long_example", text),)
    return ()


def _first_window(line: LineTerms) -> Surcharge | None:
    """The surcharge whose start the example's entries cross."""
    if line.pricing_model != "time":
        return None
    return next((each for each in line.surcharges if each.weekday_mask), None)


def _example_usage(
    terms: ContractTerms,
    line: LineTerms,
    period: Period,
    quantity: Decimal,
    minutes: int,
) -> Usage:
    """The work: hours, units, agents, or one piece of money."""
    key, line_id, day = KEY, line.line_id, period.date_from
    model = line.pricing_model
    if model == "time":
        return _time_usage(terms, line, period, quantity, minutes)
    if model == "fte" and line.fte_basis == "assignment":
        return Usage(fte_shares=_shares(line, quantity))
    if model == "fte" or (model == "fixed" and line.pool_unit == "hours"):
        total = round(quantity * 60)
        return Usage(buckets=_buckets(line, day, [total] if total else []))
    if model == "milestone" and line.gain_share:
        return Usage(savings=[Saving(key, line_id, day, quantity)])
    if model == "milestone":
        return Usage(milestones=[Milestone(key, line_id, day, amount=quantity)])
    if model == "passthrough":
        return Usage(expenses=[Expense(key, line_id, day, quantity)])
    return Usage(units=[UnitUsage(key, line_id, day, quantity)])


def _time_usage(
    terms: ContractTerms,
    line: LineTerms,
    period: Period,
    quantity: Decimal,
    minutes: int,
) -> Usage:
    """Entries of so many minutes each; the last one takes what is left of the hours.

    Where the line has surcharges each entry begins before a window and ends in it.
    """
    total = round(quantity * 60)
    length = min(minutes, total) or total or 1
    count, rest = divmod(total, length)
    lengths = [length] * count + [rest] * bool(rest)
    window = _first_window(line)
    if window is None:
        return Usage(buckets=_buckets(line, period.date_from, lengths))
    days = period.each_day()
    day = next(each for each in days if str(each.weekday()) in window.weekday_mask)
    opening = datetime.combine(day, time(), ZoneInfo(terms.tz)) + timedelta(
        hours=window.hour_from
    )
    start = opening.astimezone(UTC) - timedelta(minutes=length // 2)
    employee_id, job_id = _agent(line)
    return Usage(
        entries=[
            TimeEntry(
                (*KEY, index),
                line.line_id,
                start.astimezone(ZoneInfo(terms.tz)).date(),
                employee_id,
                job_id,
                start,
                start + timedelta(minutes=each),
            )
            for index, each in enumerate(lengths)
        ]
    )


def _buckets(line: LineTerms, day: date, lengths: list[int]) -> list[TimeBucket]:
    """All entries as one sum, each of them rounded as the line says."""
    if not lengths:
        return []
    employee_id, job_id = _agent(line)
    step, least = line.billing_increment, line.minimum_minutes
    billable = sum(billable_minutes(each * 60, step, least) for each in lengths)
    return [
        TimeBucket(
            KEY,
            line.line_id,
            day,
            sum(lengths),
            billable,
            employee_id,
            job_id,
            len(lengths),
        )
    ]


def _shares(line: LineTerms, quantity: Decimal) -> list[FteShare]:
    """So many full-time agents, and one in part: 1.5 are two agents, one at 50 %."""
    employee_id, job_id = _agent(line)
    whole, part = divmod(quantity, 1)
    percents = [FULL_TIME] * int(whole) + [part * 100] * bool(part)
    if quantity > MOST_AGENTS:
        percents = [quantity * 100]
    return [
        FteShare(line.line_id, percent, employee_id=employee_id, job_id=job_id)
        for percent in percents
    ]


def _agent(line: LineTerms) -> tuple[int | None, int | None]:
    """Employee and role of the work: anyone, or whom the first rate is for."""
    everyone = any(not (rate.employee_id or rate.job_id) for rate in line.rates)
    if line.price_unit or everyone or not line.rates:
        return None, None
    return line.rates[0].employee_id, line.rates[0].job_id
