"""Splitting an entry where surcharges begin and end, in whole minutes.

Every part but the last is cut down to whole minutes and the last takes the rest of
the billable minutes, so the parts always add up (example: 16:58:30 to 17:05:00 at
increment 6 bills 12 minutes, 1 before and 11 after 17:00).
"""

from __future__ import annotations

from .windows import Timeline


def split_minutes(
    timeline: Timeline, start: int, stop: int, billable: int
) -> list[tuple[int, int]]:
    """``(kind, minutes)`` of each part of an entry, in order.

    :param start: epoch second; ``stop`` likewise, after it.
    :param billable: the whole billable minutes of the entry.
    """
    stretches = timeline.stretches(start, stop)
    parts = []
    rest = billable
    for first, last, kind in stretches[:-1]:
        minutes = (last - first) // 60
        parts.append((kind, minutes))
        rest -= minutes
    parts.extend((kind, rest) for _first, _last, kind in stretches[-1:])
    return parts
