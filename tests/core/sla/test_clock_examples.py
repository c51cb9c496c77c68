"""The clock in the numbers agreed with clients."""

from datetime import date, datetime

import pytest
from sla_oracle import at, shown, weekly

from sla import (
    BusinessClock,
    ClockError,
    Item,
    NoWorkingTime,
    Schedule,
    UnknownTimeZone,
    Window,
    clock_for,
    judge_turnaround,
    overlapping,
)

BERLIN = "Europe/Berlin"
HOUR = 3600
OFFICE = weekly(BERLIN, "01234", (9, 18))
NIGHT = weekly(BERLIN, "0123456", (22, 24), (0, 6))


@pytest.mark.parametrize(
    ("received", "hours", "due"),
    [
        ("2026-03-02 16:00", 8, "2026-03-03 15:00"),
        ("2026-03-07 11:00", 8, "2026-03-09 17:00"),  # a Saturday starts on Monday
        ("2026-03-02 09:00", 9, "2026-03-02 18:00"),  # ends with the day, not the next
        ("2026-03-02 18:00", 1, "2026-03-03 10:00"),
        ("2026-03-02 03:00", 0, "2026-03-02 09:00"),
        ("2026-03-06 17:59:59", 1, "2026-03-09 09:59:59"),
    ],
)
def test_deadline_of_an_office(received, hours, due):
    clock = clock_for(OFFICE)
    assert shown(clock.deadline(at(received, BERLIN), hours * HOUR), BERLIN) == due


def test_four_hours_from_15_are_due_at_10_the_next_working_day():
    clock = clock_for(weekly(BERLIN, "01234", (8, 17)))
    due = clock.deadline(at("2026-03-06 15:00", BERLIN), 4 * HOUR)
    assert shown(due, BERLIN) == "2026-03-09 10:00"


@pytest.mark.parametrize(
    ("holds", "due"),
    [
        ([("2026-03-02 17:00", "2026-03-03 10:00")], "2026-03-03 17:00"),
        ([("2026-03-02 20:00", "2026-03-03 08:00")], "2026-03-03 15:00"),
        ([("2026-03-02 12:00", "2026-03-02 17:00")], "2026-03-03 16:00"),
        ([("2026-03-03 15:00", "2026-03-04 15:00")], "2026-03-03 15:00"),
        (
            [
                ("2026-03-02 17:00", "2026-03-02 18:00"),
                ("2026-03-03 10:00", "2026-03-03 11:00"),
            ],
            "2026-03-03 17:00",
        ),
        ([("2026-03-02 17:00", None)], None),
        ([("2026-03-04 17:00", None)], "2026-03-03 15:00"),
    ],
)
def test_holds_stop_the_clock(holds, due):
    spans = [(at(start, BERLIN), end and at(end, BERLIN)) for start, end in holds]
    found = clock_for(OFFICE).deadline_without(
        at("2026-03-02 16:00", BERLIN), 8 * HOUR, spans
    )
    assert (found and shown(found, BERLIN)) == due


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-03-28 20:00", "2026-03-29 12:00", 7),
        ("2026-10-24 20:00", "2026-10-25 12:00", 9),
        ("2026-06-06 20:00", "2026-06-07 12:00", 8),
    ],
)
def test_night_desk_over_the_clock_change(start, end, hours):
    clock = clock_for(NIGHT)
    assert clock.worked(at(start, BERLIN), at(end, BERLIN)) == hours * HOUR


def test_public_holiday_has_no_working_time():
    schedule = weekly(BERLIN, "01234", (9, 18), holidays=frozenset({date(2026, 5, 1)}))
    due = clock_for(schedule).deadline(at("2026-04-30 16:00", BERLIN), 8 * HOUR)
    assert shown(due, BERLIN) == "2026-05-04 15:00"


def test_closed_hours_are_cut_out_of_the_day():
    closed = ((datetime(2026, 3, 3, 10), datetime(2026, 3, 3, 12)),)
    clock = clock_for(weekly(BERLIN, "01234", (9, 18), closures=closed))
    due = clock.deadline(at("2026-03-02 16:00", BERLIN), 8 * HOUR)
    assert shown(due, BERLIN) == "2026-03-03 17:00"


@pytest.mark.parametrize(
    ("delivered", "outcome"),
    [
        ("2026-03-03 14:59:59", "met"),
        ("2026-03-03 15:00", "met"),
        ("2026-03-03 15:00:01", "missed"),
    ],
)
def test_due_exactly_at_the_deadline_is_met(delivered, outcome):
    item = Item(1, at("2026-03-02 16:00", BERLIN), delivered=at(delivered, BERLIN))
    (judged,) = judge_turnaround(clock_for(OFFICE), [item], 8 * HOUR, 0)
    assert judged.outcome == outcome


def test_every_other_week():
    windows = (Window(0, 540, 1080, 0), Window(1, 540, 1080, 1))
    clock = clock_for(Schedule("UTC", windows))
    fortnight = clock.spans(at("2026-03-02 00:00"), at("2026-03-16 00:00"))
    assert len(fortnight) == 2
    # Weekday 0 of one week and weekday 1 of the other are 6 or 8 days apart.
    assert (fortnight[1][0] - fortnight[0][0]) // 86_400 in (6, 8)


@pytest.mark.parametrize(
    ("schedule", "error"),
    [
        (weekly("Europe/Nowhere", "0", (9, 18)), UnknownTimeZone),
        (weekly("", "0", (9, 18)), UnknownTimeZone),
        (weekly("UTC", ""), NoWorkingTime),
        (weekly("UTC", "0", (18, 9)), ClockError),
        (weekly("UTC", "0", (9, 25)), ClockError),
    ],
)
def test_a_schedule_that_cannot_run_is_refused(schedule, error):
    with pytest.raises(error, match=r"\.$"):
        BusinessClock(schedule)


def test_a_calendar_closed_for_good_reaches_no_deadline():
    closed = ((datetime(1990, 1, 1), datetime(2300, 1, 1)),)
    clock = clock_for(weekly("UTC", "01234", (9, 18), closures=closed))
    with pytest.raises(NoWorkingTime):
        clock.deadline(at("2026-03-02 16:00"), HOUR)


def test_a_date_beyond_reason_is_refused():
    with pytest.raises(ClockError):
        clock_for(OFFICE).deadline(at("9999-03-02 16:00"), HOUR)


@pytest.mark.parametrize(
    ("holds", "expected"),
    [
        ([], False),
        ([(0, 5), (5, 9)], False),
        ([(5, 9), (0, 6)], True),
        ([(0, None), (9, 10)], True),
        ([(0, 5), (9, None)], False),
        ([(9, None), (9, None)], True),
    ],
)
def test_overlapping_holds(holds, expected):
    assert overlapping(holds) is expected
