"""What was agreed: the frozen terms of one contract, as the rating core reads them.

Money and quantities are ``Decimal``, times of day are hours as ``Decimal`` or float
(``17.5`` is 17:30), days are ``date``, and every period is *inclusive* on both ends,
as it is printed on a statement. Identifiers (``line_id``, ``rate_id``...) are opaque
to the core: it only compares and returns them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

PricingModel = Literal[
    "time", "unit", "fixed", "fte", "baseline", "milestone", "passthrough"
]
Frequency = Literal["weekly", "monthly", "quarterly"]
TierMode = Literal["none", "graduated", "volume", "package"]

ZERO = Decimal(0)
ONE_DAY = timedelta(days=1)
WORKING_WEEK = frozenset({0, 1, 2, 3, 4})


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from ``date_from`` to ``date_to``, both included."""

    date_from: date
    date_to: date

    @property
    def days(self) -> int:
        """Number of calendar days; never negative."""
        return max(0, (self.date_to - self.date_from).days + 1)

    def __contains__(self, day: date) -> bool:
        return self.date_from <= day <= self.date_to

    def overlap(self, first: date | None, last: date | None) -> Period | None:
        """Part between ``first`` and ``last`` (open where None), or None if empty."""
        start = max(self.date_from, first) if first else self.date_from
        end = min(self.date_to, last) if last else self.date_to
        return Period(start, end) if start <= end else None

    def each_day(self) -> list[date]:
        """Every day of the period in order."""
        return [self.date_from + ONE_DAY * offset for offset in range(self.days)]


@dataclass(frozen=True, slots=True)
class Tier:
    """A price step that begins *after* ``quantity_from`` units (volume: from it on).

    Graduated: the units above ``quantity_from``, up to the next tier, cost
    ``price_unit`` each, plus ``flat_fee`` once as soon as the tier is entered.
    Volume: all units cost ``price_unit`` of the tier reached, plus its ``flat_fee``;
    a tier is reached at exactly ``quantity_from`` units.
    """

    quantity_from: Decimal
    price_unit: Decimal
    flat_fee: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Rate:
    """A dated price of a line: for one employee, one role (job), or the whole line."""

    price_unit: Decimal
    date_start: date | None = None
    date_end: date | None = None
    employee_id: int | None = None
    job_id: int | None = None
    rate_id: int | None = None
    name: str = ""

    def is_on(self, day: date) -> bool:
        """Is the rate in force on ``day``?"""
        if self.date_start is not None and day < self.date_start:
            return False
        return self.date_end is None or day <= self.date_end


@dataclass(frozen=True, slots=True)
class Surcharge:
    """A window of the week in which time costs ``percent`` more.

    ``weekday_mask`` holds digits, 0 = Monday. ``hour_to`` up to 24; an ``hour_to``
    at or below ``hour_from`` runs on into the following day. With ``on_holidays``
    a public holiday counts like the weekdays of the mask. ``clock`` says whose wall
    clock and whose holidays are read. Of several windows the first in the tuple
    ``LineTerms.surcharges`` counts, so the shell passes them ordered by sequence.
    """

    name: str
    percent: Decimal
    weekday_mask: str = "0123456"
    hour_from: float = 0.0
    hour_to: float = 24.0
    on_holidays: bool = False
    clock: Literal["client", "agent"] = "client"
    surcharge_id: int | None = None


@dataclass(frozen=True, slots=True)
class GainShare:
    """A share in a measured saving: ``percent`` of (base - measured), up to ``cap``."""

    base: Decimal
    percent: Decimal
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LineTerms:
    """One service line. The names are those of ``bpo.contract.line``.

    ``price_unit`` is per hour (time), per unit or package (unit), per billing period
    (fixed, baseline), per full-time agent and billing period (fte), or per milestone.
    It holds where no dated rate of ``rates`` says otherwise. ``pool_unit`` tells what
    the included quantity of a ``fixed`` line is counted in: hours of its approved
    time, or units of its accepted work. ``unit`` is only shown (``record``, ``hour``).
    """

    line_id: int
    name: str
    pricing_model: PricingModel
    price_unit: Decimal = ZERO
    unit: str = ""
    date_start: date | None = None
    date_end: date | None = None
    rates: tuple[Rate, ...] = ()
    # time
    billing_increment: int = 1
    minimum_minutes: int = 0
    surcharges: tuple[Surcharge, ...] = ()
    # unit and retainer
    included_quantity: Decimal = ZERO
    rollover_periods: int = 0
    overage_price: Decimal = ZERO
    pool_unit: Literal["hours", "units"] = "hours"
    tier_mode: TierMode = "none"
    tiers: tuple[Tier, ...] = ()
    package_size: Decimal = ZERO
    minimum_quantity: Decimal = ZERO
    # baseline
    baseline_quantity: Decimal = ZERO
    deadband_percent: Decimal = ZERO
    arc_price: Decimal = ZERO
    rrc_price: Decimal = ZERO
    arc_from: Literal["band", "baseline"] = "band"
    # passthrough, milestone
    markup_percent: Decimal = ZERO
    gain_share: GainShare | None = None
    # fixed and fte
    prorate_by: Literal["calendar_days", "working_days"] = "calendar_days"
    fte_basis: Literal["assignment", "hours"] = "assignment"
    fte_hours: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class AgentClock:
    """An agent's own wall clock and public holidays, for surcharges of clock agent."""

    tz: str
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """One contract with its lines; everything in the contract's currency.

    ``rounding`` is the smallest amount of the currency. ``holidays`` are the client's
    public holidays. ``suspensions`` are the periods in which fees rest. ``agents``
    gives the clock of each employee (by id) and may be left empty where no surcharge
    reads the agent's clock: the contract's ``tz`` then stands in.
    """

    lines: tuple[LineTerms, ...]
    tz: str = "UTC"
    rounding: Decimal = Decimal("0.01")
    billing_frequency: Frequency = "monthly"
    date_start: date | None = None
    date_end: date | None = None
    minimum_commitment: Decimal = ZERO
    working_weekdays: frozenset[int] = WORKING_WEEK
    holidays: frozenset[date] = frozenset()
    suspensions: tuple[Period, ...] = ()
    agents: Mapping[int, AgentClock] = field(default_factory=dict)
