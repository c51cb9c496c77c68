"""Adding up time: whole minutes per rate and per surcharge kind, in one pass.

The loop over entries is the only hot place of the core. Rates are looked up once per
(employee, role, day), timelines built once per agent clock, and an entry that no
window touches costs one binary search.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .minutes import billable_minutes, entry_seconds, epoch, rounded_minutes
from .rates import find_rate, no_rate
from .result import Refusal
from .split import split_minutes
from .terms import AgentClock, ContractTerms, LineTerms, Period, Rate
from .usage import Key, TimeBucket, TimeEntry
from .windows import NO_SURCHARGE, Timeline, build_timeline


@dataclass(slots=True)
class RateTally:
    """Time at one rate. ``unsplit`` minutes had no start and carry no surcharge."""

    seconds: int = 0
    billable: int = 0
    unsplit: int = 0
    count: int = 0
    surcharged: dict[int, int] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)

    @property
    def actual(self) -> int:
        """Actual minutes, rounded half up from the summed seconds."""
        return rounded_minutes(self.seconds)


@dataclass(slots=True)
class Tally:
    """The time of one line, by rate, with the first refusal of each sort."""

    rates: dict[Rate, RateTally] = field(default_factory=dict)
    refusals: dict[str, Refusal] = field(default_factory=dict)

    def at(self, rate: Rate) -> RateTally:
        """The tally of ``rate``, empty at first."""
        found = self.rates.get(rate)
        if found is None:
            found = self.rates[rate] = RateTally()
        return found


def tally_time(
    terms: ContractTerms,
    line: LineTerms,
    entries: Sequence[TimeEntry],
    buckets: Sequence[TimeBucket],
) -> Tally:
    """Add up entries and buckets of ``line``; what cannot be rated is refused."""
    tally = Tally()
    if entries:
        _EntryLoop(terms, line, entries, tally).run()
    for bucket in buckets:
        rate = find_rate(line, bucket.day, bucket.employee_id, bucket.job_id)
        if rate is None:
            tally.refusals.setdefault("no_rate", no_rate(line, bucket.day))
            continue
        if bucket.has_negative:
            refusal = negative_time(line, bucket.day)
            tally.refusals.setdefault("negative_time", refusal)
            continue
        at = tally.at(rate)
        at.seconds += bucket.actual_minutes * 60
        at.billable += bucket.billable_minutes
        at.count += bucket.count
        at.keys.append(bucket.key)
    return tally


def bucket_entries(
    terms: ContractTerms, line: LineTerms, entries: Sequence[TimeEntry]
) -> tuple[TimeBucket, ...]:
    """Reference for the SQL grouping: one bucket per employee, role and rate.

    For a line without surcharges ``rate_contract`` gives the same charges for the
    entries and for these buckets, but for the sources and for actual minutes, which
    are rounded once per bucket.
    """
    groups: dict[Key, list[TimeEntry]] = {}
    for entry in entries:
        rate = find_rate(line, entry.day, entry.employee_id, entry.job_id)
        groups.setdefault((entry.employee_id, entry.job_id, rate), []).append(entry)
    made = []
    for group in groups.values():
        tally = tally_time(terms, line, group, ())
        first = group[0]
        key = (line.line_id, first.employee_id, first.job_id, first.day)
        made.append(
            TimeBucket(
                key=key,
                line_id=line.line_id,
                day=first.day,
                actual_minutes=sum(rate.actual for rate in tally.rates.values()),
                billable_minutes=sum(rate.billable for rate in tally.rates.values()),
                employee_id=first.employee_id,
                job_id=first.job_id,
                count=len(group),
            )
        )
    return tuple(made)


def negative_time(line: LineTerms, day: date) -> Refusal:
    """Time that stops before it starts; of a sum ``day`` is the first one."""
    return Refusal(
        line.line_id,
        "negative_time",
        f"An entry of “{line.name}” on or after {day} lasts less than nothing: correct"
        " its start and end, or its duration.",
        {"line": line.name, "day": str(day)},
    )


class _EntryLoop:
    """One pass over the entries of a line."""

    def __init__(
        self,
        terms: ContractTerms,
        line: LineTerms,
        entries: Sequence[TimeEntry],
        tally: Tally,
    ) -> None:
        self.terms, self.line, self.entries, self.tally = terms, line, entries, tally
        days = [entry.day for entry in entries]
        self.days = Period(min(days), max(days))
        self.by_agent: dict[int | None, Timeline] = {}
        self.by_clock: dict[AgentClock | None, Timeline] = {}
        self.reads_agents = any(s.clock == "agent" for s in line.surcharges)

    def run(self) -> None:
        """Tally every entry."""
        increment, minimum = self.line.billing_increment, self.line.minimum_minutes
        add_surcharges = bool(self.line.surcharges)
        tallies: dict[tuple[int | None, int | None, date], RateTally | None] = {}
        for entry in self.entries:
            group = entry.employee_id, entry.job_id, entry.day
            if group not in tallies:
                tallies[group] = self.tally_of(*group)
            at = tallies[group]
            seconds = entry_seconds(entry)
            if at is None or seconds < 0:
                self.refuse(entry, at)
                continue
            billable = billable_minutes(seconds, increment, minimum)
            at.seconds += seconds
            at.billable += billable
            at.count += 1
            at.keys.append(entry.key)
            if add_surcharges:
                self.add_surcharges(at, entry, seconds, billable)

    def add_surcharges(
        self, at: RateTally, entry: TimeEntry, seconds: int, billable: int
    ) -> None:
        """Add the minutes of an entry that fall into surcharge windows."""
        if entry.start is None or entry.stop is None:
            at.unsplit += billable
            return
        start = epoch(entry.start)
        timeline = self.timeline(entry.employee_id)
        bounds, surcharged = timeline.bounds, at.surcharged
        index = bisect_right(bounds, start)
        # most entries lie in one stretch: no list, no split
        if index == len(bounds) or start + seconds <= bounds[index]:
            kind = timeline.kinds[index - 1] if index else NO_SURCHARGE
            if kind != NO_SURCHARGE:
                surcharged[kind] = surcharged.get(kind, 0) + billable
            return
        for kind, minutes in split_minutes(timeline, start, start + seconds, billable):
            if kind != NO_SURCHARGE:
                surcharged[kind] = surcharged.get(kind, 0) + minutes

    def timeline(self, employee_id: int | None) -> Timeline:
        """The timeline of an agent; agents of the same clock share one."""
        found = self.by_agent.get(employee_id)
        if found is None:
            clock = None
            if self.reads_agents and employee_id is not None:
                clock = self.terms.agents.get(employee_id)
            found = self.by_clock.get(clock)
            if found is None:
                found = build_timeline(self.terms, self.line, self.days, clock)
            self.by_clock[clock] = self.by_agent[employee_id] = found
        return found

    def tally_of(
        self, employee_id: int | None, job_id: int | None, day: date
    ) -> RateTally | None:
        """Where time of this agent and day adds up, or None without a rate."""
        rate = find_rate(self.line, day, employee_id, job_id)
        return None if rate is None else self.tally.at(rate)

    def refuse(self, entry: TimeEntry, at: RateTally | None) -> None:
        """Refuse an entry without a rate, or one that stops before it starts."""
        day = entry.day
        if at is None:
            self.tally.refusals.setdefault("no_rate", no_rate(self.line, day))
            return
        self.tally.refusals.setdefault("negative_time", negative_time(self.line, day))
