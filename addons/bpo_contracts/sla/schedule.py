"""Service hours as plain values, and the working seconds of one year.

Everything is agreed in wall time (what the client's clock shows) and used in UTC: a
minute counts when the wall time it carries lies in a window and in no closure. So the
night when the clock is put forward holds an hour less, the other one an hour more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: Half-open span of whole seconds since 1970-01-01 00:00 UTC.
Span = tuple[int, int]

DAY = 86_400
MINUTES_A_DAY = 1_440
_ORDINAL_1970 = date(1970, 1, 1).toordinal()
_EPOCH_UTC = datetime(1970, 1, 1, tzinfo=timezone.utc)
_EPOCH_NAIVE = datetime(1970, 1, 1)  # noqa: DTZ001 (wall time has no zone)


class ClockError(ValueError):
    """What is wrong with the service hours; one English sentence."""


class UnknownTimeZone(ClockError):
    """The zone's name is not in the time zone database."""


class NoWorkingTime(ClockError):
    """The schedule has no working second where one is needed."""


@dataclass(frozen=True, slots=True)
class Window:
    """One span of service hours on a weekday.

    Minutes count from the local midnight, ``minute_to`` is at most 1440. Hours over
    midnight are two windows (22-24 and 0-6). ``week`` 0 or 1 restricts the window to
    every other week, as calendars of two weeks do.
    """

    weekday: int
    minute_from: int
    minute_to: int
    week: int | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Service hours of a client: zone, weekly windows, days and times without service.

    ``closures`` are spans of naive wall time, end excluded.
    """

    tz: str
    windows: tuple[Window, ...]
    holidays: frozenset[date] = frozenset()
    closures: tuple[tuple[datetime, datetime], ...] = ()

    def zone(self) -> ZoneInfo:
        """Return the time zone or raise :class:`UnknownTimeZone`."""
        try:
            return ZoneInfo(self.tz)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise UnknownTimeZone(
                f"The time zone {self.tz!r} does not exist; choose one such as "
                "Europe/Berlin."
            ) from error

    def check(self) -> None:
        """Refuse a schedule that cannot run a clock, with one sentence."""
        self.zone()
        for window in self.windows:
            if not 0 <= window.minute_from < window.minute_to <= MINUTES_A_DAY:
                raise ClockError(
                    "Service hours must start before they end and lie within one day; "
                    "split hours over midnight into two rows."
                )
        if not self.windows:
            raise NoWorkingTime("The service hours hold no working time; add hours.")


def epoch(moment: datetime) -> int:
    """Return whole UTC seconds of a moment, fractions cut off.

    Naive moments are taken as UTC, as the database keeps them.

    >>> epoch(datetime(1970, 1, 2, 0, 0, 1, 900000))
    86401
    """
    if moment.tzinfo is None:
        delta = moment - _EPOCH_NAIVE
    else:
        delta = moment - _EPOCH_UTC
    return delta.days * DAY + delta.seconds


def instant(seconds: int) -> datetime:
    """Return the aware UTC moment of whole seconds.

    >>> instant(86401).isoformat()
    '1970-01-02T00:00:01+00:00'
    """
    return _EPOCH_UTC + timedelta(seconds=seconds)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Sort spans, drop empty ones and join those that touch or overlap.

    >>> merged([(5, 7), (1, 3), (3, 4), (9, 9)])
    [(1, 4), (5, 7)]
    """
    result: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def without(spans: Iterable[Span], holes: list[Span]) -> Iterator[Span]:
    """Yield the sorted spans cut by the sorted, disjoint holes.

    >>> list(without([(0, 10)], [(2, 4), (9, 12)]))
    [(0, 2), (4, 9)]
    """
    for start, end in spans:
        at = start
        for hole_start, hole_end in holes:
            if hole_end <= at:
                continue
            if hole_start >= end:
                break
            if hole_start > at:
                yield at, hole_start
            at = hole_end
        if at < end:
            yield at, end


@lru_cache(maxsize=1024)
def year_spans(schedule: Schedule, year: int) -> tuple[Span, ...]:
    """Return the working spans of a local year in UTC seconds, sorted and disjoint."""
    wall = merged(_wall_windows(schedule, year))
    closed = merged((_wall(start), _wall(end)) for start, end in schedule.closures)
    offsets = _offsets(schedule.zone(), year)
    return tuple(merged(_to_utc(without(wall, closed), offsets)))


def _wall(moment: datetime) -> int:
    """Return naive wall time as seconds, as if the wall clock ran in UTC."""
    delta = moment - _EPOCH_NAIVE
    return delta.days * DAY + delta.seconds


def _wall_windows(schedule: Schedule, year: int) -> Iterator[Span]:
    by_weekday: list[list[Window]] = [[] for _weekday in range(7)]
    for window in schedule.windows:
        by_weekday[window.weekday].append(window)
    holidays = {day.toordinal() for day in schedule.holidays if day.year == year}
    first = date(year, 1, 1).toordinal()
    for ordinal in range(first, date(year, 12, 31).toordinal() + 1):
        if ordinal in holidays:
            continue
        midnight = (ordinal - _ORDINAL_1970) * DAY
        # The parity of weeks is counted from the year 1, so that a year of 53 weeks
        # does not repeat a week.
        week = (ordinal - 1) // 7 % 2
        for window in by_weekday[(ordinal - 1) % 7]:
            if window.week is None or window.week == week:
                yield (
                    midnight + window.minute_from * 60,
                    midnight + window.minute_to * 60,
                )


def _offsets(zone: ZoneInfo, year: int) -> list[tuple[int, int, int]]:
    """Return (from, to, offset) in UTC seconds, from two days before to after."""
    at = epoch(datetime(year, 1, 1, tzinfo=timezone.utc)) - 2 * DAY
    stop = epoch(datetime(year, 12, 31, tzinfo=timezone.utc)) + 3 * DAY
    result: list[tuple[int, int, int]] = []
    start, offset = at, _offset(zone, at)
    while at < stop:
        after = at + DAY
        if _offset(zone, after) != offset:
            change = _change(zone, at, after)
            result.append((start, change, offset))
            start, offset = change, _offset(zone, after)
        at = after
    result.append((start, stop, offset))
    return result


def _offset(zone: ZoneInfo, seconds: int) -> int:
    offset = instant(seconds).astimezone(zone).utcoffset()
    assert offset is not None  # noqa: S101 (a ZoneInfo always has one)
    return offset.days * DAY + offset.seconds


def _change(zone: ZoneInfo, low: int, high: int) -> int:
    """Return the first second after ``low`` that has another offset than ``low``."""
    before = _offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _to_utc(
    wall: Iterable[Span], offsets: list[tuple[int, int, int]]
) -> Iterator[Span]:
    """Map wall spans to UTC; an hour shown twice counts twice, a skipped one not."""
    for start, end in wall:
        for since, until, offset in offsets:
            low, high = max(start - offset, since), min(end - offset, until)
            if low < high:
                yield low, high
