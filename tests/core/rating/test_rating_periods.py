"""The billing calendar: no gap, no overlap, no drift."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rating_world import day, span

from rating import Period, contract_periods, full_period, statement_slots

FREQUENCIES = st.sampled_from(["weekly", "monthly", "quarterly"])
DAYS = st.dates(date(1999, 1, 1), date(2101, 1, 1))


def test_a_contract_starting_on_the_31st_does_not_drift():
    found = list(
        contract_periods("monthly", day("2026-01-31"), None, day("2026-04-01"))
    )
    assert found == [
        span("2026-01-31", "2026-01-31"),
        span("2026-02-01", "2026-02-28"),
        span("2026-03-01", "2026-03-31"),
        span("2026-04-01", "2026-04-30"),
    ]


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        ("weekly", ("2026-06-29", "2026-07-05")),
        ("monthly", ("2026-07-01", "2026-07-31")),
        ("quarterly", ("2026-07-01", "2026-09-30")),
    ],
)
def test_full_period_of_a_day(frequency, expected):
    assert full_period(frequency, day("2026-07-01")) == span(*expected)


def test_missed_months_are_caught_up_each_with_its_own_due_day():
    slots = list(
        statement_slots(
            "monthly", "arrears", day("2026-01-01"), None, day("2026-04-01")
        )
    )
    assert [slot.due_on for slot in slots] == [
        day("2026-02-01"),
        day("2026-03-01"),
        day("2026-04-01"),
    ]
    assert slots[0].fee_period == slots[0].usage_period == slots[0].period


def test_in_advance_fees_come_first_and_the_last_usage_in_a_final_statement():
    start, end = day("2026-01-10"), day("2026-02-20")
    slots = list(statement_slots("monthly", "advance", start, end, day("2026-03-31")))
    january, february = (
        span("2026-01-10", "2026-01-31"),
        span("2026-02-01", "2026-02-20"),
    )
    assert list(statement_slots("monthly", "advance", start, end, end)) == slots[:2]
    assert [(s.due_on, s.fee_period, s.usage_period, s.reason) for s in slots] == [
        (start, january, None, "regular"),
        (day("2026-02-01"), february, january, "regular"),
        (day("2026-02-21"), None, february, "final"),
    ]


@given(FREQUENCIES, DAYS, st.integers(0, 800), st.integers(0, 800))
def test_periods_have_no_gap_and_no_overlap(frequency, start, length, horizon):
    end, until = start + timedelta(length), start + timedelta(horizon)
    found = list(contract_periods(frequency, start, end, until))
    assert found[0].date_from == start
    for before, after in zip(found, found[1:], strict=False):
        assert after.date_from == before.date_to + timedelta(1)
    assert found[-1].date_to >= min(until, end)
    assert all(period.date_to <= end for period in found)


@given(FREQUENCIES, DAYS, st.integers(0, 800))
def test_inner_periods_are_whole(frequency, start, length):
    found = list(contract_periods(frequency, start, None, start + timedelta(length)))
    for period in found[1:]:
        assert period == full_period(frequency, period.date_from)
    assert full_period(frequency, start).date_to == found[0].date_to


@given(FREQUENCIES, DAYS)
def test_full_periods_join(frequency, some_day):
    full = full_period(frequency, some_day)
    assert some_day in full
    following = full_period(frequency, full.date_to + timedelta(1))
    assert following.date_from == full.date_to + timedelta(1)
    assert full.days in {"weekly": {7}, "monthly": set(range(28, 32)),
                         "quarterly": {90, 91, 92}}[frequency]  # fmt: skip


@given(
    FREQUENCIES,
    st.sampled_from(["arrears", "advance"]),
    DAYS,
    st.integers(0, 500),
)
def test_every_day_is_billed_once_as_fee_and_once_as_usage(
    frequency, timing, start, length
):
    end = start + timedelta(length)
    slots = list(statement_slots(frequency, timing, start, end, end + timedelta(1)))
    for periods in ([s.fee_period for s in slots], [s.usage_period for s in slots]):
        days = [d for period in periods if period for d in period.each_day()]
        assert days == Period(start, end).each_day()
    keys = [(slot.period, slot.reason) for slot in slots]
    assert len(keys) == len(set(keys))
