"""The same agent at the same time: shown, refused, or cut down to what is free."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from .table import Refusal
from .timesheet import TimeReport, TimeRow, row_key

Span = tuple[datetime, datetime]


def free_parts(span: Span, taken: Iterable[Span]) -> Sequence[Span]:
    """What of a span is not yet taken, in order; touching ends take nothing.

    >>> nine, ten, eleven = (datetime(2026, 3, 2, hour) for hour in (9, 10, 11))
    >>> free_parts((nine, eleven), [(nine, ten)]) == [(ten, eleven)]
    True
    >>> free_parts((nine, eleven), [(ten, ten)]) == [(nine, eleven)]
    True
    """
    start, stop = span
    parts = []
    for begin, end in sorted(taken):
        if end <= start or begin >= stop or begin == end:
            continue
        if begin > start:
            parts.append((start, begin))
        start = max(start, end)
    if start < stop:
        parts.append((start, stop))
    return parts


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Spans as few as possible, in order.

    >>> nine, ten, eleven = (datetime(2026, 3, 2, hour) for hour in (9, 10, 11))
    >>> merge_spans([(ten, eleven), (nine, ten)]) == [(nine, eleven)]
    True
    """
    merged: list[Span] = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], stop)
        else:
            merged.append((start, stop))
    return merged


def part_overlaps(
    report: TimeReport, taken: Mapping[int, Iterable[Span]], policy: str
) -> None:
    """Judge the overlaps among a report's rows, and with entries recorded before.

    :param taken: spans recorded before, by employee
    :param policy: show (warn of the row), refuse (it), or split (keep its free parts)
    """
    timed: dict[int, list[TimeRow]] = defaultdict(list)
    for row in report.rows:
        if row.start is not None:
            timed[row.employee_id].append(row)
    replaced: dict[int, list[TimeRow]] = {}
    for employee_id, rows in timed.items():
        judge = _Judge(merge_spans(taken.get(employee_id, ())))
        for row in sorted(rows, key=lambda row: (row.start, row.row)):
            fault = judge.find(row)
            if fault is None:
                judge.occupy(row)
                continue
            if policy == "show":
                judge.occupy(row)
                report.warnings.append(fault)
                continue
            parts = judge.split(row) if policy == "split" else []
            replaced[row.row] = parts
            (report.warnings if parts else report.refusals).append(fault)
    if replaced:
        report.rows = [
            part for row in report.rows for part in replaced.get(row.row, [row])
        ]
    report.refusals.sort(key=lambda refusal: refusal.row)
    report.warnings.sort(key=lambda warning: warning.row)


class _Judge:
    """Rows of one employee in order of their start."""

    def __init__(self, taken: list[Span]) -> None:
        self.taken = taken
        self.starts = [start for start, _stop in taken]
        self.latest: TimeRow | None = None

    def find(self, row: TimeRow) -> Refusal | None:
        """The overlap of a row, or None."""
        if row.start == row.stop:
            return None
        if self.latest is not None and row.start < self.latest.stop:
            return Refusal(row.row, "overlap", {"other": self.latest.row})
        if self.around(row):
            return Refusal(row.row, "overlap_known")
        return None

    def around(self, row: TimeRow) -> list[Span]:
        """The spans recorded before that touch the row's time."""
        first = max(bisect_left(self.starts, row.start) - 1, 0)
        last = bisect_left(self.starts, row.stop)
        return [span for span in self.taken[first:last] if span[1] > row.start]

    def occupy(self, row: TimeRow) -> None:
        if self.latest is None or row.stop > self.latest.stop:
            self.latest = row

    def split(self, row: TimeRow) -> list[TimeRow]:
        """The free parts of a row; the first keeps its key, to be known again."""
        start = row.start
        if self.latest is not None:
            start = max(start, self.latest.stop)
        if start >= row.stop:
            return []
        spans = free_parts((start, row.stop), self.around(row))
        parts = []
        for number, (begin, end) in enumerate(spans):
            part = replace(
                row,
                start=begin,
                stop=end,
                seconds=int((end - begin).total_seconds()),
                output=0.0 if number else row.output,
                corrected=0 if number else row.corrected,
            )
            part.key = row_key(part, 2) if number else row.key
            parts.append(part)
        for part in parts:
            self.occupy(part)
        return parts
