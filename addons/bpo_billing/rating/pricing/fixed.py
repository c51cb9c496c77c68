"""Fixed fee and retainer: the fee, and what goes beyond its included quantity.

A retainer includes hours or units (``pool_unit``) with roll-over. What is used beyond
them is ``overage`` at ``overage_price``, per hour or unit. Time or work within is
covered by the fee and linked to it. Example: 40 h included, one period of roll-over;
30 h in September leave 50 for October, whose 60 h make 10 h overage.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ..context import LineContext, keys
from ..explain import Draft, Step
from ..money import MINUTES_PER_HOUR, plain
from ..pool import PoolUse
from ..result import Charge, LineResult, Notice
from ..tally import Tally, tally_time
from ..terms import ZERO
from ..usage import Key
from .fees import fee_charge
from .included import pool_facts, pool_use


def rate_fixed(context: LineContext) -> LineResult:
    """The ``fixed`` charge and, beyond the included quantity, an ``overage`` charge."""
    usage, line = context.usage, context.line
    # covered time has no price of its own, so no rate may refuse it
    unpriced = replace(line, rates=(), surcharges=())
    tally = tally_time(context.terms, unpriced, usage.entries, usage.buckets)
    sources = keys(usage.entries, usage.buckets, usage.units)
    fee = fee_charge(context, sources)
    use = pool_use(context, _used(context, tally))
    left = () if fee else sources
    charges = [fee] if fee else []
    notices: list[Notice] = []
    if use.overage and line.overage_price > ZERO:
        charges.append(_overage_charge(context, use, left))
    elif left:
        # the fee is billed elsewhere, yet the covered usage must be settled once
        charges.append(_overage_charge(context, use, left, priced=False))
    if use.overage and line.overage_price == ZERO and line.included_quantity:
        notices.append(_free_overage(context, use))
    refusals = (*context.fee_gap(), *tally.refusals.values())
    return LineResult(tuple(charges), refusals, tuple(notices))


def _used(context: LineContext, tally: Tally) -> Fraction:
    """What the period used, in the pool's unit."""
    if context.line.pool_unit == "units":
        return sum((Fraction(u.quantity) for u in context.usage.units), Fraction(0))
    minutes = sum(at.billable for at in tally.rates.values())
    return Fraction(minutes, MINUTES_PER_HOUR)


def _overage_charge(
    context: LineContext, use: PoolUse, sources: tuple[Key, ...], priced: bool = True
) -> Charge:
    line = context.line
    unit = "hour" if line.pool_unit == "hours" else line.unit or "unit"
    quantity = use.overage if priced else Fraction(0)
    label = f"{plain(use.used)} used, {plain(use.available)} {unit} included"
    return Draft(
        line_id=line.line_id,
        kind="overage",
        name=f"{line.name}, overage",
        steps=(Step(label, quantity, unit, line.overage_price),),
        quantity=quantity,
        unit=unit,
        price_unit=line.overage_price,
        facts=pool_facts(use),
        sources=sources,
    ).charge(context.terms.rounding)


def _free_overage(context: LineContext, use: PoolUse) -> Notice:
    params = {"line": context.line.name, "overage": plain(use.overage)}
    text = (
        "“{line}”: {overage} beyond the included quantity are not billed, as no overage"
        " price is agreed."
    )
    return Notice(context.line.line_id, "free_overage", text.format(**params), params)
