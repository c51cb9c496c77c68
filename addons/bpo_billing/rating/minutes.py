"""Billable minutes of one entry: rounded up to the increment, at least the minimum.

>>> [billable_minutes(61 * 60, increment) for increment in (15, 6, 1)]
[75, 66, 61]
>>> billable_minutes(20, 6), billable_minutes(4 * 60, 1, minimum=15)
(6, 15)
"""

from __future__ import annotations

from datetime import datetime

from .usage import TimeEntry


def billable_minutes(seconds: int, increment: int = 1, minimum: int = 0) -> int:
    """Whole billable minutes for ``seconds`` of work.

    No work bills nothing, whatever the minimum. An ``increment`` below 1 counts as 1:
    a started minute is a minute.
    """
    if seconds <= 0:
        return 0
    increment = max(increment, 1)
    started = -(-seconds // (60 * increment)) * increment
    return max(started, minimum)


def epoch(instant: datetime) -> int:
    """Whole seconds since 1970 of an aware datetime, fractions cut off."""
    return int(instant.timestamp() // 1)


def entry_seconds(entry: TimeEntry) -> int:
    """Elapsed seconds of an entry; negative where it stops before it starts."""
    if entry.start is None or entry.stop is None:
        return entry.minutes * 60
    return epoch(entry.stop) - epoch(entry.start)


def rounded_minutes(seconds: int) -> int:
    """Actual seconds as whole minutes, half up, for showing."""
    return (seconds + 30) // 60
