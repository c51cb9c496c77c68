"""Every value type of the rating core in one place to import from.

``terms`` holds what was agreed, ``usage`` what was done, ``result`` what it costs.
"""

from .result import (
    Charge,
    ChargeKind,
    Explanation,
    LineResult,
    Notice,
    RatingResult,
    Refusal,
)
from .terms import (
    AgentClock,
    ContractTerms,
    Frequency,
    GainShare,
    LineTerms,
    Period,
    PricingModel,
    Rate,
    Surcharge,
    Tier,
    TierMode,
)
from .usage import (
    Expense,
    FteShare,
    Key,
    Milestone,
    PoolPeriod,
    Saving,
    TimeBucket,
    TimeEntry,
    UnitUsage,
    Usage,
)

__all__ = [
    "AgentClock",
    "Charge",
    "ChargeKind",
    "ContractTerms",
    "Expense",
    "Explanation",
    "Frequency",
    "FteShare",
    "GainShare",
    "Key",
    "LineResult",
    "LineTerms",
    "Milestone",
    "Notice",
    "Period",
    "PoolPeriod",
    "PricingModel",
    "Rate",
    "RatingResult",
    "Refusal",
    "Saving",
    "Surcharge",
    "Tier",
    "TierMode",
    "TimeBucket",
    "TimeEntry",
    "UnitUsage",
    "Usage",
]
