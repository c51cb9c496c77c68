"""Currency sharing: both sides bear a part of a movement of the exchange rate.

A price is agreed at a rate (units of the cost currency per unit of the contract's).
Movement within the band is the provider's; beyond it the client takes
``share_percent``. Example: 20.00 agreed at 1.10, now 0.99: the contract's currency lost
10 %; band 2 %, share 50 %: the price rises by 4 % to 20.80.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from .index import PriceChange, change_price
from .money import CENT, plain


def fx_price(
    price: Decimal,
    agreed_rate: Decimal,
    current_rate: Decimal,
    band_percent: Decimal = Decimal(0),
    share_percent: Decimal = Decimal(50),
    rounding: Decimal = CENT,
) -> PriceChange:
    """The price after sharing the movement from ``agreed_rate`` to ``current_rate``.

    :param agreed_rate: cost currency bought by one unit of the contract's currency
        when the price was agreed; zero or less measures no movement.
    :param band_percent: movement in either direction that changes nothing.
    :param share_percent: part of the rest that moves the price.
    """
    moved = Fraction(0)
    if agreed_rate > 0:
        moved = (1 - Fraction(current_rate) / Fraction(agreed_rate)) * 100
    beyond = max(abs(moved) - Fraction(band_percent), Fraction(0))
    applied = beyond * Fraction(share_percent) / 100
    facts = {
        "agreed_rate": plain(agreed_rate),
        "current_rate": plain(current_rate),
        "band_percent": plain(band_percent),
        "share_percent": plain(share_percent),
    }
    signed = applied if moved >= 0 else -applied
    return change_price(price, signed, moved, facts, rounding)
