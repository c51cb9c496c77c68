"""What was done: approved time, accepted units, bills, milestones, assignments.

Each piece of usage carries an opaque ``key``. The core returns the keys in
``Charge.sources``: exactly one charge per key, so that the shell can link every
source to one statement line. For time grouped in SQL the key is the group (for
example ``(line_id, employee_id, job_id, segment)``), never half a million ids.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from .terms import ZERO, Period

Key = Hashable


@dataclass(frozen=True, slots=True)
class TimeEntry:
    """One approved entry, for lines that have surcharges (see ``needs_entries``).

    ``start`` and ``stop`` are aware datetimes; fractions of a second are cut off and
    the elapsed time between them counts. Without them ``minutes`` counts, on ``day``,
    and no surcharge applies. ``day`` is the local day, in the contract's tz, of start.
    """

    key: Key
    line_id: int
    day: date
    employee_id: int | None = None
    job_id: int | None = None
    start: datetime | None = None
    stop: datetime | None = None
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class TimeBucket:
    """Entries of one line, employee, role and rate segment, summed in SQL.

    ``day`` is any day of the segment (``rate_segments``). ``billable_minutes`` is the
    sum of ``billable_minutes(seconds, increment, minimum)`` of each entry, in SQL:
    ``GREATEST(CEIL(seconds / 60.0 / increment) * increment, minimum)``, 0 for 0 s.
    ``actual_minutes`` is the sum of the seconds over 60, rounded half up.
    ``has_negative`` tells that an entry stops before it starts; it is refused.
    """

    key: Key
    line_id: int
    day: date
    actual_minutes: int
    billable_minutes: int
    employee_id: int | None = None
    job_id: int | None = None
    count: int = 1
    has_negative: bool = False


@dataclass(frozen=True, slots=True)
class UnitUsage:
    """Accepted units of a line, one source or a group summed in SQL.

    ``quantity`` is what was accepted (``accepted_quantity``), in the line's unit and
    unrounded (a transcription line is characters / 65); ``measured`` what was
    delivered, shown beside it. ``day`` is the local day of acceptance, or, for a
    group, any day of its rate segment.
    """

    key: Key
    line_id: int
    day: date
    quantity: Decimal
    measured: Decimal | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Expense:
    """A vendor bill line passed through; ``amount`` in the contract's currency."""

    key: Key
    line_id: int
    day: date
    amount: Decimal
    name: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone reached on ``day``; without ``amount`` the line's price counts."""

    key: Key
    line_id: int
    day: date
    name: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Saving:
    """A measured cost, for lines with ``gain_share``: the client saved base - it."""

    key: Key
    line_id: int
    day: date
    measured: Decimal
    name: str = ""


@dataclass(frozen=True, slots=True)
class FteShare:
    """An agent assigned to an ``fte`` line at ``allocation_percent``, by days."""

    line_id: int
    allocation_percent: Decimal = Decimal(100)
    date_from: date | None = None
    date_to: date | None = None
    employee_id: int | None = None
    job_id: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class PoolPeriod:
    """What an earlier period used of a line's included quantity (for roll-over).

    ``used`` in the line's ``pool_unit`` (hours as Decimal, or units). The shell
    passes every earlier period of the line; a missing one counts as unused.
    """

    line_id: int
    period: Period
    used: Decimal


@dataclass(frozen=True, slots=True)
class Usage:
    """All usage of one contract in one period. Order never matters.

    ``billed_before`` is what other statements charged already for this very period
    (fees billed in advance); it counts towards the minimum commitment.
    """

    entries: Sequence[TimeEntry] = ()
    buckets: Sequence[TimeBucket] = ()
    units: Sequence[UnitUsage] = ()
    expenses: Sequence[Expense] = ()
    milestones: Sequence[Milestone] = ()
    savings: Sequence[Saving] = ()
    fte_shares: Sequence[FteShare] = ()
    pool_history: Sequence[PoolPeriod] = field(default=())
    billed_before: Decimal = ZERO
