"""Coverage: staffed against promised seats."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sla_oracle import at, count_worked, weekly

from sla import clock_for, staffed_seconds

OFFICE = weekly("UTC", "01234", (9, 18))
DAY = (at("2026-03-02 00:00"), at("2026-03-03 00:00"))
HOUR = 3600


def shift(start, end, day="2026-03-02"):
    """Return a shift of a day by its hours."""
    return (at(f"{day} {start}"), at(f"{day} {end}"))


@pytest.mark.parametrize(
    ("shifts", "seats", "hours"),
    [
        ([], "1", 0),
        ([shift("09:00", "18:00")], "1", 9),
        ([shift("07:00", "20:00")], "1", 9),
        ([shift("09:00", "12:00"), shift("13:00", "18:00")], "1", 8),
        # Two in the morning and nobody in the afternoon are half a day.
        ([shift("09:00", "13:30")] * 2, "1", 4.5),
        ([shift("09:00", "18:00")] * 3, "2", 18),
        ([shift("09:00", "18:00")] * 2, "1.5", 13.5),
        ([shift("09:00", "18:00", "2026-03-01")], "1", 0),
    ],
)
def test_staffed_hours(shifts, seats, hours):
    found = staffed_seconds(clock_for(OFFICE), shifts, DAY, Decimal(seats))
    assert found == Decimal(str(hours)) * HOUR


@given(
    st.lists(st.tuples(st.integers(0, 86_400), st.integers(0, 86_400)), max_size=5),
    st.integers(1, 3),
)
def test_equals_the_count_of_every_second_change(raw, seats):
    shifts = [(DAY[0] + a, DAY[0] + b) for a, b in raw]
    found = staffed_seconds(clock_for(OFFICE), shifts, DAY, Decimal(seats))
    edges = sorted({DAY[0], DAY[1], *(e for one in shifts for e in one)})
    expected = 0
    for low, high in zip(edges, edges[1:], strict=False):
        present = sum(1 for a, b in shifts if a <= low and high <= b)
        expected += min(present, seats) * count_worked(OFFICE, low, high)
    assert found == expected
