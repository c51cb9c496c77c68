"""What is collected for a batch of dues, before it is rated. Pure Python.

Time and units are summed in SQL by *segment*: one service line of one due and a stretch
of days with one price. The key of a sum names its segment, so that exactly the rows it
sums can be claimed afterwards by the same SQL condition.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from .rating import (
    Expense,
    FteShare,
    LineTerms,
    Milestone,
    Period,
    PoolPeriod,
    Saving,
    TimeBucket,
    TimeEntry,
    UnitUsage,
    Usage,
    rate_segments,
)
from .rating.terms import ONE_DAY, ZERO

UTC = ZoneInfo("UTC")
TIMED = frozenset({"time", "fixed", "fte"})
COUNTED = frozenset({"unit", "baseline", "fixed"})

#: How a segment is measured: time summed, time entry by entry, work items, output.
Measure = Literal["time", "entry", "item", "output"]


@dataclass(frozen=True, slots=True)
class Segment:
    """Days of a service line within which one sum is taken."""

    index: int
    due_index: int
    line_id: int
    period: Period
    measure: Measure
    increment: int = 1
    minimum: int = 0
    by_employee: bool = False
    utc_from: datetime | None = None
    utc_to: datetime | None = None

    @property
    def key(self) -> tuple[str, int]:
        """Key of its sum; with the employee where it is split by employee."""
        return self.measure, self.index


@dataclass(slots=True)
class Collected:
    """The usage of one due, as lists that grow; ``freeze`` gives the core's value."""

    entries: list[TimeEntry] = field(default_factory=list)
    buckets: list[TimeBucket] = field(default_factory=list)
    units: list[UnitUsage] = field(default_factory=list)
    expenses: list[Expense] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    savings: list[Saving] = field(default_factory=list)
    fte_shares: list[FteShare] = field(default_factory=list)
    pool_history: list[PoolPeriod] = field(default_factory=list)
    billed_before: object = ZERO

    def freeze(self) -> Usage:
        """The usage for ``rate_contract``."""
        return Usage(
            entries=self.entries,
            buckets=self.buckets,
            units=self.units,
            expenses=self.expenses,
            milestones=self.milestones,
            savings=self.savings,
            fte_shares=self.fte_shares,
            pool_history=self.pool_history,
            billed_before=self.billed_before,
        )

    def __bool__(self) -> bool:
        return any(
            (
                self.entries,
                self.buckets,
                self.units,
                self.expenses,
                self.milestones,
                self.savings,
            )
        )

    def merged(self, other: Collected) -> Collected:
        """Both together; what is no work (shares, history) from the first."""
        return Collected(
            self.entries + other.entries,
            self.buckets + other.buckets,
            self.units + other.units,
            self.expenses + other.expenses,
            self.milestones + other.milestones,
            self.savings + other.savings,
            self.fte_shares,
            self.pool_history,
            self.billed_before,
        )

    def keys(self) -> list[Hashable]:
        """Keys of all the work."""
        pieces: tuple[Iterable, ...] = (
            self.entries,
            self.buckets,
            self.units,
            self.expenses,
            self.milestones,
            self.savings,
        )
        return [piece.key for group in pieces for piece in group]


def day_bounds(period: Period, tz: str) -> tuple[datetime, datetime]:
    """The instants, naive UTC, at which the local days begin and have ended."""
    zone = ZoneInfo(tz)
    first, after = (
        datetime.combine(day, time(), zone).astimezone(UTC).replace(tzinfo=None)
        for day in (period.date_from, period.date_to + ONE_DAY)
    )
    return first, after


def price_segments(
    line: LineTerms, period: Period, cuts: Sequence[date] = ()
) -> list[Period]:
    """``period`` cut where a price, or (by role) an assignment, may change.

    :param cuts: further first days.
    """
    starts = {part.date_from for part in rate_segments(line, period)}
    starts |= {day for day in cuts if day in period}
    ordered = sorted(starts)
    ends = [day - timedelta(days=1) for day in ordered[1:]] + [period.date_to]
    return [Period(first, last) for first, last in zip(ordered, ends, strict=True)]


def measures_of(line: LineTerms, counts_items: bool) -> list[Measure]:
    """How the usage of a line is measured.

    :param counts_items: work items count; else the output logged with time.
    """
    measures: list[Measure] = []
    if line.pricing_model in TIMED:
        measures.append("entry" if line.surcharges else "time")
    counted = line.pricing_model != "fixed" or line.pool_unit == "units"
    if counted and line.pricing_model in COUNTED:
        measures.append("item" if counts_items else "output")
    return measures
