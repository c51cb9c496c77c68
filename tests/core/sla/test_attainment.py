"""Attainment in numbers: what counts, when, and what is met."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sla_oracle import at, weekly

from sla import (
    Item,
    accuracy,
    attainment,
    clock_for,
    in_time,
    judge_response,
    judge_turnaround,
    measured,
)

CLOCK = clock_for(weekly("UTC", "0123456", (0, 24)))
HOUR = 3600


@pytest.mark.parametrize(
    ("met", "total", "target", "percent", "is_met"),
    [
        (187, 200, "95", "93.5", False),
        (190, 200, "95", "95", True),
        (2, 3, "66.67", "66.66666666666666666666666667", False),
        (0, 10, "0", "0", True),
    ],
)
def test_attainment(met, total, target, percent, is_met):
    found = attainment(met, total, Decimal(target))
    assert (found.percent, found.met) == (Decimal(percent), is_met)


def test_nothing_measured_gives_no_result():
    assert attainment(0, 0, Decimal(95)) is None


@pytest.mark.parametrize(
    ("errors", "percent"), [(3, "97.6"), (4, "96.8"), (0, "100"), (125, "0")]
)
def test_accuracy_of_a_sample(errors, percent):
    assert accuracy(125, errors, Decimal("97.5")).percent == Decimal(percent)


def test_an_item_counts_in_the_period_of_its_delivery():
    october = (at("2026-10-01 00:00"), at("2026-11-01 00:00"))
    november = (october[1], at("2026-12-01 00:00"))
    items = [
        Item(1, at("2026-10-31 20:00"), delivered=at("2026-10-31 21:00")),
        Item(2, at("2026-10-31 20:00"), delivered=at("2026-11-01 00:00")),
        Item(3, at("2026-10-30 20:00")),  # overdue since October, never delivered
        Item(4, at("2026-11-03 20:00")),  # not due yet
    ]
    judged = judge_turnaround(CLOCK, items, 4 * HOUR, at("2026-11-03 21:00"))
    assert [one.key for one in measured(judged, *october)] == [1, 3]
    assert [one.key for one in measured(judged, *november)] == [2]
    assert in_time(measured(judged, *october), Decimal(95)).percent == 50


def test_response_looks_at_the_start_of_work():
    received = at("2026-10-05 10:00")
    items = [
        Item(1, received, started=received + HOUR),
        Item(2, received, started=received + HOUR + 1),
    ]
    judged = judge_response(CLOCK, items, HOUR, received)
    assert [one.outcome for one in judged] == ["met", "missed"]


def test_a_running_hold_keeps_an_item_open():
    received = at("2026-10-05 10:00")
    item = Item(1, received, holds=((received + 60, None),))
    (judged,) = judge_turnaround(CLOCK, [item], HOUR, received + 10**6)
    assert (judged.outcome, judged.due, judged.counted_at) == ("open", None, None)


@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 100))
def test_met_agrees_with_whole_numbers(met, total, target):
    found = attainment(met, total, Decimal(target))
    assert found.met is (met * 100 >= target * total)
