"""Units: included first, then the minimum, then the price or the tiers.

Accepted units only; quantities are never rounded before the line (example: 13,000 +
6,501 characters are 300.0153... lines of 65 at 0.09: 27.00). Tiers and packages count
the billable units, that is what is left after the included ones (example: 1,700 with
500 included, 0.20 to 1,000 and 0.15 above: 230.00).
"""

from __future__ import annotations

from ..context import LineContext
from ..result import LineResult
from .flat import rate_flat
from .measure import measure_units
from .tiered import rate_tiered


def rate_unit(context: LineContext) -> LineResult:
    """One ``unit`` charge per price (flat), or one for all tiers or packages."""
    measured = measure_units(context)
    if measured is None:
        return LineResult()
    if context.line.tier_mode == "none":
        return rate_flat(context, measured)
    return rate_tiered(context, measured)
