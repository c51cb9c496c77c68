"""Arithmetic of day ranges, both ends included, ``None`` for an open end. No Odoo."""

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def find_overlap(ranges):
    """Return the first day on which two ranges are in force, or ``None``.

    :param ranges: pairs of days, either end may be ``None``

    >>> find_overlap([(None, date(2026, 6, 14)), (date(2026, 6, 15), None)])
    >>> find_overlap([(None, date(2026, 6, 15)), (date(2026, 6, 15), None)])
    datetime.date(2026, 6, 15)
    """
    latest = None
    for start, end in sorted((s or date.min, e or date.max) for s, e in ranges):
        if latest is not None and start <= latest:
            return start
        latest = end
    return None


def find_gap(ranges, first, last):
    """Return the first day between ``first`` and ``last`` that no range covers.

    :param ranges: pairs of days, either end may be ``None``
    :param first: first day to cover
    :param last: last day to cover, ``None`` for an open end
    :return: a day, or ``None`` where all is covered

    >>> find_gap([(date(2026, 1, 1), date(2026, 6, 14))], date(2026, 1, 1), None)
    datetime.date(2026, 6, 15)
    >>> find_gap([(None, None)], date(2026, 1, 1), None)
    """
    last = last or date.max
    expected = first
    for start, end in sorted((s or date.min, e or date.max) for s, e in ranges):
        if start > expected:
            break
        if end >= last:
            return None
        expected = max(expected, end + ONE_DAY)
    return expected if expected <= last else None


def clip(ranges, first, last):
    """Return the parts of ``ranges`` between ``first`` and ``last``, in order.

    >>> clip([(date(2026, 1, 20), None)], date(2026, 1, 1), date(2026, 1, 31))
    [(datetime.date(2026, 1, 20), datetime.date(2026, 1, 31))]
    """
    parts = [(max(s or first, first), min(e or last, last)) for s, e in ranges]
    return sorted((start, end) for start, end in parts if start <= end)
