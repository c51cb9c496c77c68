"""Graduated tiers: each tier's units at that tier's price.

Example: 0 to 100 at 1.00, to 200 at 0.50, above at 0.10. 250 units cost 100 + 50 + 5.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import zip_longest

from ..explain import Step
from ..money import plain
from ..terms import LineTerms


def graduated_steps(line: LineTerms, billable: Fraction) -> tuple[Step, ...]:
    """A step per tier entered, plus its flat fee."""
    unit = line.unit or "unit"
    steps = []
    for tier, following in zip_longest(line.tiers, line.tiers[1:]):
        start = Fraction(tier.quantity_from)
        if billable <= start:
            break
        end = Fraction(following.quantity_from) if following else None
        inside = (billable if end is None else min(billable, end)) - start
        span = f"to {plain(end)}" if end is not None else "and more"
        label = f"Above {plain(start)} {span}: {plain(inside)} {unit}"
        steps.append(Step(label, inside, unit, tier.price_unit))
        if tier.flat_fee:
            label = f"Flat fee above {plain(start)}"
            steps.append(Step(label, 1, "fee", tier.flat_fee))
    return tuple(steps)
