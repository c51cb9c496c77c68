"""Cells to numbers and to durations in whole seconds."""

import math
import re
from datetime import time, timedelta
from decimal import Decimal, InvalidOperation

from .table import Cell

_CLOCK = re.compile(r"^(?P<hours>\d{1,4}):(?P<minutes>\d{2})(?::(?P<seconds>\d{2}))?$")
_GROUPED = re.compile(
    r"^[+-]?\d{1,3}(?P<mark>[., '\u00a0\u202f])\d{3}((?P=mark)\d{3})*$"
)
_SPACES = str.maketrans("", "", " '\u00a0\u202f")
SECONDS_OF = {"seconds": 1, "minutes": 60, "hours": 3600}
MAX_NUMBER = 1_000_000_000_000


def parse_number(cell: Cell) -> float:
    """A number, with either decimal mark and any usual grouping.

    A single mark before exactly three digits groups only when there is a second
    group; "1.234" and "1,234" alone are read as decimals.

    >>> [parse_number(text) for text in ("1.234,5", "1,234.5", "1 234", "2,5", "3")]
    [1234.5, 1234.5, 1234.0, 2.5, 3.0]

    :raise ValueError: no finite number, or one beyond a million millions
    """
    if isinstance(cell, bool) or cell is None:
        raise ValueError(cell)
    number = float(cell) if isinstance(cell, int | float) else _from_text(cell)
    if not math.isfinite(number) or abs(number) > MAX_NUMBER:
        raise ValueError(cell)
    return number


def _from_text(cell: Cell) -> float:
    if not isinstance(cell, str) or not cell.strip().isprintable():
        raise ValueError(cell)
    text = cell.strip().translate(_SPACES)
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        grouping = "," if point > comma else "."
        text = text.replace(grouping, "")
    elif text.count(",") > 1 or text.count(".") > 1:
        if not _GROUPED.match(text):
            raise ValueError(cell)
        text = text.replace(",", "").replace(".", "")
    try:
        return float(Decimal(text.replace(",", ".")))
    except InvalidOperation:
        raise ValueError(cell) from None


def parse_seconds(cell: Cell, unit: str) -> int:
    """A duration in whole seconds, fractions cut off.

    :param unit: seconds, minutes or hours: what a bare number counts

    >>> parse_seconds("1:30", "hours"), parse_seconds("1,5", "hours")
    (5400, 5400)
    >>> parse_seconds(20, "minutes"), parse_seconds(109.0, "seconds")
    (1200, 109)
    """
    if isinstance(cell, timedelta):
        return int(cell.total_seconds())
    if isinstance(cell, time):
        return cell.hour * 3600 + cell.minute * 60 + cell.second
    if isinstance(cell, str) and (match := _CLOCK.match(cell.strip())):
        minutes, seconds = int(match["minutes"]), int(match["seconds"] or 0)
        if minutes > 59 or seconds > 59:
            raise ValueError(cell)
        return int(match["hours"]) * 3600 + minutes * 60 + seconds
    # Through Decimal: 0.1 h are 360 s, not 359.99999999999994.
    return int(Decimal(repr(parse_number(cell))) * SECONDS_OF[unit] + Decimal("1e-6"))


def parse_text(cell: Cell) -> str:
    """A cell as one line of text; whole numbers without ".0".

    >>> parse_text(10609.0), parse_text("  a  b "), parse_text(None)
    ('10609', 'a b', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    text = " ".join(str(cell).split())
    return "".join(char for char in text if char.isprintable())
