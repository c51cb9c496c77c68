"""Arithmetic of service levels: business clock, attainment, credits, samples.

Imports nothing of Odoo; seconds and minutes are whole numbers, money and percentages
are ``Decimal``. The models translate records to these values and write results in bulk.
"""

from .attainment import (
    Attainment,
    Item,
    Judged,
    accuracy,
    attainment,
    in_time,
    judge,
    judge_response,
    judge_turnaround,
    measured,
)
from .clock import BusinessClock, Hold, clock_for, overlapping
from .coverage import staffed_seconds
from .credits import Caps, Credit, Miss, Step, credits_of, fit, step_percent
from .earn_back import EarnBack, earn_back, earned_back_at, streak
from .sampling import AQLS, Plan, SamplingError, aql_plan, draw, percentage_plan
from .schedule import (
    ClockError,
    NoWorkingTime,
    Schedule,
    UnknownTimeZone,
    Window,
    epoch,
    instant,
)

__all__ = [
    "AQLS",
    "Attainment",
    "BusinessClock",
    "Caps",
    "ClockError",
    "Credit",
    "EarnBack",
    "Hold",
    "Item",
    "Judged",
    "Miss",
    "NoWorkingTime",
    "Plan",
    "SamplingError",
    "Schedule",
    "Step",
    "UnknownTimeZone",
    "Window",
    "accuracy",
    "aql_plan",
    "attainment",
    "clock_for",
    "credits_of",
    "draw",
    "earn_back",
    "earned_back_at",
    "epoch",
    "fit",
    "in_time",
    "instant",
    "judge",
    "judge_response",
    "judge_turnaround",
    "measured",
    "overlapping",
    "percentage_plan",
    "staffed_seconds",
    "step_percent",
    "streak",
]
