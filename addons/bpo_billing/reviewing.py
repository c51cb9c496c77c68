"""What is unusual about a rated period, so that a person looks before it is invoiced.

Pure Python: amounts, prices and hours in, findings out. A finding has a key that is the
same as long as its figures are; a release by a person holds for exactly these figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from .rating import Charge, Period
from .rating.periods import full_period
from .rating.terms import ZERO, Frequency

PRICED = frozenset({"time", "unit", "fixed", "fte"})
WORKDAYS = 5
MINUTES = 60


@dataclass(frozen=True, slots=True)
class Unusual:
    """One thing to look at; ``line_id`` is None for the statement as a whole.

    :param code: ``change``, ``zero_rate`` or ``capacity``
    :param params: figures as plain strings, for the sentence
    """

    code: str
    line_id: int | None
    params: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> str:
        """Names the finding with its figures.

        >>> Unusual("capacity", None, {"hours": "200", "capacity": "176"}).key
        'capacity::200:176'
        """
        return ":".join([self.code, str(self.line_id or ""), *self.params.values()])


def per_full_period(amount: Decimal, period: Period, frequency: Frequency) -> Decimal:
    """What ``amount`` would be in a whole billing period, by calendar days.

    >>> half = Period(date(2026, 1, 17), date(2026, 1, 31))
    >>> per_full_period(Decimal(150), half, "monthly")
    Decimal('310')
    """
    full = full_period(frequency, period.date_from)
    if full.days == period.days:
        return amount
    scaled = Fraction(amount) * full.days / period.days
    return Decimal(scaled.numerator) / Decimal(scaled.denominator)


def change_percent(amount: Decimal, previous: Decimal) -> Decimal | None:
    """By how many percent an amount differs, one decimal; None from nothing.

    >>> change_percent(Decimal(150), Decimal(100)), change_percent(ZERO, Decimal(80))
    (Decimal('50.0'), Decimal('-100.0'))
    >>> change_percent(Decimal(10), ZERO) is None
    True
    """
    if not previous:
        return None
    share = (amount - previous) * 100 / abs(previous)
    return share.quantize(Decimal("0.1"))


def find_changes(
    amounts: Mapping[int | None, Decimal],
    previous: Mapping[int | None, Decimal],
    limit: Decimal,
) -> list[Unusual]:
    """The total, and the services billed both times, that changed by more than a limit.

    :param amounts: by service, of this period
    :param previous: by service, of the period before; empty where there is none
    :param limit: percent; zero or less finds nothing
    """
    if limit <= ZERO or not previous:
        return []
    pairs = [(None, sum(amounts.values(), ZERO), sum(previous.values(), ZERO))]
    both = [line for line in amounts if line in previous and line is not None]
    if len({*amounts, *previous}) > 1:
        pairs += [(line, amounts[line], previous[line]) for line in sorted(both)]
    found = []
    for line_id, amount, before in pairs:
        change = change_percent(amount, before)
        if change is not None and abs(change) > limit:
            params = {
                "previous": f"{before:.2f}",
                "amount": f"{amount:.2f}",
                "percent": f"{change:+}",
            }
            found.append(Unusual("change", line_id, params))
    return found


def find_zero_rates(charges: Iterable[Charge], free: frozenset[int]) -> list[Unusual]:
    """Services with something to charge at a price of zero.

    :param free: services for which that is meant, or that have free units
    """
    found = {}
    for charge in charges:
        if charge.kind in PRICED and charge.line_id not in free and _is_free(charge):
            params = {"quantity": f"{charge.quantity:.2f}", "unit": charge.unit}
            found.setdefault(
                charge.line_id, Unusual("zero_rate", charge.line_id, params)
            )
    return list(found.values())


def _is_free(charge: Charge) -> bool:
    """Whether anything of a charge has the price zero."""
    if charge.kind != "time":
        return bool(charge.quantity) and not charge.price_unit and not charge.amount
    steps = charge.explanation.get("steps", [])
    return any(Decimal(s["quantity"]) and not Decimal(s["rate"]) for s in steps)


@dataclass(frozen=True, slots=True)
class Capacity:
    """Working time of one assignment: hours a week, share in percent, its days."""

    hours_per_week: Decimal
    percent: Decimal
    date_from: date
    date_to: date | None = None

    def hours_in(self, period: Period) -> Decimal:
        """Hours of the working days, Monday to Friday, of a period.

        >>> full = Capacity(Decimal(40), Decimal(100), date(2026, 1, 1))
        >>> full.hours_in(Period(date(2026, 1, 1), date(2026, 1, 31)))
        Decimal('176')
        """
        part = period.overlap(self.date_from, self.date_to)
        if not part:
            return ZERO
        count = sum(day.weekday() < WORKDAYS for day in part.each_day())
        return self.hours_per_week * count * self.percent / (100 * WORKDAYS)


def find_overtime(
    charges: Iterable[Charge],
    capacities: Iterable[Capacity],
    period: Period,
    limit: Decimal,
) -> list[Unusual]:
    """More hours than ``limit`` percent of what the assigned agents have."""
    minutes = sum(c.actual_minutes for c in charges if c.kind == "time")
    if limit <= ZERO or not minutes:
        return []
    capacity = sum((each.hours_in(period) for each in capacities), ZERO)
    hours = Decimal(minutes) / MINUTES
    if hours * 100 <= capacity * limit:
        return []
    params = {"hours": f"{hours:.2f}", "capacity": f"{capacity:.2f}"}
    return [Unusual("capacity", None, params)]


def sums_by_line(charges: Iterable[Charge]) -> dict[int | None, Decimal]:
    """Amounts by service.

    >>> sums_by_line([])
    {}
    """
    sums: dict[int | None, Decimal] = {}
    for charge in charges:
        sums[charge.line_id] = sums.get(charge.line_id, ZERO) + charge.amount
    return sums
