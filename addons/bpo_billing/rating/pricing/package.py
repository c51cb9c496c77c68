"""Packages: whole blocks, started blocks count, included units come off first.

Example: 5.00 per started 100, 100 included. 201 units are two blocks: 10.00.
Over dated prices a block costs what it cost on the day it was started.
"""

from __future__ import annotations

from fractions import Fraction

from ..context import LineContext, keys
from ..explain import Draft, Step
from ..money import plain
from ..rates import find_rate, no_rate
from ..result import LineResult
from ..terms import Rate
from .measure import NOTHING, Measured


def rate_packages(context: LineContext, measured: Measured) -> LineResult:
    """One charge for all started blocks, a step per price."""
    line = context.line
    size = Fraction(line.package_size)
    free = measured.accepted - measured.counted
    so_far, blocks = NOTHING, 0
    by_price: dict[Rate, int] = {}
    days = sorted((unit.day, Fraction(unit.quantity)) for unit in context.usage.units)
    if measured.shortfall and measured.minimum_day:
        days.append((measured.minimum_day, measured.shortfall))
    for day, quantity in days:
        off = min(free, quantity)
        free -= off
        so_far += quantity - off
        started = -(-so_far // size)
        rate = find_rate(line, day)
        if rate is None:
            return LineResult((), (no_rate(line, day),))
        by_price[rate] = by_price.get(rate, 0) + started - blocks
        blocks = started
    steps = tuple(
        Step(f"{count} x {plain(size)} {line.unit}", count, "package", rate.price_unit)
        for rate, count in by_price.items()
        if count
    )
    draft = Draft(
        line_id=line.line_id,
        kind="unit",
        name=line.name,
        steps=steps,
        quantity=blocks,
        unit="package",
        price_unit=steps[0].rate if len(steps) == 1 else None,
        facts={**measured.facts, "package_size": plain(size), "packages": str(blocks)},
        sources=keys(context.usage.units),
    )
    return LineResult((draft.charge(context.terms.rounding),))
