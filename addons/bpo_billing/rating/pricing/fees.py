"""The fixed fee of a billing period, prorated and cut where its price changes.

Example: 10,000 a month from 10 July is 22/31: 7,096.77; to 9 July 9/31: 2,903.23.
Suspended days are not billed. Retainer and baseline lines start from this fee.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ..context import LineContext
from ..explain import Draft, Step
from ..result import Charge
from ..usage import Key


def fee_charge(context: LineContext, sources: Iterable[Key] = ()) -> Charge | None:
    """The ``fixed`` charge of the line, or None where no day of it is billed.

    :param sources: usage the fee covers, linked to it.
    """
    line = context.line
    parts = context.fee_parts(context.fee_period)
    if not parts:
        return None
    steps = tuple(
        Step(
            f"{part.date_from} to {part.date_to}: {share.label}",
            1,
            "period",
            rate.price_unit,
            share.days,
            share.of,
        )
        for part, share, rate in parts
    )
    share_sum = sum((Fraction(s.days, s.of) for _, s, _ in parts), Fraction(0))
    prices = {rate.price_unit for _part, _share, rate in parts}
    return Draft(
        line_id=line.line_id,
        kind="fixed",
        name=line.name,
        steps=steps,
        quantity=share_sum,
        unit="period",
        price_unit=prices.pop() if len(prices) == 1 else None,
        facts={
            "days": str(sum(share.days for _part, share, _rate in parts)),
            "days_of_period": str(parts[0][1].of),
        },
        sources=sources,
        rate_id=parts[0][2].rate_id if len(parts) == 1 else None,
    ).charge(context.terms.rounding)
