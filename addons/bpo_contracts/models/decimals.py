"""From the floats of fields to the decimals of the cores."""

from decimal import Decimal


def to_decimal(value):
    """Return a field's float as the decimal that was entered, without idle zeros.

    >>> [str(to_decimal(value)) for value in (10.0, 93.5, 0.1, 1e6, False)]
    ['10', '93.5', '0.1', '1000000', '0']
    """
    value = value or 0
    return Decimal(int(value)) if value == int(value) else Decimal(str(value))
