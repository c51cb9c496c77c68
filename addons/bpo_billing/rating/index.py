"""Index clauses: a price follows an index, within a cap and a floor.

The result is a proposal, which the contract keeps as a dated rate; nothing billed
changes. Examples: 10,000 x 312/300 is 10,400.00; x 318/300 capped at 5 % is 10,500.00;
x 294/300 floored at 0 % is 10,000.00.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .explain import SCHEMA
from .money import CENT, plain, round_half_up
from .result import Explanation


@dataclass(frozen=True, slots=True)
class PriceChange:
    """A price before and after, with the change measured and the change applied.

    Both changes are percentages of the old price, shown to six decimals;
    ``explanation`` has the numbers to recompute the new price.
    """

    old: Decimal
    new: Decimal
    measured_percent: Decimal
    applied_percent: Decimal
    explanation: Explanation


def index_price(
    price: Decimal,
    base: Decimal,
    current: Decimal,
    cap_percent: Decimal | None = None,
    floor_percent: Decimal | None = None,
    rounding: Decimal = CENT,
) -> PriceChange:
    """The price after the index moved from ``base`` to ``current``.

    :param base: index value the price was agreed at, above zero; a base of zero or
        less measures no change.
    :param cap_percent: highest change per step in percent, None for no limit.
    :param floor_percent: lowest change per step, 0 for a price that never falls.
    :param rounding: precision of the price, half up.
    """
    measured = (Fraction(current) / Fraction(base) - 1) * 100 if base > 0 else 0
    return change_price(
        price,
        _limit(Fraction(measured), cap_percent, floor_percent),
        Fraction(measured),
        {"base": plain(base), "current": plain(current)},
        rounding,
    )


def _limit(percent: Fraction, cap: Decimal | None, floor: Decimal | None) -> Fraction:
    """``percent`` held between floor and cap; the cap wins over a floor above it."""
    if floor is not None:
        percent = max(percent, Fraction(floor))
    if cap is not None:
        percent = min(percent, Fraction(cap))
    return percent


def change_price(
    price: Decimal,
    applied: Fraction,
    measured: Fraction,
    facts: dict[str, str],
    rounding: Decimal = CENT,
) -> PriceChange:
    """The price changed by ``applied`` percent, rounded once."""
    factor = 1 + applied / 100
    new = round_half_up(Fraction(price) * factor, rounding)
    change_measured = round_half_up(measured, Decimal("0.000001"))
    change_applied = round_half_up(applied, Decimal("0.000001"))
    explanation: Explanation = {
        "schema": SCHEMA,
        "kind": "price_change",
        "rounding": format(rounding, "f"),
        "steps": [
            {
                "label": f"{plain(price)} changed by {plain(change_applied)} %",
                "quantity": "1",
                "unit": "price",
                "rate": plain(price),
                "numerator": str(factor.numerator),
                "denominator": str(factor.denominator),
                "amount": plain(Fraction(price) * factor),
            }
        ],
        "amount": format(new, "f"),
        "facts": {
            **facts,
            "measured_percent": plain(change_measured),
            "applied_percent": plain(change_applied),
        },
        "notices": [],
    }
    return PriceChange(price, new, change_measured, change_applied, explanation)
