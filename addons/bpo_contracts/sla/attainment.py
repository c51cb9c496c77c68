"""What a service level reached in a period, from counts or from items.

Example: 187 of 200 in time are 93.5 %, with a target of 95 % the period is missed;
190 of 200 meet it. Without items there is no result and no credit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .clock import BusinessClock, Hold

Outcome = Literal["met", "missed", "open"]

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Attainment:
    """Measured against promised; both in the unit of the metric.

    ``percent`` is exact to 28 digits, ``met`` compares without rounding.
    """

    numerator: Decimal
    denominator: Decimal
    percent: Decimal
    met: bool


@dataclass(frozen=True, slots=True)
class Item:
    """The stamps of one unit of work, UTC seconds, ``None`` where not reached yet.

    ``agreed`` is a delivery agreed for this item alone; it replaces the threshold.
    """

    key: int
    received: int
    started: int | None = None
    delivered: int | None = None
    holds: tuple[Hold, ...] = ()
    agreed: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One item against its threshold.

    ``due`` is ``None`` while a running hold keeps it open. ``counted_at`` is the
    instant whose period the item belongs to: its delivery, or its due date when it is
    overdue without delivery; ``None`` while it is open.
    """

    key: int
    due: int | None
    outcome: Outcome
    counted_at: int | None


def attainment(
    numerator: Decimal | int, denominator: Decimal | int, target_percent: Decimal
) -> Attainment | None:
    """Return what was attained, ``None`` when there was nothing to measure.

    >>> attainment(187, 200, Decimal(95)).percent
    Decimal('93.5')
    >>> attainment(190, 200, Decimal(95)).met
    True
    >>> attainment(0, 0, Decimal(95)) is None
    True
    """
    if denominator <= 0:
        return None
    top, bottom = Decimal(numerator), Decimal(denominator)
    return Attainment(
        numerator=top,
        denominator=bottom,
        percent=top * HUNDRED / bottom,
        met=top * HUNDRED >= target_percent * bottom,
    )


def judge(
    clock: BusinessClock,
    item: Item,
    threshold: int,
    as_of: int,
    reached: int | None,
) -> Judged:
    """Judge one item; ``reached`` is its delivery, or its start for a response.

    Due exactly at the deadline is met, a second later is missed.
    """
    due: int | None
    if item.agreed is not None:
        due = item.agreed
    elif item.holds:
        due = clock.deadline_without(item.received, threshold, item.holds)
    else:
        due = clock.deadline(item.received, threshold)
    if reached is not None:
        met = due is None or reached <= due
        return Judged(item.key, due, "met" if met else "missed", reached)
    if due is not None and as_of > due:
        return Judged(item.key, due, "missed", due)
    return Judged(item.key, due, "open", None)


def judge_turnaround(
    clock: BusinessClock, items: Iterable[Item], threshold: int, as_of: int
) -> list[Judged]:
    """Judge items by their delivery within ``threshold`` working seconds."""
    return [judge(clock, item, threshold, as_of, item.delivered) for item in items]


def judge_response(
    clock: BusinessClock, items: Iterable[Item], threshold: int, as_of: int
) -> list[Judged]:
    """Judge items by the start of work within ``threshold`` working seconds."""
    return [judge(clock, item, threshold, as_of, item.started) for item in items]


def measured(judged: Iterable[Judged], start: int, end: int) -> list[Judged]:
    """Return the judged items that count in the period [start, end)."""
    return [
        item
        for item in judged
        if item.counted_at is not None and start <= item.counted_at < end
    ]


def in_time(judged: Sequence[Judged], target_percent: Decimal) -> Attainment | None:
    """Return the share of items in time among those measured."""
    met = sum(1 for item in judged if item.outcome == "met")
    return attainment(met, len(judged), target_percent)


def accuracy(
    sampled: int, with_errors: int, target_percent: Decimal
) -> Attainment | None:
    """Return the share of sampled items without error.

    >>> accuracy(125, 3, Decimal("97.5")).percent
    Decimal('97.6')
    """
    return attainment(sampled - with_errors, sampled, target_percent)
