"""Instants, durations and days of time entries, free of Odoo.

Instants are naive UTC and kept to the second: fractions are cut off. A duration is
whole seconds; hours are seconds / 3600, so that 60 minutes are 1.0 and three entries of
20 minutes add up to 1.0. An entry belongs to the day it starts, in its contract's zone.
"""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]


def cut(instant: datetime) -> datetime:
    """The instant without its fraction of a second."""
    return instant.replace(microsecond=0)


def seconds_between(start: datetime, stop: datetime) -> int:
    """Whole seconds; negative where the stop lies before the start.

    >>> seconds_between(datetime(2026, 3, 2, 16, 58, 30), datetime(2026, 3, 2, 17, 5))
    390
    """
    return round((cut(stop) - cut(start)).total_seconds())


def hours_between(start: datetime, stop: datetime) -> float:
    """Hours of an entry.

    >>> hours_between(datetime(2026, 3, 2, 9), datetime(2026, 3, 2, 9, 20)) * 3
    1.0
    """
    return seconds_between(start, stop) / 3600


def after_hours(start: datetime, hours: float) -> datetime:
    """The instant so many hours later, to the second.

    >>> after_hours(datetime(2026, 3, 2, 9), 0.1)
    datetime.datetime(2026, 3, 2, 9, 6)
    """
    return cut(start) + timedelta(seconds=round(hours * 3600))


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The day of a naive UTC instant in a zone.

    >>> local_day(datetime(2026, 3, 2, 23, 30), ZoneInfo("Europe/Berlin"))
    datetime.date(2026, 3, 3)
    """
    return instant.replace(tzinfo=timezone.utc).astimezone(zone).date()


def move_to_day(instant: datetime, day: date, zone: ZoneInfo) -> datetime:
    """The same wall time of a zone on another day, as naive UTC.

    >>> berlin = ZoneInfo("Europe/Berlin")
    >>> move_to_day(datetime(2026, 3, 27, 8), date(2026, 3, 30), berlin)
    datetime.datetime(2026, 3, 30, 7, 0)
    """
    wall = instant.replace(tzinfo=timezone.utc).astimezone(zone)
    moved = datetime.combine(day, wall.time(), tzinfo=zone)
    return moved.astimezone(timezone.utc).replace(tzinfo=None)
