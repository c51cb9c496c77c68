"""What is earned at the end of a day, and what is billed but not earned. Pure Python.

A month end rarely is the end of a billing period of every contract: quarters run on,
weeks cross it, fees were billed in advance. ``earned_slots`` lists what a contract
would be billed if every period ended that day; ``days_after`` says which share of a
charge belongs to later days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from .rating.periods import Slot, full_period
from .rating.terms import ONE_DAY, Period
from .schedule import Calendar, due_slots


@dataclass(frozen=True, slots=True)
class Earned:
    """A slot up to the day. ``is_whole``: the usage is that of a whole period, so that
    its service levels can be settled."""

    slot: Slot
    is_whole: bool


def earned_slots(
    calendar: Calendar,
    day: date,
    covered: Sequence[Period],
    finals: frozenset[date] = frozenset(),
) -> list[Earned]:
    """Fees and usage up to and including ``day`` that no live statement bills.

    :param covered: periods of the live regular statements.
    :param finals: last days of the live final statements.

    >>> from datetime import date as d
    >>> quarters = Calendar("quarterly", "arrears", d(2026, 1, 1), None)
    >>> [str(each.slot.usage_period.date_to) for each in
    ...  earned_slots(quarters, d(2026, 2, 28), [])]
    ['2026-02-28']
    >>> months = Calendar("monthly", "advance", d(2026, 1, 1), None)
    >>> january = Period(d(2026, 1, 1), d(2026, 1, 31))
    >>> [(each.slot.fee_period, each.slot.usage_period == january) for each in
    ...  earned_slots(months, d(2026, 1, 31), [january])]
    [(None, True)]
    """
    slots = due_slots(calendar, day + ONE_DAY, covered, finals)
    earned = [each for slot in slots for each in _until(slot, day)]
    known = [*covered, *(slot.period for slot in slots)]
    used = {each.slot.usage_period for each in earned}
    if calendar.timing == "advance":
        earned += _running_usage(known, day, used, finals)
    else:
        earned += _running_period(calendar, known, day)
    return earned


def _until(slot: Slot, day: date) -> Iterator[Earned]:
    """The part of a slot up to ``day``, if any."""
    fees = slot.fee_period and slot.fee_period.overlap(None, day)
    usage = slot.usage_period and slot.usage_period.overlap(None, day)
    if fees or usage:
        cut = replace(slot, fee_period=fees, usage_period=usage)
        yield Earned(cut, bool(usage) and usage == slot.usage_period)


def _running_period(
    calendar: Calendar, known: Sequence[Period], day: date
) -> Iterator[Earned]:
    """The days since the last period, billed in arrears."""
    first = max((each.date_to for each in known), default=calendar.start - ONE_DAY)
    first += ONE_DAY
    last = min(day, calendar.end or day)
    if first <= last:
        last = min(last, full_period(calendar.frequency, first).date_to)
        part = Period(first, last)
        yield Earned(Slot(part, day + ONE_DAY, part, part), False)


def _running_usage(
    known: Sequence[Period], day: date, used: set, finals: frozenset[date]
) -> Iterator[Earned]:
    """The usage of the period whose fees were billed in advance."""
    begun = [each for each in known if each.date_from <= day]
    current = max(begun, default=None)
    if current is None or current in used or current.date_to in finals:
        return
    later = [each for each in known if each.date_from > current.date_to]
    if not later:
        part = Period(current.date_from, min(day, current.date_to))
        yield Earned(Slot(part, day + ONE_DAY, None, part), part == current)


def days_after(period: Period, day: date) -> Fraction:
    """The share of the days of ``period`` that come after ``day``.

    >>> days_after(Period(date(2026, 1, 1), date(2026, 3, 31)), date(2026, 1, 31))
    Fraction(59, 90)
    """
    if period.date_to <= day:
        return Fraction(0)
    first = max(period.date_from, day + ONE_DAY)
    return Fraction(Period(first, period.date_to).days, period.days)
