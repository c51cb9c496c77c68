"""Days of a recurring order, without database."""

from calendar import monthrange
from datetime import timedelta

from dateutil.relativedelta import relativedelta


def next_weekly(start, weekday, interval, after=None):
    """Return the first occurrence from ``start`` that lies after ``after``.

    The first one is the first such weekday from ``start``; then every ``interval``
    weeks.

    :param weekday: 0 Monday to 6 Sunday
    :param after: a day, None for the first occurrence

    >>> from datetime import date
    >>> next_weekly(date(2026, 3, 4), 0, 1)
    datetime.date(2026, 3, 9)
    >>> next_weekly(date(2026, 3, 4), 0, 2, after=date(2026, 3, 9))
    datetime.date(2026, 3, 23)
    """
    first = start + timedelta(days=(weekday - start.weekday()) % 7)
    if after is None or after < first:
        return first
    step = 7 * interval
    return first + timedelta(days=((after - first).days // step + 1) * step)


def next_monthly(start, month_day, interval, after=None):
    """Return the first occurrence from ``start`` that lies after ``after``.

    In months that are too short it is the last day.

    :param month_day: 1 to 31
    :param after: a day, None for the first occurrence

    >>> from datetime import date
    >>> next_monthly(date(2026, 1, 31), 31, 1, after=date(2026, 1, 31))
    datetime.date(2026, 2, 28)
    >>> next_monthly(date(2026, 1, 15), 10, 3, after=date(2026, 2, 10))
    datetime.date(2026, 5, 10)
    """
    month = start.replace(day=1)
    if _clamped(month, month_day) < start:
        month += relativedelta(months=1)
    if after is not None and after >= _clamped(month, month_day):
        passed = (after.year - month.year) * 12 + after.month - month.month
        month += relativedelta(months=passed // interval * interval)
        if _clamped(month, month_day) <= after:
            month += relativedelta(months=interval)
    return _clamped(month, month_day)


def _clamped(month, month_day):
    """Return a day of a month, its last day where the month is too short."""
    return month.replace(day=min(month_day, monthrange(month.year, month.month)[1]))
