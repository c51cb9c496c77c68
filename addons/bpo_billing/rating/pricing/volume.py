"""Volume tiers: all units at the price of the tier reached.

Example: below 50,000 at 0.001, from 50,000 at 0.0006 plus 10 flat. 65,000 cost 39 + 10.
At 49,999 they cost 50.00, at 50,000 only 40.00: this cliff is billed as agreed and
shown as a notice.
"""

from __future__ import annotations

from fractions import Fraction

from ..explain import Step
from ..money import plain
from ..result import Notice
from ..terms import LineTerms, Tier


def volume_steps(line: LineTerms, billable: Fraction) -> tuple[Step, ...]:
    """One step for all units, one for the tier's flat fee; none for no units."""
    tier = _tier_reached(line, billable)
    if tier is None or not billable:
        return ()
    unit = line.unit or "unit"
    label = f"From {plain(tier.quantity_from)}: all {plain(billable)} {unit}"
    steps = [Step(label, billable, unit, tier.price_unit)]
    if tier.flat_fee:
        label = f"Flat fee from {plain(tier.quantity_from)}"
        steps.append(Step(label, 1, "fee", tier.flat_fee))
    return tuple(steps)


def _tier_reached(line: LineTerms, billable: Fraction) -> Tier | None:
    reached = [tier for tier in line.tiers if tier.quantity_from <= billable]
    return reached[-1] if reached else None


def _total(tier: Tier, quantity: Fraction) -> Fraction:
    return quantity * Fraction(tier.price_unit) + Fraction(tier.flat_fee)


def cliff_notices(line: LineTerms, billable: Fraction) -> tuple[Notice, ...]:
    """Say so where a little more, or a little less, changes the total against sense."""
    tier = _tier_reached(line, billable)
    if tier is None or not billable:
        return ()
    at = line.tiers.index(tier)
    total = _total(tier, billable)
    notices = []
    if at + 1 < len(line.tiers):
        following = line.tiers[at + 1]
        edge = Fraction(following.quantity_from)
        if _total(following, edge) < total:
            notices.append(_notice(line, edge, total, _total(following, edge)))
    if at > 0:
        edge = Fraction(tier.quantity_from)
        if total < _total(line.tiers[at - 1], edge):
            notices.append(_notice(line, edge, _total(line.tiers[at - 1], edge), total))
    return tuple(notices)


def _notice(
    line: LineTerms, edge: Fraction, below: Fraction, above: Fraction
) -> Notice:
    params = {
        "line": line.name,
        "edge": plain(edge),
        "below": plain(below),
        "above": plain(above),
    }
    text = (
        "“{line}”: the volume price changes at {edge}. {below} is due just below it,"
        " {above} from it on."
    )
    return Notice(line.line_id, "volume_cliff", text.format(**params), params)
