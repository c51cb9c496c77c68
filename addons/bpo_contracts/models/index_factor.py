"""How far an index clause moves a price. No Odoo."""

from decimal import ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)


def index_percent(base, value):
    """Return the change from ``base`` to ``value`` in percent.

    >>> index_percent(Decimal(300), Decimal(312))
    Decimal('4')
    """
    return (value - base) * HUNDRED / base


def clamp_percent(percent, cap, floor):
    """Return ``percent`` within the clause: a cap of 0 is none.

    >>> [str(clamp_percent(Decimal(p), Decimal(5), Decimal(0))) for p in (4, 6, -2)]
    ['4', '5', '0']
    """
    if cap and percent > cap:
        percent = cap
    return max(percent, floor)


def move_price(price, percent, places):
    """Return ``price`` moved by ``percent``: half up, small prices to 6 decimals.

    >>> str(move_price(Decimal(10000), Decimal(4), 2))
    '10400.00'
    >>> str(move_price(Decimal("0.0006"), Decimal(4), 2))
    '0.000624'
    """
    digits = places if price >= 1 else 6
    moved = price * (HUNDRED + percent) / HUNDRED
    return moved.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
