"""Which statements of a contract are due: what is not covered yet, in order.

Pure Python on top of ``rating.periods``. A contract is billed from its start without
gap or overlap: every stretch of days that no live statement covers is cut into billing
periods and billed, be it the next month, three missed months or a cancelled one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .rating.periods import Slot, statement_slots
from .rating.terms import ONE_DAY, Frequency, Period


@dataclass(slots=True)
class Due:
    """One statement to be: of which contract, which slot, which record.

    ``index`` numbers the dues of a batch. ``statement_id`` is filled once the
    statement exists. ``invoice_date`` is the day the statement falls due.
    """

    contract_id: int
    slot: Slot
    index: int = 0
    statement_id: int = 0
    late_lines: frozenset[int] = field(default_factory=frozenset)

    @property
    def period(self) -> Period:
        """Days printed on the statement."""
        return self.slot.period

    @property
    def key(self) -> tuple[int, date, date, str]:
        """What is unique among live statements."""
        return (
            self.contract_id,
            self.period.date_from,
            self.period.date_to,
            self.slot.reason,
        )


@dataclass(frozen=True, slots=True)
class Calendar:
    """The billing rhythm of one contract. ``start`` is its first billed day."""

    frequency: Frequency
    timing: str
    start: date
    end: date | None


def open_stretches(
    start: date, end: date | None, covered: Sequence[Period]
) -> Iterator[tuple[date, date | None, Period | None]]:
    """Days not covered: first day, last day (None: open), the covered period before.

    >>> from datetime import date as d
    >>> months = [Period(d(2026, 1, 1), d(2026, 1, 31)),
    ...           Period(d(2026, 3, 1), d(2026, 3, 31))]
    >>> [(str(a), str(b)) for a, b, _ in open_stretches(d(2026, 1, 1), None, months)]
    [('2026-02-01', '2026-02-28'), ('2026-04-01', 'None')]
    """
    day, before = start, None
    for period in sorted(covered):
        if period.date_to < day:
            continue
        if period.date_from > day:
            yield day, period.date_from - ONE_DAY, before
        day, before = period.date_to + ONE_DAY, period
    if end is None or day <= end:
        yield day, end, before


def due_slots(
    calendar: Calendar,
    until: date,
    covered: Sequence[Period],
    finals: frozenset[date] = frozenset(),
) -> list[Slot]:
    """The slots of a contract that are due on or before ``until``, in order.

    :param covered: periods of the live regular statements.
    :param finals: last days of the live final statements (after billing in advance).
    """
    slots: list[Slot] = []
    for first, last, before in open_stretches(calendar.start, calendar.end, covered):
        if first > until:
            break
        for slot in statement_slots(
            calendar.frequency, calendar.timing, first, last, until
        ):
            if slot.reason == "final":
                continue
            if slot.period.date_from == first and calendar.timing == "advance":
                slot = replace(slot, usage_period=before)
            slots.append(slot)
    final = _final_slot(calendar, until, [*covered, *(slot.period for slot in slots)])
    if final and final.period.date_to not in finals:
        slots.append(final)
    return slots


def _final_slot(
    calendar: Calendar, until: date, periods: Sequence[Period]
) -> Slot | None:
    """The usage of the last period, where fees were billed in advance."""
    end = calendar.end
    if calendar.timing != "advance" or end is None or end >= until:
        return None
    last = next((period for period in periods if period.date_to == end), None)
    return Slot(last, end + ONE_DAY, None, last, "final") if last else None


def period_of(periods: Sequence[Period], day: date) -> Period | None:
    """The one of sorted, disjoint ``periods`` that holds ``day``."""
    index = bisect_left(periods, day, key=lambda period: period.date_to)
    if index < len(periods) and day in periods[index]:
        return periods[index]
    return None
