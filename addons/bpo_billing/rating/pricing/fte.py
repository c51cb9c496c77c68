"""Full-time equivalents: by assignment and days, or by approved hours.

Examples: two agents, one at 50 %, a full month at 3,200: 4,800.00. One agent on 21 of
23 working days at 100,000: 91,304.35. By hours: 312 h of 160 h at 3,200: 6,240.00.
"""

from __future__ import annotations

from fractions import Fraction

from ..context import LineContext, keys
from ..explain import Draft, Step
from ..money import MINUTES_PER_HOUR, hours, plain
from ..prorate import active_part, line_share
from ..rates import base_rate, no_rate, priced_parts, rate_name, rate_order
from ..result import Charge, LineResult, Refusal
from ..tally import tally_time
from ..terms import Rate
from ..usage import FteShare, Key


def rate_fte(context: LineContext) -> LineResult:
    """One ``fte`` charge per rate."""
    if context.line.fte_basis == "hours":
        return _by_hours(context)
    return _by_assignment(context)


def _by_hours(context: LineContext) -> LineResult:
    line, usage = context.line, context.usage
    tally = tally_time(context.terms, line, usage.entries, usage.buckets)
    contractual = Fraction(line.fte_hours) * MINUTES_PER_HOUR
    charges = []
    for rate, at in sorted(tally.rates.items(), key=lambda item: rate_order(item[0])):
        label = f"{plain(hours(at.billable))} h of {plain(line.fte_hours)} h per FTE"
        step = Step(label, at.billable / contractual, "FTE", rate.price_unit)
        draft = Draft(
            line_id=line.line_id,
            kind="fte",
            name=rate_name(line, rate),
            steps=(step,),
            quantity=step.quantity,
            unit="FTE",
            price_unit=rate.price_unit,
            facts={
                "actual_minutes": str(at.actual),
                "billable_minutes": str(at.billable),
                "fte_hours": plain(line.fte_hours),
            },
            sources=at.keys,
            actual_minutes=at.actual,
            billable_minutes=at.billable,
            rate_id=rate.rate_id,
        )
        charges.append(draft.charge(context.terms.rounding))
    return LineResult(tuple(charges), tuple(tally.refusals.values()))


def _by_assignment(context: LineContext) -> LineResult:
    steps: dict[Rate, list[Step]] = {}
    refusals: dict[str, Refusal] = {}
    for share in sorted(context.usage.fte_shares, key=_share_order):
        refusal = _add_share(context, share, steps)
        if refusal:
            refusals.setdefault(refusal.code, refusal)
    covered = keys(context.usage.entries, context.usage.buckets)
    charges = []
    for rate in sorted(steps, key=rate_order):
        charges.append(_assignment_charge(context, rate, steps[rate], covered))
        covered = ()
    if covered and not charges:
        # nothing assigned, or billed elsewhere, yet this time must be settled once
        charges.append(
            _assignment_charge(context, base_rate(context.line), [], covered)
        )
    return LineResult(tuple(charges), tuple(refusals.values()))


def _share_order(share: FteShare) -> tuple[str, ...]:
    return tuple(
        str(value)
        for value in (
            share.date_from,
            share.date_to,
            share.employee_id,
            share.job_id,
            share.allocation_percent,
        )
    )


def _add_share(
    context: LineContext, share: FteShare, steps: dict[Rate, list[Step]]
) -> Refusal | None:
    """Add the steps of one assignment, one per price during it."""
    terms, line, period = context.terms, context.line, context.fee_period
    active = active_part(terms, line, period) if period else None
    active = active.overlap(share.date_from, share.date_to) if active else None
    if active is None:
        return None
    parts = priced_parts(line, active, share.employee_id, share.job_id)
    for part, rate in parts:
        days = line_share(terms, line, part)
        if not days.days:
            continue
        if rate is None:
            return no_rate(line, part.date_from)
        label = f"{plain(share.allocation_percent)} %, {days.label}"
        allocation = Fraction(share.allocation_percent) / 100
        step = Step(label, allocation, "FTE", rate.price_unit, days.days, days.of)
        steps.setdefault(rate, []).append(step)
    return None


def _assignment_charge(
    context: LineContext, rate: Rate, steps: list[Step], covered: tuple[Key, ...]
) -> Charge:
    shares = (
        Fraction(s.quantity) * Fraction(s.numerator) / s.denominator for s in steps
    )
    return Draft(
        line_id=context.line.line_id,
        kind="fte",
        name=rate_name(context.line, rate),
        steps=tuple(steps),
        quantity=sum(shares, Fraction(0)),
        unit="FTE",
        price_unit=rate.price_unit,
        facts={"assignments": str(len(steps))},
        sources=covered,
        rate_id=rate.rate_id,
    ).charge(context.terms.rounding)
