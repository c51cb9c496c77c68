"""Rating keeps pace with the data: entries one by one, and groups from SQL.

The bounds are several times what an idle machine needs (3 to 4 microseconds an entry),
so that they catch a slow algorithm and not a busy machine.
"""

from datetime import datetime, timedelta, timezone
from random import Random
from time import perf_counter

from rating_world import JULY, D, make_line, try_rate

from rating import Rate, Surcharge, TimeBucket, TimeEntry

COUNT = 20_000
MICROSECONDS_PER_ENTRY = 20
MICROSECONDS_PER_BUCKET = 20
WINDOWS = (
    Surcharge("Evening", D(25), "01234", 18, 24),
    Surcharge("Weekend", D(50), "56", 0, 24),
)


def per_piece(line, **usage):
    """Microseconds for each piece of usage, the better of two runs."""
    times = []
    for _run in range(2):
        begin = perf_counter()
        result = try_rate(line, terms={"tz": "Europe/Berlin"}, **usage)
        times.append(perf_counter() - begin)
        assert result.charges
    return min(times) / COUNT * 1e6


def test_entries_with_surcharges_take_microseconds():
    random = Random(1)
    first = datetime(2026, 7, 1, tzinfo=timezone.utc)
    entries = []
    for number in range(COUNT):
        start = first + timedelta(seconds=random.randrange(30 * 86400))
        stop = start + timedelta(seconds=random.randrange(60, 7200))
        agent = number % 50
        entries.append(
            TimeEntry(number, 1, start.date(), agent, agent % 3, start, stop)
        )
    card = (Rate(D(24)), Rate(D(27), job_id=1), Rate(D(31), employee_id=9))
    line = make_line("time", rates=card, surcharges=WINDOWS, billing_increment=6)
    assert per_piece(line, entries=entries) < MICROSECONDS_PER_ENTRY


def test_groups_from_sql_take_microseconds():
    buckets = [TimeBucket(n, 1, JULY.date_from, 600, 660, n) for n in range(COUNT)]
    line = make_line("time", "20")
    assert per_piece(line, buckets=buckets) < MICROSECONDS_PER_BUCKET
