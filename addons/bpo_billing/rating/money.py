"""One number policy: Decimal in and out, exact fractions inside, rounded once.

>>> round_half_up(Fraction(27, 8), Decimal("0.01"))
Decimal('3.38')
>>> plain(Decimal("10.500"))
'10.5'
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

Exact = Decimal | Fraction | int
CENT = Decimal("0.01")
#: Shown quantities (hours, averages) keep six decimals; amounts never come from them.
SHOWN = Decimal("0.000001")
MINUTES_PER_HOUR = 60


def round_half_up(value: Exact, rounding: Decimal = CENT) -> Decimal:
    """``value`` to the nearest multiple of ``rounding``; ties away from zero.

    :param rounding: the currency's smallest amount, above zero (0.01, 1, 0.05).
    """
    steps = Fraction(value) / Fraction(rounding)
    whole = (2 * abs(steps.numerator) + steps.denominator) // (2 * steps.denominator)
    return (whole if steps >= 0 else -whole) * rounding


def plain(value: Exact) -> str:
    """``value`` as digits without exponent or trailing zeros, for JSON and labels."""
    if isinstance(value, Fraction):
        value = round_half_up(value, SHOWN)
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact_text(value: Exact) -> tuple[str, int]:
    """``value`` as digits and a divisor, without any loss.

    >>> exact_text(Fraction(5, 2)), exact_text(Fraction(2, 3))
    (('2.5', 1), ('2', 3))
    """
    fraction = Fraction(value)
    divisor = fraction.denominator
    for prime in (2, 5):
        while divisor % prime == 0:
            divisor //= prime
    if divisor != 1:
        return str(fraction.numerator), fraction.denominator
    digits = fraction.denominator.bit_length()
    scaled = fraction.numerator * 10**digits // fraction.denominator
    sign, text = "-" * (scaled < 0), f"{abs(scaled):0{digits + 1}d}"
    whole, decimals = text[:-digits], text[-digits:].rstrip("0")
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}", 1


def shown(value: Exact) -> Decimal:
    """``value`` as a quantity to print: six decimals, half up, no trailing zeros."""
    return Decimal(plain(round_half_up(value, SHOWN)))


def hours(minutes: int) -> Decimal:
    """Whole minutes as hours to print; 60 minutes are 1, never 1.000002."""
    return shown(Fraction(minutes, MINUTES_PER_HOUR))
