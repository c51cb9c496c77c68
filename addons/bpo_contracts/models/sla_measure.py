"""Values passed between the measuring methods of service levels."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal


@dataclass(frozen=True)
class Measure:
    """What was counted: numerator of denominator, the items, and the inputs used."""

    numerator: Decimal
    denominator: Decimal
    item_ids: tuple[int, ...] = ()
    missed_ids: tuple[int, ...] = ()
    inputs: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Span:
    """A period in the contract's days and in UTC seconds, with the present."""

    date_from: date
    date_to: date
    start: int
    end: int
    now: int

    def elapsed(self):
        """Return the share of the period's days that has passed, up to 1."""
        if self.now >= self.end:
            return Decimal(1)
        passed = max(self.now - self.start, 0)
        return Decimal(passed) / Decimal(self.end - self.start)


def naive(seconds):
    """Return UTC seconds as the naive datetime of a column."""
    return datetime(1970, 1, 1) + timedelta(seconds=seconds)
