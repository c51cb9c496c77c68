"""From service levels of contracts to the deadline of one item after the other."""

from datetime import datetime, timedelta
from typing import NamedTuple

import pytz

from ..sla import ClockError, clock_for

# Share of the promised time after which an item is at risk.
AT_RISK = 0.75

_EPOCH = datetime(1970, 1, 1)
_CLOSED = ("cancelled",)


class ItemStamps(NamedTuple):
    """What decides about the deadline of an item; UTC seconds or None."""

    key: int
    line_id: int
    priority: str
    received: int
    started: int | None
    delivered: int | None
    state: str
    agreed: int | None = None
    holds: tuple = ()


class Found(NamedTuple):
    """Deadlines of an item in UTC seconds and where it stands."""

    due: int | None = None
    at_risk: int | None = None
    response_due: int | None = None
    met: bool = False
    state: str = "none"


class Promise(NamedTuple):
    """Clock and working seconds of one service level."""

    clock: object
    seconds: int


def to_datetime(seconds):
    """Return UTC seconds as the naive datetime of a field, False for None."""
    if seconds is None:
        return False
    return _EPOCH + timedelta(seconds=seconds)


class Deadlines:
    """Deadlines of items; looks up service levels and clocks once per service.

    :param env: an elevated environment
    :param int now: the present in UTC seconds
    """

    def __init__(self, env, now):
        self.env = env
        self.now = now
        self._promises = {}
        self._changing = {}

    def of(self, item):
        """Return the :class:`Found` of one :class:`ItemStamps`."""
        if item.state in _CLOSED or not item.received:
            return Found()
        turnaround, response = self._get_promises(
            item.line_id, item.priority, self._get_day(item)
        )
        response_due = _deadline(response, item) if response else None
        due = at_risk = item.agreed
        if due is None:
            if turnaround is None:
                return Found(response_due=response_due)
            due = _deadline(turnaround, item)
            at_risk = _deadline(turnaround, item, AT_RISK)
        state = self._get_state(item, due, at_risk)
        return Found(due, at_risk, response_due, state == "met", state)

    def _get_state(self, item, due, at_risk):
        if item.delivered is not None:
            return "met" if due is None or item.delivered <= due else "missed"
        if due is None:
            return "paused"
        if self.now > due:
            return "breached"
        return "at_risk" if self.now >= at_risk else "running"

    def _get_day(self, item):
        """Return the day whose promise counts, None where it never changed.

        What was delivered keeps the promise of its day; open work has today's.
        """
        line_id = item.line_id
        if line_id not in self._changing:
            contract = self.env["bpo.contract.line"].browse(line_id).contract_id
            changes = [
                sla._get_term_changes("threshold_hours") for sla in contract.sla_ids
            ]
            self._changing[line_id] = contract.tz if any(changes) else None
        tz = self._changing[line_id]
        if not tz:
            return None
        now = self.now if item.delivered is None else item.delivered
        return pytz.utc.localize(to_datetime(now)).astimezone(pytz.timezone(tz)).date()

    def _get_promises(self, line_id, priority, day):
        key = (line_id, priority, day)
        found = self._promises.get(key)
        if found is None:
            found = self._promises[key] = (
                self._get_promise(line_id, priority, "turnaround", day),
                self._get_promise(line_id, priority, "response", day),
            )
        return found

    def _get_promise(self, line_id, priority, metric, day):
        """Return the promise that sets an item's deadline, None without one.

        A level for the service comes before one for all, a level for the priority
        before one for any, then the shortest.
        """
        line = self.env["bpo.contract.line"].browse(line_id)
        levels = line.contract_id.sla_ids._bpo_covering(line, priority, metric)
        if not levels:
            return None
        level = min(
            levels,
            key=lambda sla: (
                not sla.line_id,
                not sla.priority,
                sla._bpo_threshold_seconds(day),
            ),
        )
        try:
            clock = clock_for(level._bpo_schedule())
        except ClockError:
            # A level that lost its calendar must not stop the work: its items have no
            # deadline until the service hours are right again.
            return None
        return Promise(clock, level._bpo_threshold_seconds(day))


def _deadline(promise, item, share=1):
    """Return the deadline of an item, None while a hold keeps it open."""
    seconds = round(promise.seconds * share)
    try:
        if item.holds:
            return promise.clock.deadline_without(item.received, seconds, item.holds)
        return promise.clock.deadline(item.received, seconds)
    except ClockError:
        return None
