"""Units taken back: a quantity below zero takes off what was accepted before it.

So it is worth what those units cost, and tiers, packages and included quantities see
only what is left. Example: 100 units on 5 July and -20 on the 20th are 80 units, at
the price of the 5th, though the price rose on the 10th.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from .terms import ZERO
from .usage import UnitUsage


def settle_units(units: Sequence[UnitUsage]) -> list[UnitUsage]:
    """Units without any below zero; what was delivered, and each key, stays.

    The latest units before a correction go first, then the ones after it.

    :param units: of one line; together they are not below zero.
    """
    ordered = sorted(units, key=lambda unit: (unit.day, str(unit.key)))
    left = [unit.quantity for unit in ordered]
    for place, quantity in enumerate(left):
        if quantity < ZERO:
            _take_off(left, place)
    return [
        replace(
            unit,
            quantity=quantity,
            measured=unit.quantity if unit.measured is None else unit.measured,
        )
        for unit, quantity in zip(ordered, left, strict=True)
    ]


def _take_off(left: list[Decimal], place: int) -> None:
    """Take the quantity below zero at ``place`` off the others."""
    for other in (*range(place - 1, -1, -1), *range(place + 1, len(left))):
        taken = min(max(left[other], ZERO), -left[place])
        left[other] -= taken
        left[place] += taken
