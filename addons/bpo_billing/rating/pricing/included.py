"""The included quantity of a line in a period, with what rolled in (see ``pool``)."""

from __future__ import annotations

from fractions import Fraction

from ..context import LineContext
from ..money import plain
from ..pool import PoolUse, run_pool
from ..prorate import line_share
from ..terms import Period


def pool_use(context: LineContext, used: Fraction) -> PoolUse:
    """The line's pool after ``used`` of this period, earlier periods replayed."""
    line = context.line
    earlier = [
        (_included(context, past.period), Fraction(past.used))
        for past in sorted(context.usage.pool_history, key=lambda past: past.period)
        if context.period is None or past.period < context.period
    ]
    now = _included(context, context.period) if context.period else Fraction(0)
    return run_pool(line.rollover_periods, [*earlier, (now, used)])[-1]


def _included(context: LineContext, period: Period) -> Fraction:
    """Included quantity of ``period``; a fee prorated brings its share of it only."""
    included = Fraction(context.line.included_quantity)
    if context.line.pricing_model != "fixed":
        return included
    share = line_share(context.terms, context.line, period)
    return included * share.days / share.of


def pool_facts(use: PoolUse) -> dict[str, str]:
    """The pool's numbers, for explanations."""
    return {
        "included": plain(use.included),
        "rolled_in": plain(use.rolled_in),
        "used": plain(use.used),
        "overage": plain(use.overage),
        "left_for_next_period": plain(use.left),
    }
