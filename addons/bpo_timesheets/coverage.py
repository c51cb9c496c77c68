"""Covered hours: who works when a client's service hours run, free of Odoo.

Agents' hours and service hours come as intervals of instants, whatever zones they were
agreed in, so that following the sun is just counting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HOURS = 24
Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class Hour:
    """One hour of a day in the client's zone.

    :param service: share of it within service hours, 0 to 1
    :param agents: agents at work during the service part, shares counted as parts
    :param names: those agents
    """

    service: float
    agents: float
    names: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """closed, uncovered, partly or covered."""
        if not self.service:
            return "closed"
        if not self.agents:
            return "uncovered"
        return "covered" if self.agents >= 1 else "partly"


@dataclass(frozen=True)
class Worker:
    """An agent's working time.

    :param share: part of the time that belongs to this client, 0 to 1
    """

    name: str
    share: float
    intervals: Sequence[Interval]


def cover_day(
    day: datetime,
    zone: ZoneInfo,
    service: Sequence[Interval],
    workers: Iterable[Worker],
) -> list[Hour]:
    """The 24 wall-clock hours of a day.

    An hour that the clocks skip has no length and is closed; one that they repeat is
    looked at as a whole.

    :param day: naive midnight
    :param service: aware intervals of the client's service hours
    """
    workers = list(workers)
    edges = [
        (day + timedelta(hours=hour)).replace(tzinfo=zone) for hour in range(HOURS + 1)
    ]
    return [
        _cover_hour(edges[hour], edges[hour + 1], service, workers)
        for hour in range(HOURS)
    ]


def _cover_hour(
    start: datetime, stop: datetime, service: Sequence[Interval], workers: list[Worker]
) -> Hour:
    length = stop.timestamp() - start.timestamp()
    if length <= 0:
        return Hour(0.0, 0.0)
    served = [
        part for each in service if (part := _clip(each, start, stop)) is not None
    ]
    seconds = sum(_seconds(part) for part in served)
    if not seconds:
        return Hour(0.0, 0.0)
    agents, names = 0.0, []
    for worker in workers:
        worked = sum(
            _seconds(common)
            for part in served
            for each in worker.intervals
            if (common := _clip(each, *part)) is not None
        )
        if worked:
            agents += worker.share * worked / seconds
            names.append(worker.name)
    return Hour(min(seconds / length, 1.0), round(agents, 4), tuple(names))


def _clip(interval: Interval, start: datetime, stop: datetime) -> Interval | None:
    begin = max(interval[0], start, key=datetime.timestamp)
    end = min(interval[1], stop, key=datetime.timestamp)
    return (begin, end) if begin.timestamp() < end.timestamp() else None


def _seconds(interval: Interval) -> float:
    return interval[1].timestamp() - interval[0].timestamp()
