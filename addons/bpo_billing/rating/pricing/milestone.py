"""Milestones reached, and shares in a measured saving: one charge each.

A milestone costs its own amount, or the line's price on its day. Where the line has a
gain share, every measured cost pays ``percent`` of the saving against the base, at
most the cap; no saving pays nothing.
"""

from __future__ import annotations

from fractions import Fraction

from ..context import LineContext
from ..explain import Draft, Step
from ..money import plain
from ..rates import find_rate, no_rate
from ..result import Charge, LineResult, Refusal
from ..terms import GainShare
from ..usage import Milestone, Saving


def rate_milestone(context: LineContext) -> LineResult:
    """A ``milestone`` charge for each milestone and each measured saving."""
    charges: list[Charge] = []
    refusals: list[Refusal] = []
    order = sorted(context.usage.milestones, key=lambda m: (m.day, m.name, str(m.key)))
    for milestone in order:
        price = milestone.amount
        if price is None:
            rate = find_rate(context.line, milestone.day)
            if rate is None:
                refusals.append(no_rate(context.line, milestone.day))
                continue
            price = rate.price_unit
        step = Step(f"Reached {milestone.day}", 1, "milestone", price)
        charges.append(_charge(context, milestone, (step,)))
    gain = context.line.gain_share
    for saving in sorted(context.usage.savings, key=lambda s: (s.day, str(s.key))):
        if gain is None:
            refusals.append(_no_gain_share(context))
            break
        steps = gain_share_steps(gain, saving)
        charges.append(_charge(context, saving, steps))
    return LineResult(tuple(charges), tuple(refusals))


def gain_share_steps(gain: GainShare, saving: Saving) -> tuple[Step, ...]:
    """``percent`` of (base - measured), and what the cap takes off again.

    Example: base 100,000, measured 80,000, 25 %, cap 4,000: 5,000 less 1,000.
    """
    saved = max(Fraction(gain.base) - Fraction(saving.measured), Fraction(0))
    label = f"{plain(gain.percent)} % of {plain(gain.base)} - {plain(saving.measured)}"
    step = Step(label, saved, "saving", gain.percent, 1, 100)
    if gain.cap is None or step.value <= Fraction(gain.cap):
        return (step,)
    return step, Step(
        f"Above the cap of {plain(gain.cap)}",
        Fraction(gain.cap) - step.value,
        "cap",
        type(gain.cap)(1),
    )


def _charge(
    context: LineContext, source: Milestone | Saving, steps: tuple[Step, ...]
) -> Charge:
    line = context.line
    facts = {"day": str(source.day)}
    if isinstance(source, Saving) and line.gain_share:
        facts["base"] = plain(line.gain_share.base)
        facts["measured"] = plain(source.measured)
    return Draft(
        line_id=line.line_id,
        kind="milestone",
        name=f"{line.name}: {source.name}" if source.name else line.name,
        steps=steps,
        quantity=1,
        unit="milestone",
        facts=facts,
        sources=(source.key,),
    ).charge(context.terms.rounding)


def _no_gain_share(context: LineContext) -> Refusal:
    name = context.line.name
    return Refusal(
        context.line.line_id,
        "no_gain_share",
        f"“{name}” has a measured saving but no gain share: enter its base, percentage"
        " and cap.",
        {"line": name},
    )
