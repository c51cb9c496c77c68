"""How many units are billed: accepted, less included, at least the minimum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..context import LineContext
from ..money import plain
from ..pool import PoolUse
from ..prorate import active_part
from .included import pool_facts, pool_use

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Measured:
    """Units of a line in a period; ``billable`` is ``counted`` plus ``shortfall``."""

    accepted: Fraction
    delivered: Fraction
    counted: Fraction
    shortfall: Fraction
    pool: PoolUse
    minimum_day: date | None
    minimum: Fraction

    @property
    def billable(self) -> Fraction:
        """What price, tiers and packages count."""
        return self.counted + self.shortfall

    @property
    def facts(self) -> dict[str, str]:
        """The measurements, for explanations."""
        facts = {
            "measured": plain(self.accepted),
            "delivered": plain(self.delivered),
            "billable": plain(self.billable),
        }
        if self.pool.available:
            facts |= pool_facts(self.pool)
        if self.shortfall:
            facts["minimum_quantity"] = plain(self.minimum)
        return facts


def measure_units(context: LineContext) -> Measured | None:
    """The units to bill, or None where there is nothing to say.

    The minimum quantity holds in every period in which the line runs at all.
    """
    units, line = context.usage.units, context.line
    accepted = sum((Fraction(unit.quantity) for unit in units), NOTHING)
    delivered = sum(
        (Fraction(u.quantity if u.measured is None else u.measured) for u in units),
        NOTHING,
    )
    period = context.period
    runs = active_part(context.terms, line, period) if period else None
    minimum = Fraction(line.minimum_quantity) if runs else NOTHING
    if not units and not minimum:
        return None
    pool = pool_use(context, accepted)
    return Measured(
        accepted=accepted,
        delivered=delivered,
        counted=pool.overage,
        shortfall=max(minimum - pool.overage, NOTHING),
        pool=pool,
        minimum_day=runs.date_to if runs else None,
        minimum=minimum,
    )
