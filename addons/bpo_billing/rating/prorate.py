"""Shares of a billing period: the days that count, over the days of the whole.

Days outside the line's or the contract's dates and suspended days do not count; the
denominator is always the whole period. Both are by calendar days unless the line
says working days (the contract's working weekdays without public holidays).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .periods import full_period
from .terms import ContractTerms, LineTerms, Period


@dataclass(frozen=True, slots=True)
class Share:
    """``days`` of ``of`` days of a billing period."""

    days: int
    of: int
    working: bool = False

    @property
    def label(self) -> str:
        """``22 of 31 days``, for explanations."""
        return f"{self.days} of {self.of} {'working ' if self.working else ''}days"

    @property
    def facts(self) -> dict[str, str]:
        """The measurements, for explanations."""
        return {"days": str(self.days), "days_of_period": str(self.of)}


def active_part(terms: ContractTerms, line: LineTerms, period: Period) -> Period | None:
    """The part of ``period`` within the dates of the contract and the line."""
    part = period.overlap(terms.date_start, terms.date_end)
    return part.overlap(line.date_start, line.date_end) if part else None


def line_share(terms: ContractTerms, line: LineTerms, part: Period) -> Share:
    """The share of ``part`` (inside one billing period) in its billing period.

    >>> from decimal import Decimal
    >>> line = LineTerms(1, "Desk", "fixed", Decimal(10000))
    >>> part = Period(date(2026, 7, 10), date(2026, 7, 31))
    >>> line_share(ContractTerms((line,)), line, part).label
    '22 of 31 days'
    """
    full = full_period(terms.billing_frequency, part.date_from)
    active = active_part(terms, line, part)
    if line.prorate_by == "working_days":
        whole = _working(terms, full.each_day())
        if whole:
            worked = _working(terms, _running(terms, active))
            return Share(len(worked), len(whole), working=True)
    return Share(_count_running(terms, active), full.days)


def contract_share(terms: ContractTerms, part: Period) -> Share:
    """Calendar-day share of ``part`` for the whole contract (its minimum)."""
    full = full_period(terms.billing_frequency, part.date_from)
    active = part.overlap(terms.date_start, terms.date_end)
    return Share(_count_running(terms, active), full.days)


def _count_running(terms: ContractTerms, part: Period | None) -> int:
    if part and not terms.suspensions:
        return part.days
    return len(_running(terms, part))


def _running(terms: ContractTerms, part: Period | None) -> list[date]:
    """The days of ``part`` on which the contract is not suspended."""
    days = part.each_day() if part else []
    return [day for day in days if not any(day in rest for rest in terms.suspensions)]


def _working(terms: ContractTerms, days: Iterable[date]) -> list[date]:
    return [
        day
        for day in days
        if day.weekday() in terms.working_weekdays and day not in terms.holidays
    ]
