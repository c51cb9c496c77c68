"""The clock against a count minute by minute, and laws that hold for any schedule."""

from datetime import date, datetime, timezone

from hypothesis import given
from hypothesis import strategies as st
from sla_oracle import count_deadline, count_worked

from sla import NoWorkingTime, Schedule, Window, clock_for, epoch

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/St_Johns",
    "Pacific/Apia",
)
#: Around the clock changes of the zones, and the day that Apia skipped in 2011.
CHANGES = tuple(
    epoch(datetime.fromisoformat(day).replace(tzinfo=timezone.utc))
    for day in (
        "2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2026-04-05",
        "2026-10-04", "2026-02-15", "2026-03-22", "2011-12-30", "2026-01-01",
    )
)  # fmt: skip

instants = st.builds(
    lambda near, shift: near + shift,
    st.sampled_from(CHANGES),
    st.integers(-3 * 86_400, 3 * 86_400),
)


@st.composite
def schedules(draw):
    """Return a schedule with up to three windows a day and some closed days."""
    windows = []
    for weekday in draw(st.sets(st.integers(0, 6), min_size=1)):
        for _window in range(draw(st.integers(1, 3))):
            start = draw(st.integers(0, 1439))
            end = draw(st.integers(start + 1, 1440))
            windows.append(Window(weekday, start, end))
    holidays = draw(st.frozensets(st.sampled_from(
        [date(2026, 3, 29), date(2026, 10, 26), date(2026, 3, 9), date(2026, 1, 1)]
    )))  # fmt: skip
    closures = draw(st.sampled_from(
        [(), ((datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 25, 2, 45)),)]
    ))  # fmt: skip
    return Schedule(draw(st.sampled_from(ZONES)), tuple(windows), holidays, closures)


@given(schedules(), instants, st.integers(0, 2 * 86_400))
def test_worked_equals_the_count(schedule, start, length):
    clock = clock_for(schedule)
    expected = count_worked(schedule, start, start + length)
    assert clock.worked(start, start + length) == expected


@given(schedules(), instants, st.integers(1, 16 * 3600))
def test_deadline_equals_the_count(schedule, start, seconds):
    found = count_deadline(schedule, start, seconds, days=9)
    if found is not None:
        assert clock_for(schedule).deadline(start, seconds) == found


@given(schedules(), instants, st.integers(1, 300 * 3600))
def test_deadline_and_worked_are_inverse(schedule, start, seconds):
    clock = clock_for(schedule)
    try:
        due = clock.deadline(start, seconds)
    except NoWorkingTime:
        return
    assert clock.worked(start, due) == seconds
    assert clock.is_open(due - 1)


@given(schedules(), instants, st.integers(0, 10**6), st.integers(0, 10**6))
def test_working_time_adds_up(schedule, start, first, second):
    clock = clock_for(schedule)
    middle, end = start + first, start + first + second
    total = clock.worked(start, middle) + clock.worked(middle, end)
    assert clock.worked(start, end) == total
    assert total <= end - start


@given(
    schedules(),
    instants,
    st.integers(1, 50 * 3600),
    st.lists(
        st.tuples(st.integers(-(10**5), 10**6), st.integers(1, 10**5)), max_size=4
    ),
)
def test_holds_never_bring_the_deadline_forward(schedule, start, seconds, raw):
    clock = clock_for(schedule)
    holds = [(start + shift, start + shift + length) for shift, length in raw]
    try:
        due = clock.deadline_without(start, seconds, holds)
    except NoWorkingTime:
        return
    assert due >= clock.deadline(start, seconds)
    assert clock.worked_without(start, due, holds) == seconds


@given(schedules(), instants, st.integers(0, 40 * 86_400))
def test_spans_add_up_to_worked(schedule, start, length):
    clock = clock_for(schedule)
    spans = clock.spans(start, start + length)
    assert sum(b - a for a, b in spans) == clock.worked(start, start + length)
