"""Wall times of a time zone to UTC, also on the days the clocks change.

Policy. A wall time with an offset of its own is taken as it is. One that the zone
skips (the hour lost in spring) is refused. One that occurs twice (the hour repeated in
autumn) is taken as the first, unless something says it is the second:

1. the row's own duration in seconds fits another choice of first and second better;
2. read as the first it would lie before what the same agent did in the row above;
3. the stop would lie before its start.

Example: on 30 October 2011 in Amsterdam 02:15 occurs at 00:15 and at 01:15 UTC. A row
02:50 to 02:10 of 1,200 seconds ran from 00:50 to 01:10 UTC.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

# How far a given duration may lie beside the difference of times cut to the second.
SECONDS_TOLERANCE = 2
_ONE_HOUR = timedelta(hours=1)


class SkippedTime(ValueError):
    """The wall time does not exist: the clocks were put forward over it."""


@dataclass
class WallClock:
    """Converts wall times of one zone, remembering the offset of each hour seen.

    :param zone: the zone of times that carry no offset
    """

    zone: ZoneInfo
    _offsets: dict[datetime, timedelta | None] = field(default_factory=dict)

    def readings(self, moment: datetime) -> tuple[datetime, ...]:
        """All instants (naive UTC, earliest first) a moment may mean: one or two.

        :raise SkippedTime: there is none
        """
        if moment.tzinfo is not None:
            return (moment.astimezone(timezone.utc).replace(tzinfo=None),)
        hour = moment.replace(minute=0, second=0, microsecond=0)
        offset = self._offsets.get(hour, self)
        if offset is self:
            offset = self._offsets[hour] = self._steady_offset(hour)
        if offset is not None:
            return (moment - offset,)
        return self._uneasy_readings(moment)

    def _steady_offset(self, hour: datetime) -> timedelta | None:
        """The hour's offset, or None where it changes within, before or after."""
        offsets = {
            (hour + shift).replace(tzinfo=self.zone, fold=fold).utcoffset()
            for shift in (-_ONE_HOUR, timedelta(0), _ONE_HOUR, 2 * _ONE_HOUR)
            for fold in (0, 1)
        }
        return offsets.pop() if len(offsets) == 1 else None

    def _uneasy_readings(self, moment: datetime) -> tuple[datetime, ...]:
        found = set()
        for fold in (0, 1):
            local = moment.replace(tzinfo=self.zone, fold=fold)
            instant = local.astimezone(timezone.utc)
            if instant.astimezone(self.zone).replace(tzinfo=None) == moment:
                found.add(instant.replace(tzinfo=None))
        if not found:
            raise SkippedTime(moment)
        return tuple(sorted(found))

    def interval(
        self,
        start: datetime,
        stop: datetime,
        *,
        seconds: int | None = None,
        after: datetime | None = None,
    ) -> tuple[datetime, datetime]:
        """The instants of a row's start and stop, chosen by the policy above.

        :param seconds: duration the row itself states
        :param after: start of the same agent's row above, naive UTC
        :return: naive UTC; the stop lies before the start only where no reading of
            the two helps
        """
        starts, stops = self.readings(start), self.readings(stop)
        if len(starts) == len(stops) == 1:
            return starts[0], stops[0]
        pairs = [(begin, end) for begin in starts for end in stops]

        def rank(pair: tuple[datetime, datetime]) -> tuple:
            begin, end = pair
            misfit = 0
            if seconds is not None:
                off = abs((end - begin).total_seconds() - seconds)
                misfit = off > SECONDS_TOLERANCE
            backwards = bool(after and begin < after <= starts[-1])
            return misfit, end < begin, backwards, begin, end

        return min(pairs, key=rank)

    def local(self, instant: datetime) -> datetime:
        """A naive UTC instant as naive wall time of the zone."""
        aware = instant.replace(tzinfo=timezone.utc).astimezone(self.zone)
        return aware.replace(tzinfo=None, fold=0)

    def iso(self, instant: datetime) -> str:
        """A naive UTC instant as ISO text of the zone, with its offset."""
        return instant.replace(tzinfo=timezone.utc).astimezone(self.zone).isoformat()
