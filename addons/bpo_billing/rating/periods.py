"""The billing calendar of a contract: which days each statement covers.

Periods follow the calendar (weeks from Monday, months, calendar quarters) and never
the day of the month a contract happened to start on, so nothing drifts: a contract
starting 31 January bills 31 January, then February, March, April. The first and the
last period may be partial. Billing in advance charges the fees of a period on its
first day and the usage of the period before; the last usage follows in a final
statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .terms import ONE_DAY, Frequency, Period

MONTHS = {"monthly": 1, "quarterly": 3}


@dataclass(frozen=True, slots=True)
class Slot:
    """One statement to be: its key (period and reason), due day, and what it bills.

    ``usage_period`` or ``fee_period`` is None where the statement has no usage (the
    first in advance) or no fees (the final one after billing in advance).
    """

    period: Period
    due_on: date
    fee_period: Period | None
    usage_period: Period | None
    reason: Literal["regular", "final"] = "regular"


def full_period(frequency: Frequency, day: date) -> Period:
    """The whole week, month or quarter that holds ``day``."""
    if frequency == "weekly":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    months = MONTHS[frequency]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, _add_months(first, months) - ONE_DAY)


def _add_months(first: date, months: int) -> date:
    """The first of the month ``months`` after the month of ``first``."""
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def contract_periods(
    frequency: Frequency, start: date, end: date | None, until: date
) -> Iterator[Period]:
    """Periods of a contract that begin on or before ``until``, without gap or overlap.

    :param start: first day of the contract; the first period begins there.
    :param end: last day of the contract or None; the last period ends there.
    """
    day = start
    while day <= until and (end is None or day <= end):
        full = full_period(frequency, day)
        yield Period(day, min(full.date_to, end) if end else full.date_to)
        day = full.date_to + ONE_DAY


def statement_slots(
    frequency: Frequency,
    timing: Literal["arrears", "advance"],
    start: date,
    end: date | None,
    until: date,
) -> Iterator[Slot]:
    """The statements of a contract that are due on or before ``until``, in order."""
    periods = contract_periods(frequency, start, end, until)
    if timing == "arrears":
        slots = (Slot(p, p.date_to + ONE_DAY, p, p) for p in periods)
        yield from (slot for slot in slots if slot.due_on <= until)
        return
    before: Period | None = None
    for period in periods:
        yield Slot(period, period.date_from, period, before)
        before = period
    if before and end and before.date_to == end and end < until:
        yield Slot(before, end + ONE_DAY, None, before, "final")
