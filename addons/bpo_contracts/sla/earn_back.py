"""Earn-back: part of a credit returns after enough consecutive periods met."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class EarnBack:
    """The share of a credit that returns, with what it rests on."""

    credit: Decimal
    percent: Decimal
    periods: int
    amount: Decimal


def streak(history: Sequence[bool | None]) -> int:
    """Return how many periods in a row were met at the end of the history.

    ``None`` is a period without result or an excused one: it neither counts nor breaks.

    >>> streak([True, False, True, None, True])
    2
    """
    count = 0
    for met in reversed(history):
        if met is False:
            break
        count += met is True
    return count


def earned_back_at(history: Sequence[bool | None], periods: int) -> int | None:
    """Return the index of the period in which a credit is earned back.

    ``history`` holds the periods after the one that was credited, in order. A miss
    restarts the count. ``None``: not yet.

    >>> earned_back_at([True, True, False, True, True, True], 3)
    5
    """
    if periods <= 0:
        return None
    count = 0
    for index, met in enumerate(history):
        if met is None:
            continue
        count = count + 1 if met else 0
        if count == periods:
            return index
    return None


def earn_back(
    credit: Decimal,
    percent: Decimal,
    periods: int,
    history: Sequence[bool | None],
    quantum: Decimal = Decimal("0.01"),
) -> EarnBack | None:
    """Return what comes back in the last period of the history, else ``None``.

    Example: 50 % after 6 periods; a credit of 2,000.00 returns 1,000.00 in the sixth.
    """
    if credit <= 0 or percent <= 0:
        return None
    if earned_back_at(history, periods) != len(history) - 1:
        return None
    amount = (credit * percent / 100).quantize(quantum, ROUND_HALF_UP)
    return EarnBack(credit, percent, periods, amount)
