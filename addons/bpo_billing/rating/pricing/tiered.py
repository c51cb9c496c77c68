"""A unit line with tiers or packages: one charge, a step per tier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from ..context import LineContext, keys
from ..explain import Draft, Step
from ..result import LineResult, Notice
from ..terms import LineTerms, TierMode
from .graduated import graduated_steps
from .measure import Measured
from .package import rate_packages
from .volume import cliff_notices, volume_steps

STEPS: Mapping[TierMode, Callable[[LineTerms, Fraction], tuple[Step, ...]]] = {
    "graduated": graduated_steps,
    "volume": volume_steps,
}


def rate_tiered(context: LineContext, measured: Measured) -> LineResult:
    """The charge of a graduated, volume or package line."""
    line = context.line
    if line.tier_mode == "package":
        return rate_packages(context, measured)
    steps = STEPS[line.tier_mode](line, measured.billable)
    notices: tuple[Notice, ...] = ()
    if line.tier_mode == "volume":
        notices = cliff_notices(line, measured.billable)
    draft = Draft(
        line_id=line.line_id,
        kind="unit",
        name=line.name,
        steps=steps,
        quantity=measured.billable,
        unit=line.unit or "unit",
        facts=measured.facts,
        sources=keys(context.usage.units),
        notices=notices,
    )
    return LineResult((draft.charge(context.terms.rounding),), (), notices)
