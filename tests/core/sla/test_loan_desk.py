"""Real applications of a loan desk, judged by the clock and by counting minutes.

7,455 applications of the last quarter of 2011, 40 working hours from receipt to close,
Mon-Fri 8-17 and Sat 9-13 in Amsterdam, over the clock change of 30 October and
Christmas. The data is not part of the repository; without it the test is skipped.
"""

import csv
from bisect import bisect_left
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate
from pathlib import Path

import pytest
from sla_oracle import at, served_minutes

from sla import (
    Item,
    Schedule,
    Window,
    clock_for,
    epoch,
    in_time,
    judge_turnaround,
    measured,
)

DATA = (
    Path(__file__).resolve().parents[4]
    / "shared/data/loan-desk/applications-2011-q4.csv"
)
TZ = "Europe/Amsterdam"
THRESHOLD = 40 * 3600
SCHEDULE = Schedule(
    TZ,
    (*(Window(day, 480, 1020) for day in range(5)), Window(5, 540, 780)),
    frozenset({date(2011, 12, 25), date(2011, 12, 26), date(2012, 1, 1)}),
)
MONTHS = [("2011-10-01", "2011-11-01"), ("2011-11-01", "2011-12-01"),
          ("2011-12-01", "2012-01-01")]  # fmt: skip


@pytest.fixture(scope="module")
def items():
    """Return the applications as items."""
    if not DATA.is_file():
        pytest.skip("the loan desk's applications are not beside the repository")
    with DATA.open(newline="") as file:
        return [
            Item(
                int(row["case"]),
                epoch(datetime.fromisoformat(row["received"])),
                delivered=epoch(datetime.fromisoformat(row["closed"])),
            )
            for row in csv.DictReader(file)
        ]


@pytest.fixture(scope="module")
def minutes():
    """Return the start of every served minute of the time that matters."""
    start, end = at("2011-09-30 00:00"), at("2012-04-30 00:00")
    return list(served_minutes(SCHEDULE, start, end))


def counted_deadline(minutes, start):
    """Return the deadline by stepping over the served minutes."""
    first = bisect_left(minutes, start - 59)
    inside = max(0, start - minutes[first])
    whole, rest = divmod(THRESHOLD + inside, 60)
    if rest == 0:
        return minutes[first + whole - 1] + 60
    return minutes[first + whole] + rest


def test_deadlines_equal_the_count(items, minutes):
    judged = judge_turnaround(clock_for(SCHEDULE), items, THRESHOLD, 0)
    expected = [counted_deadline(minutes, item.received) for item in items]
    assert len(judged) == 7_455
    assert [one.due for one in judged] == expected


def test_attainment_of_each_month_equals_the_count(items, minutes):
    judged = judge_turnaround(clock_for(SCHEDULE), items, THRESHOLD, 0)
    for first, last in MONTHS:
        start, end = at(first, TZ), at(last, TZ)
        found = in_time(measured(judged, start, end), Decimal(95))
        closed = [item for item in items if start <= item.delivered < end]
        met = sum(
            item.delivered <= counted_deadline(minutes, item.received)
            for item in closed
        )
        assert (found.numerator, found.denominator) == (met, len(closed))


def test_working_time_equals_the_count(items, minutes):
    clock = clock_for(SCHEDULE)
    per_minute = list(accumulate([60] * len(minutes), initial=0))
    for item in items[::7]:
        first, last = (
            bisect_left(minutes, stamp - 59)
            for stamp in (item.received, item.delivered)
        )
        total = per_minute[last] - per_minute[first]
        total -= max(0, item.received - minutes[first])
        total += max(0, item.delivered - minutes[last])
        assert clock.worked(item.received, item.delivered) == total
