"""An independent count of working time, minute by minute, and short notations.

Slow and obvious on purpose: walks over every UTC minute, asks the time zone for its
wall time and the schedule whether that minute is served. Shares no code with the clock.
"""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from sla import Schedule, Window, epoch

MINUTE = timedelta(minutes=1)


def weekly(tz, days, *hours, **extra):
    """Return a schedule: ``days`` as digits (0 Monday), ``hours`` as (from, to)."""
    windows = tuple(
        Window(int(day), round(start * 60), round(end * 60))
        for day in days
        for start, end in hours
    )
    return Schedule(tz, windows, **extra)


def at(text, tz="UTC"):
    """Return the UTC seconds of a local time such as ``2026-03-02 16:00``."""
    return epoch(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(tz)))


def shown(seconds, tz="UTC"):
    """Return UTC seconds as local text."""
    local = datetime.fromtimestamp(seconds, timezone.utc).astimezone(ZoneInfo(tz))
    return local.strftime("%Y-%m-%d %H:%M:%S" if seconds % 60 else "%Y-%m-%d %H:%M")


def served(schedule, wall):
    """Return whether the minute that starts at the naive wall time is served."""
    if wall.date() in schedule.holidays:
        return False
    if any(start <= wall < end for start, end in schedule.closures):
        return False
    minute = wall.hour * 60 + wall.minute
    return any(
        window.weekday == wall.weekday()
        and window.minute_from <= minute < window.minute_to
        for window in schedule.windows
    )


def served_minutes(schedule, start, end):
    """Yield the start of every served UTC minute in [start, end), whole minutes."""
    zone = ZoneInfo(schedule.tz)
    moment = datetime.fromtimestamp(start, timezone.utc)
    last = datetime.fromtimestamp(end, timezone.utc)
    while moment < last:
        if served(schedule, moment.astimezone(zone).replace(tzinfo=None)):
            yield epoch(moment)
        moment += MINUTE


def count_worked(schedule, start, end):
    """Return the working seconds in [start, end) by counting minutes."""
    first, last = start - start % 60, end + -end % 60
    return sum(
        max(0, min(minute + 60, end) - max(minute, start))
        for minute in served_minutes(schedule, first, last)
    )


def count_deadline(schedule, start, seconds, days=60):
    """Return the instant when ``seconds`` of service have passed, or ``None``."""
    left = seconds
    first = start - start % 60
    for minute in served_minutes(schedule, first, first + days * 86_400):
        begins = max(minute, start)
        if minute + 60 - begins >= left:
            return begins + left
        left -= minute + 60 - begins
    return None
