"""Which price holds: dated rates, the most specific one, the price of the day.

Employee before role before line (example: 31.00 for the employee, 27.00 for others
of the role, 24.00 for the rest). Where no dated rate matches, the line's own price
holds; a line that has rates but no price of its own refuses such usage rather than
give it away.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from .result import Refusal
from .terms import ONE_DAY, ZERO, LineTerms, Period, Rate


def base_rate(line: LineTerms) -> Rate:
    """The line's own price as a rate without dates."""
    return Rate(line.price_unit)


def find_rate(
    line: LineTerms,
    day: date,
    employee_id: int | None = None,
    job_id: int | None = None,
) -> Rate | None:
    """The rate of ``line`` for this agent on ``day``, or None where none is agreed."""
    best: Rate | None = None
    best_rank = -1
    for rate in line.rates:
        if rate.employee_id is not None and rate.employee_id != employee_id:
            continue
        if rate.job_id is not None and rate.job_id != job_id:
            continue
        rank = 2 * (rate.employee_id is not None) + (rate.job_id is not None)
        if rank > best_rank and rate.is_on(day):
            best, best_rank = rate, rank
    if best is None and (line.price_unit != ZERO or not line.rates):
        return base_rate(line)
    return best


def no_rate(line: LineTerms, day: date) -> Refusal:
    """The refusal for usage on a day without a price."""
    return Refusal(
        line.line_id,
        "no_rate",
        f"No rate of “{line.name}” covers the work of {day}: add a dated rate for that"
        " day, or a price on the line.",
        {"line": line.name, "day": str(day)},
    )


def rate_segments(
    line: LineTerms, period: Period, only: Callable[[Rate], bool] = lambda _rate: True
) -> tuple[Period, ...]:
    """``period`` cut wherever a rate of the line (that passes ``only``) begins or ends.

    Within one segment the price of an agent does not change, so SQL may group by it.
    """
    cuts = {period.date_from}
    for rate in filter(only, line.rates):
        if rate.date_start:
            cuts.add(rate.date_start)
        if rate.date_end and rate.date_end < period.date_to:
            cuts.add(rate.date_end + ONE_DAY)
    starts = sorted(day for day in cuts if day in period)
    ends = [day - ONE_DAY for day in starts[1:]] + [period.date_to]
    return tuple(Period(start, end) for start, end in zip(starts, ends, strict=True))


def priced_parts(
    line: LineTerms,
    period: Period,
    employee_id: int | None = None,
    job_id: int | None = None,
) -> list[tuple[Period, Rate | None]]:
    """``period`` cut where the price changes for this agent (or for the line)."""
    parts = rate_segments(
        line,
        period,
        lambda rate: (
            rate.employee_id in (None, employee_id) and rate.job_id in (None, job_id)
        ),
    )
    return [
        (part, find_rate(line, part.date_from, employee_id, job_id)) for part in parts
    ]


def rate_name(line: LineTerms, rate: Rate) -> str:
    """The line's name with what tells this rate from its others.

    >>> rate_name(LineTerms(1, "Typing", "time"), Rate(ZERO, date(2026, 6, 15)))
    'Typing (from 2026-06-15)'
    """
    name = f"{line.name}, {rate.name}" if rate.name else line.name
    dates = [
        f"{word} {day}"
        for word, day in (("from", rate.date_start), ("until", rate.date_end))
        if day
    ]
    return f"{name} ({' '.join(dates)})" if dates else name


def rate_order(rate: Rate) -> tuple[str, ...]:
    """A fixed order of rates, whatever the order of the usage: by date, then name."""
    return tuple(
        str("" if value is None else value)
        for value in (
            rate.date_start,
            rate.name,
            rate.job_id,
            rate.employee_id,
            rate.price_unit,
            rate.date_end,
            rate.rate_id,
        )
    )
