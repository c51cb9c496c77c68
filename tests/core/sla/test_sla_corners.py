"""Corners of service levels: rules that an ordinary month does not meet."""

from decimal import Decimal

import pytest
from sla_oracle import at, shown, weekly

from sla import Item, clock_for, draw, fit, judge_turnaround, streak
from sla.schedule import merged

D = Decimal
HOUR = 3600
OFFICE = clock_for(weekly("UTC", "01234", (9, 18)))
MONDAY = at("2026-03-02 09:00")


def test_an_agreed_deadline_goes_before_the_clock():
    item = Item(1, MONDAY, agreed=MONDAY + 60, delivered=MONDAY + 61)
    (judged,) = judge_turnaround(OFFICE, [item], 8 * HOUR, MONDAY)
    assert (judged.outcome, judged.due) == ("missed", MONDAY + 60)


def test_working_time_without_holds():
    holds = [(MONDAY - HOUR, MONDAY + HOUR), (MONDAY + 3 * HOUR, None)]
    assert OFFICE.worked_without(MONDAY, MONDAY + 4 * HOUR, holds) == 2 * HOUR
    assert OFFICE.worked_without(MONDAY, MONDAY + 4 * HOUR, []) == 4 * HOUR


def test_no_working_time_is_due_at_the_first_working_instant():
    hold = [(MONDAY, None)]
    assert OFFICE.deadline_without(MONDAY - HOUR, 0, hold) == MONDAY
    assert OFFICE.deadline_without(MONDAY - HOUR, -1, hold) == MONDAY


def test_a_hold_that_ended_before_the_work_came_stops_nothing():
    holds = [(MONDAY - 2 * HOUR, MONDAY), (MONDAY + HOUR, MONDAY + 2 * HOUR)]
    due = OFFICE.deadline_without(MONDAY, 2 * HOUR, holds)
    assert shown(due) == "2026-03-02 12:00"


@pytest.mark.parametrize(
    ("offset", "is_open"), [(-1, False), (0, True), (9 * HOUR, False)]
)
def test_open_from_the_first_second_to_the_last(offset, is_open):
    assert OFFICE.is_open(MONDAY + offset) is is_open


def test_rounding_up_never_exceeds_the_limit():
    assert fit([D("0.005"), D("0.005")], D("0.01")) == [D("0.01"), D("0.00")]


def test_a_streak_may_be_the_whole_history():
    assert streak([True, None, True]) == 2
    assert streak([]) == 0


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(1, 9), (2, 3)], [(1, 9)]),
        ([(1, 3), (3, 4)], [(1, 4)]),
        ([(5, 7), (1, 3)], [(1, 3), (5, 7)]),
        ([(4, 4), (6, 5)], []),
    ],
)
def test_merged_spans(spans, expected):
    assert merged(spans) == expected


@pytest.mark.parametrize(("size", "drawn"), [(0, 0), (2, 2), (4, 4), (9, 4)])
def test_a_draw_has_its_size_or_the_whole_lot(size, drawn):
    lot = [5, 3, 9, 1]
    found = draw(lot, size, 7)
    assert found == sorted(found)
    assert len(found) == drawn
    assert set(found) <= set(lot)
