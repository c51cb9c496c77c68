"""A believable quarter of back-office work, made up the same way every time.

Pure Python: given the first day, the last day and a few rosters, yields the shifts
and the work items that a small provider would have recorded. No Odoo in here; the
demo loader translates the result into timesheets and work items.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

UTC = ZoneInfo("UTC")
# What comes in from this hour on, local, partly stays for the next working morning.
AFTERNOON = 14
LEFT_OVER = 0.6


@dataclass(frozen=True)
class Roster:
    """Where an agent spends an ordinary day.

    :param agent: key of the agent
    :param tz: the agent's time zone, in which ``begin`` is meant
    :param begin: start of the shift, local hour
    :param shares: ``(line key, hours a day)`` in the order of the day
    """

    agent: str
    tz: str
    begin: int
    shares: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Shift:
    """One stretch of work of one agent on one service line, in UTC."""

    agent: str
    line: str
    start: datetime
    stop: datetime


@dataclass(frozen=True)
class Intake:
    """How much of a countable service arrives and how fast it is returned.

    :param line: key of the service line
    :param tz: the client's time zone
    :param per_day: items on an average working day
    :param quantity: smallest and largest quantity of one item
    :param hours: usual clock hours from receipt to delivery
    :param late: share of items that take three times as long
    """

    line: str
    tz: str
    per_day: int
    quantity: tuple[int, int]
    hours: float
    late: float = 0.05


@dataclass(frozen=True)
class Item:
    """One work item; ``delivered_at`` is ``None`` while it is still open. UTC."""

    line: str
    reference: str
    quantity: int
    received_at: datetime
    delivered_at: datetime | None
    error: bool


def working_days(first: date, last: date) -> Iterator[date]:
    """Monday to Friday from ``first`` to ``last``, both included."""
    day = first
    while day <= last:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


def next_working_day(day: date) -> date:
    """The first Monday to Friday after a day."""
    return next(working_days(day + timedelta(days=1), day + timedelta(days=7)))


def shifts(rosters: tuple[Roster, ...], first: date, last: date) -> Iterator[Shift]:
    """The working days of every roster, with human irregularity.

    Shifts of one agent follow each other and never overlap.
    """
    for roster in rosters:
        rng = random.Random(f"shift {roster.agent} {first}")
        for day in working_days(first, last):
            if rng.random() < 0.04:
                continue  # a day off
            yield from _one_day(roster, day, rng)


def _one_day(roster: Roster, day: date, rng: random.Random) -> Iterator[Shift]:
    zone = ZoneInfo(roster.tz)
    now = datetime.combine(day, time(roster.begin), zone).astimezone(UTC)
    now += timedelta(minutes=rng.randint(-6, 14))
    for line, hours in roster.shares:
        minutes = max(15, round(hours * 60 * rng.uniform(0.85, 1.15)))
        stop = now + timedelta(minutes=minutes)
        yield Shift(roster.agent, line, now, stop)
        now = stop + timedelta(minutes=rng.choice((0, 5, 10, 30)))


def items(intakes: tuple[Intake, ...], first: date, now: datetime) -> Iterator[Item]:
    """The countable work that arrived from ``first`` until ``now`` (UTC).

    What is not returned by now is still open.
    """
    for intake in intakes:
        rng = random.Random(f"item {intake.line} {first}")
        zone = ZoneInfo(intake.tz)
        number = 0
        for day in working_days(first, now.date()):
            for _nth in range(round(intake.per_day * rng.uniform(0.8, 1.2))):
                number += 1
                item = _one_item(intake, zone, day, number, now, rng)
                if item.received_at <= now:
                    yield item


def _one_item(
    intake: Intake,
    zone: ZoneInfo,
    day: date,
    number: int,
    now: datetime,
    rng: random.Random,
) -> Item:
    received = datetime.combine(day, time(8), zone).astimezone(UTC)
    received += timedelta(minutes=rng.randint(0, 8 * 60))
    slow = 3.0 if rng.random() < intake.late else 1.0
    delivered = received + timedelta(hours=intake.hours * slow * rng.uniform(0.4, 1))
    overnight = rng.random()
    if received.astimezone(zone).hour >= AFTERNOON and overnight < LEFT_OVER:
        morning = datetime.combine(next_working_day(day), time(8), zone)
        delivered = morning.astimezone(UTC) + timedelta(minutes=60 * overnight)
    return Item(
        line=intake.line,
        reference=f"{intake.line.upper()[:4]}-{day:%y%m}-{number:05d}",
        quantity=rng.randint(*intake.quantity),
        received_at=received.replace(microsecond=0),
        delivered_at=delivered.replace(microsecond=0) if delivered <= now else None,
        error=rng.random() < 0.015,
    )
