"""The business clock: working time between two instants, deadlines, holds.

Example: Mon-Fri 9-18 and 8 hours, received Monday 16:00, is due Tuesday 15:00; with a
client's hold from Monday 17:00 for two working hours it is due Tuesday 17:00.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from .schedule import (
    DAY,
    ClockError,
    NoWorkingTime,
    Schedule,
    Span,
    epoch,
    merged,
    year_spans,
)

#: A hold in UTC seconds; ``None`` as end means that it is still running.
Hold = tuple[int, int | None]

_FIRST_YEAR, _LAST_YEAR = 1900, 2400
#: Longest search for a deadline beyond its start.
_HORIZON_YEARS = 40


class _Table(NamedTuple):
    """Working spans of consecutive years with the seconds worked before and until."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]
    until: tuple[int, ...]
    first_year: int
    last_year: int
    low: int
    high: int


_EMPTY = _Table((), (), (), (), 0, 0, 0, 0)


class BusinessClock:
    """Working time of one schedule, in whole UTC seconds.

    Years are worked out when first needed and kept, after that a call is two binary
    searches. Instances are shared between threads: a table is replaced as a whole.
    """

    __slots__ = ("_table", "schedule")

    def __init__(self, schedule: Schedule) -> None:
        schedule.check()
        self.schedule = schedule
        self._table = _EMPTY

    def worked(self, start: int, end: int) -> int:
        """Return the working seconds in [start, end), 0 if the end is not later."""
        if end <= start:
            return 0
        table = self._table
        if start < table.low or end > table.high:
            table = self._cover(start, end)
        return _worked_until(table, end) - _worked_until(table, start)

    def deadline(self, start: int, seconds: int) -> int:
        """Return the instant when ``seconds`` of working time have passed.

        At the very end of a window the deadline is that end, not the next opening.
        With 0 seconds it is the first working instant from ``start`` on.

        :raise NoWorkingTime: when no working time follows within 40 years.
        """
        table = self._table
        if start < table.low or start > table.high:
            table = self._cover(start, start)
        if seconds <= 0:
            return self.next_open(start)
        starts = table.starts
        # The two lookups of ``_worked_until`` in place: this is the hot path.
        at = bisect_right(starts, start) - 1
        if at < 0:
            done = 0
        else:
            end = table.ends[at]
            done = table.before[at] + (start if start < end else end) - starts[at]
        target = done + seconds
        index = bisect_left(table.until, target)
        if index == len(starts):
            return self._later_deadline(start, seconds)
        return starts[index] + target - table.before[index]

    def worked_without(self, start: int, end: int, holds: Iterable[Hold]) -> int:
        """Return the working seconds in [start, end) outside of the holds."""
        total = self.worked(start, end)
        for hold_start, hold_end in closed_holds(holds, end):
            total -= self.worked(max(hold_start, start), min(hold_end, end))
        return total

    def deadline_without(
        self, start: int, seconds: int, holds: Iterable[Hold]
    ) -> int | None:
        """Return the deadline when the clock stands still during the holds.

        ``None`` when a running hold keeps the deadline open.
        """
        if seconds <= 0:
            return self.next_open(start)
        at, left = start, seconds
        for hold_start, hold_end in sorted_holds(holds):
            if hold_end is not None and hold_end <= at:
                continue
            passed = self.worked(at, hold_start)
            if passed >= left:
                break
            if hold_end is None:
                return None
            at, left = max(at, hold_end), left - passed
        return self.deadline(at, left)

    def is_open(self, at: int) -> bool:
        """Return whether the second that starts at ``at`` is working time."""
        return self.worked(at, at + 1) == 1

    def next_open(self, at: int) -> int:
        """Return the first working instant from ``at`` on."""
        return self.deadline(at, 1) - 1

    def spans(self, start: int, end: int) -> list[Span]:
        """Return the working spans within [start, end)."""
        table = self._cover(start, end)
        first = bisect_right(table.ends, start)
        last = bisect_left(table.starts, end)
        return [
            (max(table.starts[i], start), min(table.ends[i], end))
            for i in range(first, last)
        ]

    def _later_deadline(self, start: int, seconds: int) -> int:
        """Look for the deadline in the years beyond the known ones."""
        horizon = min(self._table.last_year, _LAST_YEAR)
        limit = min(_year(start) + _HORIZON_YEARS, _LAST_YEAR)
        while horizon < limit:
            horizon += 1
            table = self._cover(start, _new_year(horizon) - 2 * DAY)
            target = _worked_until(table, start) + seconds
            index = bisect_left(table.until, target)
            if index < len(table.starts):
                return table.starts[index] + target - table.before[index]
        raise NoWorkingTime(
            "The service hours hold too little working time to reach the deadline; "
            "add hours or remove closed days."
        )

    def _cover(self, start: int, end: int) -> _Table:
        """Return a table that knows every second of [start, end]."""
        table = self._table
        if table.low <= start and end <= table.high:
            return table
        # A day of margin on both sides: local years start up to 14 hours apart.
        first, last = _year(start - 2 * DAY), _year(end + 2 * DAY)
        if first < _FIRST_YEAR or last > _LAST_YEAR:
            raise ClockError(
                f"The clock knows the years {_FIRST_YEAR} to {_LAST_YEAR} only; "
                "correct the date."
            )
        if table.starts or table.high:
            first = min(first, table.first_year)
            last = max(last, table.last_year)
        self._table = table = _tabulate(self.schedule, first, last)
        return table


@lru_cache(maxsize=512)
def clock_for(schedule: Schedule) -> BusinessClock:
    """Return the shared clock of a schedule; equal schedules share their tables."""
    return BusinessClock(schedule)


def sorted_holds(holds: Iterable[Hold]) -> list[Hold]:
    """Return the holds by start; one that is still running comes last at its start."""
    return sorted(holds, key=lambda hold: (hold[0], hold[1] is None, hold[1] or 0))


def closed_holds(holds: Iterable[Hold], end: int) -> list[Span]:
    """Return the holds merged; a running one is taken to last until ``end``."""
    return merged((start, end if stop is None else stop) for start, stop in holds)


def overlapping(holds: Sequence[Hold]) -> bool:
    """Return whether two holds share a second.

    >>> overlapping([(0, 5), (5, 9)])
    False
    >>> overlapping([(0, None), (5, 9)])
    True
    """
    ordered = sorted_holds(holds)
    return any(
        before[1] is None or after[0] < before[1]
        for before, after in zip(ordered, ordered[1:], strict=False)
    )


def _worked_until(table: _Table, at: int) -> int:
    """Return the working seconds from the table's beginning until ``at``."""
    index = bisect_right(table.starts, at) - 1
    if index < 0:
        return 0
    end = table.ends[index]
    return table.before[index] + (at if at < end else end) - table.starts[index]


def _tabulate(schedule: Schedule, first: int, last: int) -> _Table:
    spans = merged(
        span for year in range(first, last + 1) for span in year_spans(schedule, year)
    )
    until = tuple(accumulate(end - start for start, end in spans))
    return _Table(
        starts=tuple(start for start, _end in spans),
        ends=tuple(end for _start, end in spans),
        before=(0, *until[:-1]) if until else (),
        until=until,
        first_year=first,
        last_year=last,
        low=_new_year(first) + DAY,
        high=_new_year(last + 1) - DAY,
    )


def _year(seconds: int) -> int:
    if not -2_208_988_800 - 3 * DAY <= seconds <= 13_600_000_000:
        return 0
    return datetime.fromtimestamp(seconds, timezone.utc).year


def _new_year(year: int) -> int:
    return epoch(datetime(year, 1, 1, tzinfo=timezone.utc))
