"""One module per pricing rule; ``RULES`` finds it by ``pricing_model``.

A rule takes a ``LineContext`` and returns a ``LineResult``. It adds nothing up across
lines (``minimum`` does) and rounds nothing but its charges, once each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..context import LineContext
from ..result import LineResult
from ..terms import PricingModel
from .baseline import rate_baseline
from .fixed import rate_fixed
from .fte import rate_fte
from .milestone import rate_milestone
from .passthrough import rate_passthrough
from .time import rate_time
from .unit import rate_unit

RULES: Mapping[PricingModel, Callable[[LineContext], LineResult]] = {
    "time": rate_time,
    "unit": rate_unit,
    "fixed": rate_fixed,
    "fte": rate_fte,
    "baseline": rate_baseline,
    "milestone": rate_milestone,
    "passthrough": rate_passthrough,
}
