"""What is stored of a service credit, and the exact edges of clock and judgement."""

from decimal import Decimal

import pytest
from sla_oracle import at, weekly

from sla import (
    Caps,
    Item,
    Miss,
    Schedule,
    Step,
    Window,
    clock_for,
    credits_of,
    judge_turnaround,
)

D = Decimal
FEES = D(100_000)
HOUR = 3600
LINEAR = {
    "method": "linear",
    "target_percent": "98",
    "attainment_percent": "75",
    "rate_percent": "23",
    "base": "10000",
    "fees": "10000",
    "total_fees": "10000",
    "uncapped": "2300",
    "amount": "1500.00",
    "cap_percent": "15",
    "capped": "1500",
}
POOL = {
    "method": "pool",
    "target_percent": "95",
    "attainment_percent": "93.5",
    "rate_percent": "20",
    "base": "10000",
    "fees": "0",
    "total_fees": "100000",
    "uncapped": "4000",
    "amount": "1000.00",
    "at_risk_percent": "10",
    "at_risk_amount": "10000",
    "repeat_factor": 2,
    "missed_before": 1,
    "single_event": "outage",
    "credited_for_event": True,
    "year_cap": "12000",
    "year_used": "11000",
    "scaled_to": "1000",
}
STEP = {
    "method": "step",
    "target_percent": "98",
    "attainment_percent": "94",
    "rate_percent": "5",
    "base": "100000",
    "fees": "100000",
    "total_fees": "100000",
    "uncapped": "5000",
    "amount": "5000.00",
}


def plain(found):
    """An explanation with numbers without exponent or trailing zeros."""
    return {
        key: f"{D(value).normalize():f}"
        if isinstance(value, str) and key not in ("amount", "method", "single_event")
        else value
        for key, value in found.items()
    }


@pytest.mark.parametrize(
    ("miss", "caps", "record"),
    [
        (
            Miss(1, "linear", D(98), D(75), D(10_000), cap_percent=D(15)),
            Caps(D(10_000)),
            LINEAR,
        ),
        (
            Miss(
                1, "pool", D(95), D("93.5"), D(0), allocation=D(20), repeat=1,
                doubles=True, event="outage",
            ),
            Caps(FEES, D(10), year_cap=D(12_000), year_used=D(11_000)),
            POOL,
        ),
        (
            Miss(1, "step", D(98), D(94), FEES, steps=(Step(D(95), D(5)),)),
            Caps(FEES),
            STEP,
        ),
    ],
    ids=lambda value: value.get("method") if isinstance(value, dict) else "",
)  # fmt: skip
def test_explanation_of_a_credit(miss, caps, record):
    (credit,) = credits_of([miss], caps)
    assert plain(credit.explanation) == record


@pytest.mark.parametrize(("percent", "amount"), [(0, 23_000), (1, 1_000)])
def test_one_percent_is_a_cap_and_none_is_not(percent, amount):
    miss = Miss(1, "linear", D(98), D(75), FEES, cap_percent=D(percent))
    (credit,) = credits_of([miss], Caps(FEES))
    assert credit.amount == amount
    assert ("cap_percent" in credit.explanation) is bool(percent)
    (credit,) = credits_of([Miss(1, "linear", D(98), D(75), FEES)], Caps(FEES, D(1)))
    assert credit.amount == 1_000
    assert credit.explanation["at_risk_percent"] == "1"


def test_credits_that_just_fit_are_not_said_to_be_scaled():
    misses = [Miss(key, "pool", D(95), D(90), D(0), allocation=D(50)) for key in (1, 2)]
    for credit in credits_of(misses, Caps(FEES, D(10))):
        assert (credit.amount, "scaled_to" in credit.explanation) == (5_000, False)


@pytest.mark.parametrize(
    ("later", "outcome"), [(-1, "open"), (0, "open"), (1, "missed")]
)
def test_undelivered_is_missed_a_second_after_it_was_due(later, outcome):
    clock = clock_for(weekly("UTC", "0123456", (0, 24)))
    received = at("2026-03-02 09:00")
    due = received + HOUR
    (judged,) = judge_turnaround(clock, [Item(1, received)], HOUR, due + later)
    assert (judged.outcome, judged.due) == (outcome, due)
    assert judged.counted_at == (due if later > 0 else None)


def test_weeks_alternate_from_the_first_monday_of_the_calendar():
    """2026-03-02 begins an even week, also across a year of 53 weeks."""
    windows = (Window(0, 540, 600, 0), Window(0, 600, 720, 1))
    clock = clock_for(Schedule("UTC", windows))
    mondays = ["2026-03-02", "2026-03-09", "2026-12-28", "2027-01-04", "2027-01-11"]
    hours = [
        clock.worked(at(f"{day} 00:00"), at(f"{day} 23:00")) // HOUR for day in mondays
    ]
    assert hours == [1, 2, 2, 1, 2]


def test_deadline_in_a_later_year():
    """Twenty days of eight hours from the middle of December."""
    clock = clock_for(weekly("Pacific/Auckland", "01234", (9, 17)))
    start = at("2026-12-14 09:00", "Pacific/Auckland")
    due = at("2027-01-08 17:00", "Pacific/Auckland")
    assert clock.deadline(start, 20 * 8 * HOUR) == due
    assert clock.worked(start, due) == 20 * 8 * HOUR


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_new_year_at_both_ends_of_the_world(zone):
    clock = clock_for(weekly(zone, "0123456", (0, 24)))
    start, end = at("2026-12-31 00:00", zone), at("2027-01-02 00:00", zone)
    assert clock.worked(start, end) == 48 * HOUR
    assert clock.deadline(start, 48 * HOUR) == end
    assert clock.spans(start, end) == [(start, end)]


@pytest.mark.parametrize("year", [1900, 2400])
def test_first_and_last_year_of_the_clock(year):
    clock = clock_for(weekly("UTC", "0123456", (0, 24)))
    noon = at(f"{year}-06-01 12:00")
    assert clock.deadline(noon, HOUR) == noon + HOUR
