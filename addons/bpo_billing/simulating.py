"""What work of the past would have cost under other terms. Pure Python.

A proposal is put into the terms of a contract as if it had been in force all the time;
the usage is then rated twice by the core, once under each terms.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from .rating import (
    Charge,
    ContractTerms,
    Frequency,
    LineTerms,
    Period,
    Rate,
    round_half_up,
)
from .rating.periods import contract_periods
from .rating.terms import ZERO

PRICES = ("price_unit", "overage_price", "arc_price", "rrc_price")
WHOLE = frozenset({"billing_increment", "minimum_minutes", "rollover_periods"})
SMALL_PRICE = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Change:
    """A changed term of one service.

    ``term`` is the name of a number of :class:`LineTerms`, ``price_unit`` for the price
    for everyone, ``rate`` (``key``: employee id, role id) or ``tier`` (``key``: the
    quantity it starts from).
    """

    line_id: int
    term: str
    value: Decimal
    key: Hashable = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Other terms of one contract.

    ``lines`` replaces the terms of services, ``changes`` single terms of them,
    ``percent`` moves every price left. ``ended`` services cost nothing any more,
    ``added`` ones (with ids of their own, below zero) have no work of the past.
    ``minimum`` replaces the least the client pays per period, where it is not None.
    """

    percent: Decimal = ZERO
    lines: Mapping[int, LineTerms] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    ended: frozenset[int] = frozenset()
    added: tuple[LineTerms, ...] = ()
    minimum: Decimal | None = None


def past_periods(
    frequency: Frequency, start: date, end: date | None, span: Period
) -> list[Period]:
    """The billing periods of a contract that end within ``span``.

    So every period belongs to one month, and adjoining spans share none.

    :param start: first billed day of the contract
    :param end: its last day, or None
    """
    periods = contract_periods(frequency, start, end, span.date_to)
    return [period for period in periods if period.date_to in span]


def moved_price(price: Decimal, percent: Decimal, rounding: Decimal) -> Decimal:
    """``price`` moved by ``percent``, half up; prices below 1 to six decimals.

    >>> str(moved_price(Decimal("19.99"), Decimal(3), Decimal("0.01")))
    '20.59'
    >>> str(moved_price(Decimal("0.0006"), Decimal(4), Decimal("0.01")))
    '0.000624'
    """
    precision = rounding if price >= 1 else min(rounding, SMALL_PRICE)
    return round_half_up(Fraction(price) * (1 + Fraction(percent) / 100), precision)


def proposed_terms(terms: ContractTerms, proposal: Proposal) -> ContractTerms:
    """The terms under a proposal, without the services it adds."""
    lines = []
    for line in terms.lines:
        if line.line_id in proposal.ended:
            continue
        line = proposal.lines.get(line.line_id, line)
        for change in proposal.changes:
            if change.line_id == line.line_id:
                line = changed_line(line, change)
        if proposal.percent:
            line = moved_line(line, proposal.percent, terms.rounding)
        lines.append(line)
    return replace(terms, lines=tuple(lines))


def changed_line(line: LineTerms, change: Change) -> LineTerms:
    """The line with one changed term, whatever the dates of its rates."""
    if change.term in ("price_unit", "rate"):
        key = (None, None) if change.term == "price_unit" else change.key
        rates = tuple(
            replace(rate, price_unit=change.value)
            if (rate.employee_id, rate.job_id) == key
            else rate
            for rate in line.rates
        )
        price = change.value if change.term == "price_unit" else line.price_unit
        return replace(line, price_unit=price, rates=rates)
    if change.term == "tier":
        tiers = tuple(
            replace(tier, price_unit=change.value)
            if tier.quantity_from == change.key
            else tier
            for tier in line.tiers
        )
        return replace(line, tiers=tiers)
    value = int(change.value) if change.term in WHOLE else change.value
    return replace(line, **{change.term: value})


def moved_line(line: LineTerms, percent: Decimal, rounding: Decimal) -> LineTerms:
    """The line with every price moved; quantities and percentages stay."""

    def moved(price: Decimal) -> Decimal:
        return moved_price(price, percent, rounding)

    return replace(
        line,
        rates=tuple(replace(r, price_unit=moved(r.price_unit)) for r in line.rates),
        tiers=tuple(
            replace(
                tier,
                price_unit=moved(tier.price_unit),
                flat_fee=moved(tier.flat_fee),
            )
            for tier in line.tiers
        ),
        **{name: moved(getattr(line, name)) for name in PRICES},
    )


def card_line(line: LineTerms, card: LineTerms, day: date) -> LineTerms:
    """The line under the terms of a rate card, as they are on ``day``.

    Name, days and what is counted stay those of the contract. Of several dated rates
    for the same person or role the one in force on ``day`` holds all the time.
    """
    return replace(
        card,
        line_id=line.line_id,
        name=line.name,
        date_start=line.date_start,
        date_end=line.date_end,
        pool_unit=line.pool_unit,
        rates=undated_rates(card.rates, day),
    )


def undated_rates(rates: Iterable[Rate], day: date) -> tuple[Rate, ...]:
    """One rate without days for each person or role: that of ``day``.

    Where none is in force then, the next one; else the last one.
    """
    chosen: dict[Hashable, Rate] = {}
    for rate in sorted(rates, key=lambda each: each.date_start or date.min):
        key = rate.employee_id, rate.job_id
        known = chosen.get(key)
        over = known is not None and known.date_end is not None and known.date_end < day
        if known is None or over or rate.is_on(day):
            chosen[key] = rate
    return tuple(replace(r, date_start=None, date_end=None) for r in chosen.values())


def is_measured_alike(first: ContractTerms, second: ContractTerms) -> bool:
    """Whether both terms collect the same usage: they differ in prices only."""
    return [*map(_unpriced, first.lines)] == [*map(_unpriced, second.lines)]


def _unpriced(line: LineTerms) -> LineTerms:
    """The line without what only the price rules read."""
    return replace(
        line,
        rates=tuple(replace(r, price_unit=ZERO, rate_id=None) for r in line.rates),
        tiers=(),
        surcharges=tuple(replace(s, percent=ZERO) for s in line.surcharges),
        minimum_quantity=ZERO,
        baseline_quantity=ZERO,
        deadband_percent=ZERO,
        markup_percent=ZERO,
        package_size=ZERO,
        gain_share=None,
        **dict.fromkeys(PRICES, ZERO),
    )


def amounts_by_line(charges: Iterable[Charge]) -> dict[int | None, list[Charge]]:
    """The charges of each line; None holds the contract's minimum."""
    grouped: dict[int | None, list[Charge]] = {}
    for charge in charges:
        grouped.setdefault(charge.line_id, []).append(charge)
    return grouped


def joined_explanation(charges: Sequence[Charge]) -> dict[str, object]:
    """One explanation for all charges of a line: their steps one after the other.

    Where there are several charges each step is named after its own.
    """
    total = sum((charge.amount for charge in charges), ZERO)
    return {
        "schema": 1,
        "kind": charges[0].kind if charges else "",
        "steps": [step for each in charges for step in _named_steps(each, charges)],
        "amount": str(total),
        "facts": {},
        "notices": [n for each in charges for n in each.explanation.get("notices", [])],
    }


def _named_steps(charge: Charge, charges: Sequence[Charge]) -> list[dict[str, object]]:
    steps = charge.explanation["steps"]
    if len(charges) < 2:
        return steps
    return [step | {"label": f"{charge.name}: {step['label']}"} for step in steps]


def percent_of(difference: Decimal | float, base: Decimal | float) -> float:
    """The difference in percent of the base; 0 where there is no base.

    >>> percent_of(Decimal(30), Decimal(1200))
    2.5
    """
    return float(difference) / float(base) * 100 if base else 0.0
