"""Coverage: agents at work during the service hours, against the seats promised."""

from collections.abc import Iterable
from decimal import Decimal

from .clock import BusinessClock
from .schedule import Span


def staffed_seconds(
    clock: BusinessClock, shifts: Iterable[Span], period: Span, seats: Decimal
) -> Decimal:
    """Return the seat seconds staffed within the service hours of a period.

    Above the promised seats further agents do not count: too many in the morning do
    not make up for nobody in the afternoon. Shifts may overlap and reach beyond the
    period.
    """
    start, end = period
    changes: dict[int, int] = {}
    for begins, ends in shifts:
        low, high = max(begins, start), min(ends, end)
        if low < high:
            changes[low] = changes.get(low, 0) + 1
            changes[high] = changes.get(high, 0) - 1
    total, present, since = Decimal(0), 0, start
    for at in sorted(changes):
        if present:
            total += min(Decimal(present), seats) * clock.worked(since, at)
        present += changes[at]
        since = at
    return total
