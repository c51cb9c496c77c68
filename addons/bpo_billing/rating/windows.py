"""When surcharges run: windows of the week as stretches of absolute time.

``build_timeline`` lays the windows of a line over some days, in the clock of the
client or of the agent, through daylight saving changes, and keeps the result as
sorted boundaries, so that an entry needs one binary search. Where windows overlap
the first in the line's order counts. Windows of the same name and percent are one
*kind*: their stretches join and their minutes add up.

A window means wall-clock time: in the hour that happens twice in autumn it runs
twice, in the hour that is skipped in spring it does not run at all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from functools import lru_cache
from heapq import heappop, heappush
from itertools import pairwise
from zoneinfo import ZoneInfo

from .terms import ONE_DAY, AgentClock, ContractTerms, LineTerms, Period, Surcharge

NO_SURCHARGE = -1
DAY_SECONDS = 86400
UNIX_DAY = date(1970, 1, 1)
Stretch = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Timeline:
    """``kinds[i]`` runs from ``bounds[i]`` to ``bounds[i + 1]``, in epoch seconds.

    Neighbouring stretches are of different kinds; ``NO_SURCHARGE`` marks plain time
    and covers everything before the first and after the last bound.
    """

    bounds: tuple[int, ...]
    kinds: tuple[int, ...]

    def stretches(self, start: int, stop: int) -> list[Stretch]:
        """``(from, to, kind)`` of the parts of ``start``..``stop``, in order."""
        index = bisect_right(self.bounds, start) - 1
        found = []
        while start < stop:
            kind = self.kinds[index] if index >= 0 else NO_SURCHARGE
            last = index + 1 >= len(self.bounds)
            end = stop if last else min(stop, self.bounds[index + 1])
            found.append((start, end, kind))
            start = end
            index += 1
        return found


def surcharge_kinds(line: LineTerms) -> tuple[Surcharge, ...]:
    """The first surcharge of each kind (name and percent), in the line's order."""
    kinds: dict[tuple[str, object], Surcharge] = {}
    for surcharge in line.surcharges:
        kinds.setdefault((surcharge.name, surcharge.percent), surcharge)
    return tuple(kinds.values())


def build_timeline(
    terms: ContractTerms, line: LineTerms, days: Period, agent: AgentClock | None = None
) -> Timeline:
    """The surcharge timeline of ``line`` around ``days`` (a day more on each side).

    :param agent: the clock of the agent, for surcharges of clock agent; without it
        the contract's own clock stands in.
    """
    client = AgentClock(terms.tz, terms.holidays)
    kinds = surcharge_kinds(line)
    index_of = {(k.name, k.percent): index for index, k in enumerate(kinds)}
    ranked = []
    for rank, surcharge in enumerate(line.surcharges):
        clock = (agent or client) if surcharge.clock == "agent" else client
        kind = index_of[surcharge.name, surcharge.percent]
        for start, stop in _window_spans(surcharge, clock, days):
            ranked.append((start, stop, rank, kind))
    return _overlay(ranked)


def surcharge_windows(
    terms: ContractTerms, line: LineTerms, days: Period, agent: AgentClock | None = None
) -> list[tuple[datetime, datetime]]:
    """UTC intervals in which any surcharge runs, joined, for filtering in SQL.

    Entries that touch none of them need no splitting and may be grouped as buckets.
    """
    timeline = build_timeline(terms, line, days, agent)
    joined: list[list[int]] = []
    spans = pairwise(timeline.bounds)
    for (start, end), kind in zip(spans, timeline.kinds, strict=False):
        if kind == NO_SURCHARGE:
            continue
        if joined and joined[-1][1] == start:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    utc = timezone.utc
    return [
        (datetime.fromtimestamp(start, utc), datetime.fromtimestamp(end, utc))
        for start, end in joined
    ]


def _overlay(ranked: list[tuple[int, int, int, int]]) -> Timeline:
    """Sweep over ``(start, stop, rank, kind)`` spans; the lowest rank wins."""
    ranked = sorted(ranked)
    points = sorted({point for span in ranked for point in span[:2]})
    bounds: list[int] = []
    kinds: list[int] = []
    running: list[tuple[int, int, int]] = []
    arriving = 0
    for point in points:
        while arriving < len(ranked) and ranked[arriving][0] <= point:
            _, stop, rank, kind = ranked[arriving]
            heappush(running, (rank, stop, kind))
            arriving += 1
        while running and running[0][1] <= point:
            heappop(running)
        kind = running[0][2] if running else NO_SURCHARGE
        if not kinds or kinds[-1] != kind:
            bounds.append(point)
            kinds.append(kind)
    return Timeline(tuple(bounds), tuple(kinds))


def _window_spans(
    surcharge: Surcharge, clock: AgentClock, days: Period
) -> Iterator[tuple[int, int]]:
    """Epoch spans of one window on each of its days, the days around included."""
    zone = ZoneInfo(clock.tz)
    weekdays = frozenset(int(digit) for digit in surcharge.weekday_mask)
    start, stop = _seconds(surcharge.hour_from), _seconds(surcharge.hour_to)
    wall_spans = [(0, start, stop)]
    if stop <= start:
        wall_spans = [(0, start, DAY_SECONDS), (1, 0, stop)]
    day = days.date_from - ONE_DAY
    while day <= days.date_to + ONE_DAY:
        holiday = surcharge.on_holidays and day in clock.holidays
        if holiday or day.weekday() in weekdays:
            for later, first, last in wall_spans:
                yield from _to_epoch(zone, day + ONE_DAY * later, first, last)
        day += ONE_DAY


def _seconds(hour: float) -> int:
    """An hour of the day as seconds, to the minute."""
    return round(Fraction(str(hour)) * 60) * 60


def _to_epoch(
    zone: ZoneInfo, day: date, start: int, stop: int
) -> Iterator[tuple[int, int]]:
    """Absolute spans in which the wall clock of ``day`` is in ``start``..``stop``."""
    midnight = (day - UNIX_DAY).days * DAY_SECONDS
    before = _offset_at_midnight(zone, day)
    after = _offset_at_midnight(zone, day + ONE_DAY)
    if before == after:
        if start < stop:
            yield midnight + start - before, midnight + stop - before
        return
    change = _find_change(
        lambda instant: _offset(zone, instant) == before,
        midnight - before,
        midnight + DAY_SECONDS - after,
    )
    first = midnight + start - before, min(midnight + stop - before, change)
    second = max(midnight + start - after, change), midnight + stop - after
    yield from (span for span in (first, second) if span[0] < span[1])


@lru_cache(maxsize=4096)
def _offset_at_midnight(zone: ZoneInfo, day: date) -> int:
    moment = datetime(day.year, day.month, day.day, tzinfo=zone)
    return round((moment.utcoffset() or timedelta()).total_seconds())


def _offset(zone: ZoneInfo, instant: int) -> int:
    moment = datetime.fromtimestamp(instant, zone)
    return round((moment.utcoffset() or timedelta()).total_seconds())


def _find_change(is_before: Callable[[int], bool], low: int, high: int) -> int:
    """First instant between ``low`` and ``high`` that is no longer before."""
    while low < high:
        middle = (low + high) // 2
        if is_before(middle):
            low = middle + 1
        else:
            high = middle
    return low
