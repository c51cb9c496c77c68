"""Cells to dates, times of day and moments, in the forms people write them.

A *moment* is a datetime cut to the second: aware where the cell carried an offset,
naive (wall time) otherwise. Fractions of a second are cut off, never rounded up,
after the millisecond noise of serial day numbers is removed.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone

from .table import Cell

EPOCH_1900 = datetime(1899, 12, 30)
EPOCH_1904 = datetime(1904, 1, 1)
MAX_SERIAL = 2_958_466  # 1 January of the year 10000
FIRST_YEAR, LAST_YEAR = 1970, 2200
DATE_ORDERS = ("dmy", "mdy", "ymd")

_TIME = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?P<offset>[Zz]|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?"
)
_TIME_ONLY = re.compile(rf"^{_TIME}$")
_YEAR_FIRST = re.compile(
    rf"^(?P<a>\d{{4}})[-/.](?P<b>\d{{1,2}})[-/.](?P<c>\d{{1,2}})(?:[T ,]+{_TIME})?$"
)
_COMPACT = re.compile(
    r"^(?P<a>\d{4})(?P<b>\d{2})(?P<c>\d{2})"
    r"(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?"
    r"(?P<half>$^)?(?P<offset>Z|[+-]\d{2}:?\d{2})?)?$"
)
_YEAR_LAST = re.compile(
    r"^(?P<a>\d{1,2})(?P<mark>[-/.])\s?(?P<b>\d{1,2})(?P=mark)\s?"
    rf"(?P<c>\d{{4}}|\d{{2}})(?:[T ,]+{_TIME})?$"
)
_NAMED_MONTH = re.compile(
    r"^(?P<a>\d{1,2})[. -]+(?P<month>[^\W\d_]{3,9})[. -]+(?P<c>\d{4})"
    rf"(?:[T ,]+{_TIME})?$"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january januari jän",
            "feb februar february februari",
            "mar mär mrz märz march maart mrt",
            "apr april",
            "may mai mei",
            "jun juni june",
            "jul juli july",
            "aug august augustus",
            "sep sept september",
            "oct okt oktober october",
            "nov november",
            "dec dez dezember december",
        ),
        1,
    )
    for name in names.split()
}


def from_serial(value: float, epoch_1904: bool = False) -> datetime:
    """A spreadsheet's serial day number as a moment.

    >>> from_serial(40817.42390046296)
    datetime.datetime(2011, 10, 1, 10, 10, 25)
    >>> from_serial(0.5, epoch_1904=True)
    datetime.datetime(1904, 1, 1, 12, 0)

    :raise ValueError: not a number of a day between 1900 and 9999
    """
    if not 0 <= value < MAX_SERIAL:
        raise ValueError(value)
    days = int(value)
    milliseconds = round((value - days) * 86_400_000)
    if not epoch_1904 and days < 60:  # 1900 was no leap year, the format thinks it was
        days += 1
    start = EPOCH_1904 if epoch_1904 else EPOCH_1900
    return cut(start + timedelta(days=days, milliseconds=milliseconds))


def cut(moment: datetime) -> datetime:
    """The moment without its fraction of a second."""
    return moment.replace(microsecond=0) if moment.microsecond else moment


def parse_moment(
    cell: Cell, *, order: str = "dmy", epoch_1904: bool = False
) -> datetime:
    """A cell holding date and time (or a date alone: midnight).

    >>> parse_moment("2011-10-30T00:38:44.546+02:00").isoformat()
    '2011-10-30T00:38:44+02:00'
    >>> parse_moment("31.12.2024 17:05"), parse_moment("12/31/24 5:05 PM", order="mdy")
    (datetime.datetime(2024, 12, 31, 17, 5), datetime.datetime(2024, 12, 31, 17, 5))

    :raise ValueError: no such moment, or a year outside 1970 to 2200
    """
    moment = cut(_moment(cell, order, epoch_1904))
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(cell)
    return moment


def _moment(cell: Cell, order: str, epoch_1904: bool) -> datetime:
    if isinstance(cell, datetime):
        return cell + timedelta(microseconds=500) if cell.microsecond else cell
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, bool) or cell is None:
        raise ValueError(cell)
    if isinstance(cell, int | float):
        return from_serial(float(cell), epoch_1904)
    if isinstance(cell, str):
        return _parse_text(" ".join(cell.split()), order)
    raise ValueError(cell)


def parse_date(cell: Cell, *, order: str = "dmy", epoch_1904: bool = False) -> date:
    """A cell holding a day; a time beside it is ignored.

    >>> parse_date("3. März 2024")
    datetime.date(2024, 3, 3)
    """
    return parse_moment(cell, order=order, epoch_1904=epoch_1904).date()


def parse_time_of_day(cell: Cell) -> time | None:
    """A cell holding only a time of day; None where it holds anything else.

    >>> parse_time_of_day("17:05"), parse_time_of_day(0.5)
    (datetime.time(17, 5), datetime.time(12, 0))
    >>> parse_time_of_day("2024-01-01 17:05") is None
    True
    """
    if isinstance(cell, time):
        return cell.replace(microsecond=0, tzinfo=None)
    if isinstance(cell, timedelta) and timedelta(0) <= cell < timedelta(days=1):
        return (EPOCH_1900 + cell).time().replace(microsecond=0)
    if isinstance(cell, float) and 0 <= cell < 1:
        return from_serial(cell).time()
    if isinstance(cell, str) and (match := _TIME_ONLY.match(cell.strip())):
        if match["offset"]:
            return None
        try:
            return _clock_time(match)
        except ValueError:
            return None
    return None


def _parse_text(text: str, order: str) -> datetime:
    if match := _YEAR_FIRST.match(text) or _COMPACT.match(text):
        year, month, day = int(match["a"]), int(match["b"]), int(match["c"])
    elif match := _YEAR_LAST.match(text):
        year, (day, month) = int(match["c"]), _day_and_month(match, order)
        year += (2000 if year < 70 else 1900) if len(match["c"]) == 2 else 0
    elif match := _NAMED_MONTH.match(text):
        year, day = int(match["c"]), int(match["a"])
        month = _MONTHS.get(match["month"].casefold(), 0)
    else:
        raise ValueError(text)
    return _with_clock(datetime(year, month, day), match)


def _day_and_month(match: re.Match, order: str) -> tuple[int, int]:
    first, second = int(match["a"]), int(match["b"])
    # 12.31.2024 is written nowhere: with points the day comes first.
    if order == "mdy" and match["mark"] != ".":
        return second, first
    return first, second


def _with_clock(day: datetime, match: re.Match) -> datetime:
    if not match["hour"]:
        return day
    if (match["hour"], match["minute"], match["second"] or "00") == ("24", "00", "00"):
        moment = day + timedelta(days=1)
    else:
        moment = datetime.combine(day, _clock_time(match))
    return moment.replace(tzinfo=_offset(match["offset"]))


def _clock_time(match: re.Match) -> time:
    hour, half = int(match["hour"]), (match["half"] or "").replace(".", "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(match.string)
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(match["minute"]), int(match["second"] or 0))


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return timezone.utc
    digits = text[1:].replace(":", "").ljust(4, "0")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(span if text[0] == "+" else -span)


def guess_date_order(cells: Iterable[Cell], default: str = "dmy") -> str:
    """The order of day and month in a column, from the numbers that tell.

    >>> guess_date_order(["03/04/2024", "03/25/2024"])
    'mdy'
    >>> guess_date_order(["03/04/2024"])
    'dmy'
    """
    for cell in cells:
        match = _YEAR_LAST.match(" ".join(cell.split())) if isinstance(cell, str) else 0
        if match and int(match["a"]) > 12:
            return "dmy"
        if match and int(match["b"]) > 12 and match["mark"] != ".":
            return "mdy"
    return default
