"""Flat unit price: every billable unit at the price of its day, a charge per price.

Included units come off the earliest days. Units missing to the minimum are billed at
the price of the period's last day (example: 220 units, minimum 300 at 0.40: 120.00).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from ..context import LineContext
from ..explain import Draft, Step
from ..money import plain
from ..rates import find_rate, no_rate, rate_name
from ..result import Charge, LineResult, Refusal
from ..terms import Rate
from ..usage import Key
from .measure import NOTHING, Measured


@dataclass(slots=True)
class _AtPrice:
    counted: Fraction = NOTHING
    shortfall: Fraction = NOTHING
    keys: list[Key] = field(default_factory=list)


def rate_flat(context: LineContext, measured: Measured) -> LineResult:
    """The charges of a unit line without tiers."""
    prices: dict[Rate, _AtPrice] = {}
    refusals: dict[str, Refusal] = {}
    line = context.line
    free = measured.accepted - measured.counted
    for unit in sorted(context.usage.units, key=lambda unit: unit.day):
        rate = find_rate(line, unit.day)
        if rate is None:
            refusals.setdefault("no_rate", no_rate(line, unit.day))
            continue
        at = prices.setdefault(rate, _AtPrice())
        off = min(free, Fraction(unit.quantity))
        free -= off
        at.counted += Fraction(unit.quantity) - off
        at.keys.append(unit.key)
    if measured.shortfall and measured.minimum_day:
        rate = find_rate(line, measured.minimum_day)
        if rate is None:
            refusals.setdefault("no_rate", no_rate(line, measured.minimum_day))
        else:
            prices.setdefault(rate, _AtPrice()).shortfall = measured.shortfall
    charges = (_charge(context, measured, rate, at) for rate, at in prices.items())
    return LineResult(tuple(charges), tuple(refusals.values()))


def _charge(
    context: LineContext, measured: Measured, rate: Rate, at: _AtPrice
) -> Charge:
    line = context.line
    unit = line.unit or "unit"
    label = f"{plain(at.counted)} {unit} accepted"
    steps = [Step(label, at.counted, unit, rate.price_unit)]
    if at.shortfall:
        label = f"{plain(at.shortfall)} {unit} to the minimum quantity"
        steps.append(Step(label, at.shortfall, unit, rate.price_unit))
    return Draft(
        line_id=line.line_id,
        kind="unit",
        name=rate_name(line, rate),
        steps=tuple(steps),
        quantity=at.counted + at.shortfall,
        unit=unit,
        price_unit=rate.price_unit,
        facts=measured.facts,
        sources=at.keys,
        rate_id=rate.rate_id,
    ).charge(context.terms.rounding)
