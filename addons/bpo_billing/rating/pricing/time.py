"""Time: one charge per rate, one per surcharge kind, each rounded once.

Example: 10.00 per hour, Mon-Fri 17-22 +15 %. Monday 16:00 to 19:10 at increment 15
bills 195 minutes: 32.50, and for 135 of them 3.38 (3.375 rounded half up).
Three entries of 20 minutes at 10.00 are 60 minutes: 10.00, not 3 x 3.33.
"""

from __future__ import annotations

from decimal import Decimal

from ..context import LineContext
from ..explain import Draft, Step
from ..money import MINUTES_PER_HOUR, hours, plain
from ..rates import rate_name, rate_order
from ..result import Charge, LineResult
from ..tally import RateTally, tally_time
from ..terms import Rate, Surcharge
from ..windows import surcharge_kinds

PERCENT_OF_HOUR = 100 * MINUTES_PER_HOUR


def rate_time(context: LineContext) -> LineResult:
    """Charges of kind ``time`` (with the sources) and ``surcharge`` (without)."""
    usage = context.usage
    tally = tally_time(context.terms, context.line, usage.entries, usage.buckets)
    rates = sorted(tally.rates.items(), key=lambda item: rate_order(item[0]))
    charges = [_time_charge(context, rate, at) for rate, at in rates]
    for index, kind in enumerate(surcharge_kinds(context.line)):
        steps = tuple(
            _surcharge_step(rate, at.surcharged[index], kind)
            for rate, at in rates
            if at.surcharged.get(index)
        )
        if steps:
            charges.append(_surcharge_charge(context, kind, steps))
    return LineResult(tuple(charges), tuple(tally.refusals.values()))


def _time_charge(context: LineContext, rate: Rate, at: RateTally) -> Charge:
    facts = {
        "entries": str(at.count),
        "actual_minutes": str(at.actual),
        "billable_minutes": str(at.billable),
    }
    if at.unsplit and context.line.surcharges:
        facts["minutes_without_start"] = str(at.unsplit)
    step = Step(
        f"{at.billable} min at {plain(rate.price_unit)} per hour",
        at.billable,
        "minute",
        rate.price_unit,
        denominator=MINUTES_PER_HOUR,
    )
    return Draft(
        line_id=context.line.line_id,
        kind="time",
        name=rate_name(context.line, rate),
        steps=(step,),
        quantity=hours(at.billable),
        unit="hour",
        price_unit=rate.price_unit,
        facts=facts,
        sources=at.keys,
        actual_minutes=at.actual,
        billable_minutes=at.billable,
        rate_id=rate.rate_id,
    ).charge(context.terms.rounding)


def _surcharge_step(rate: Rate, minutes: int, kind: Surcharge) -> Step:
    percent = plain(kind.percent)
    return Step(
        f"{minutes} min at {percent} % of {plain(rate.price_unit)} per hour",
        minutes,
        "minute",
        rate.price_unit,
        kind.percent,
        PERCENT_OF_HOUR,
    )


def _surcharge_charge(
    context: LineContext, kind: Surcharge, steps: tuple[Step, ...]
) -> Charge:
    minutes = int(sum(step.quantity for step in steps))
    prices = {step.rate for step in steps}
    price = prices.pop() * kind.percent / Decimal(100) if len(prices) == 1 else None
    return Draft(
        line_id=context.line.line_id,
        kind="surcharge",
        name=f"{context.line.name}, {kind.name} ({plain(kind.percent)} %)",
        steps=steps,
        quantity=hours(minutes),
        unit="hour",
        price_unit=price,
        facts={"billable_minutes": str(minutes)},
        billable_minutes=minutes,
        surcharge_id=kind.surcharge_id,
    ).charge(context.terms.rounding)
