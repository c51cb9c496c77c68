"""What a pricing rule gets to see: one line, its usage, and the days to bill."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .prorate import Share, active_part, line_share
from .rates import no_rate, priced_parts
from .result import Refusal
from .terms import ContractTerms, LineTerms, Period, Rate
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
)


@dataclass(slots=True)
class LineUsage:
    """The usage of one line, gathered by the engine."""

    entries: list[TimeEntry] = field(default_factory=list)
    buckets: list[TimeBucket] = field(default_factory=list)
    units: list[UnitUsage] = field(default_factory=list)
    expenses: list[Expense] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    savings: list[Saving] = field(default_factory=list)
    fte_shares: list[FteShare] = field(default_factory=list)
    pool_history: list[PoolPeriod] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LineContext:
    """A line with its usage; ``period`` is None without usage, ``fee_period`` without
    fees (see ``rate_contract``)."""

    terms: ContractTerms
    line: LineTerms
    usage: LineUsage
    period: Period | None
    fee_period: Period | None

    def fee_parts(self, period: Period | None) -> list[tuple[Period, Share, Rate]]:
        """The active part of ``period`` cut by line-wide dated prices.

        Each part comes with its share of the billing period and its rate; parts
        without any running day are left out.
        """
        active = active_part(self.terms, self.line, period) if period else None
        if active is None:
            return []
        parts = []
        for part, rate in priced_parts(self.line, active):
            share = line_share(self.terms, self.line, part)
            if rate is not None and share.days:
                parts.append((part, share, rate))
        return parts

    def fee_gap(self) -> tuple[Refusal, ...]:
        """A refusal if some day of the fee period has no price."""
        period = self.fee_period
        active = active_part(self.terms, self.line, period) if period else None
        if active is None:
            return ()
        gaps = [p for p, rate in priced_parts(self.line, active) if rate is None]
        return tuple(no_rate(self.line, gap.date_from) for gap in gaps[:1])


def keys(*usages: Iterable[TimeEntry | TimeBucket | UnitUsage]) -> tuple[Key, ...]:
    """The keys of some usage, in order."""
    return tuple(piece.key for pieces in usages for piece in pieces)
