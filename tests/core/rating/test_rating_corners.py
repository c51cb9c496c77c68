"""Corners of rating: rules that an ordinary month does not meet."""

from datetime import timedelta

import pytest
from rating_world import (
    JULY,
    JUNE,
    D,
    amounts,
    day,
    entry,
    make_line,
    rate,
    span,
    try_rate,
    units,
)

from rating import (
    ContractTerms,
    FteShare,
    Milestone,
    Rate,
    Surcharge,
    fx_price,
    surcharge_windows,
)

FROM_JULY = Rate(D(3100), day("2026-07-01"))
EVENING = Surcharge("Evening", D(15), "01234", 17, 22)


def refusals(result):
    """The codes of what was refused."""
    return [refusal.code for refusal in result.refusals]


def test_no_agreed_exchange_rate_moves_no_price():
    change = fx_price(D(20), D(0), D("1.10"))
    assert (str(change.new), change.measured_percent) == ("20.00", 0)


def test_counted_units_are_settled_where_the_baseline_fee_is_billed_elsewhere():
    line = make_line("baseline", "500", baseline_quantity="10", arc_price="3")
    for period in (None, JULY):
        (charge,) = rate(line, period, None, units=[units(10, key="u")]).charges
        assert (str(charge.amount), charge.sources) == ("0.00", ("u",))
    facts = charge.explanation["facts"]
    assert (facts["baseline"], facts["measured"]) == ("10", "10")


def test_a_minimum_quantity_without_a_price_is_refused():
    line = make_line("unit", rates=(FROM_JULY,), minimum_quantity="5")
    assert refusals(try_rate(line, JUNE)) == ["no_rate"]
    assert amounts(rate(line)) == {"unit": ["15500.00"]}


def test_an_assignment_without_a_price_is_refused():
    line = make_line("fte", rates=(FROM_JULY,))
    result = try_rate(line, JUNE, fte_shares=[FteShare(1)])
    assert refusals(result) == ["no_rate"]
    assert result.charges == ()


@pytest.mark.parametrize(
    ("dates", "charges"),
    [
        ({"date_to": day("2026-06-30")}, []),  # ended before the period
        ({"date_from": day("2026-08-01")}, []),
        ({"date_to": day("2026-07-10")}, ["1000.00"]),
    ],
)
def test_an_assignment_counts_within_its_dates(dates, charges):
    line = make_line("fte", "3100")
    assert amounts(rate(line, fte_shares=[FteShare(1, **dates)]), "fte") == charges


def test_an_assignment_costs_nothing_while_the_contract_rests():
    rest = {"suspensions": (JULY,)}
    line = make_line("fte", "3100")
    assert rate(line, fte_shares=[FteShare(1)], terms=rest).charges == ()


def test_an_assignment_costs_nothing_where_the_fee_is_billed_elsewhere():
    line = make_line("fte", "3100")
    assert rate(line, JULY, None, fte_shares=[FteShare(1)]).charges == ()


def test_a_milestone_without_a_price_is_refused():
    line = make_line("milestone", rates=(FROM_JULY,))
    reached = [
        Milestone(1, 1, day("2026-06-30"), "Design"),
        Milestone(2, 1, day("2026-06-30"), "Go-live", D(750)),
    ]
    result = try_rate(line, JUNE, milestones=reached)
    assert refusals(result) == ["no_rate"]
    assert amounts(result) == {"milestone": ["750.00"]}


def test_without_any_working_day_the_calendar_counts():
    line = make_line("fixed", "3100", prorate_by="working_days")
    never = {"working_weekdays": frozenset()}
    (charge,) = rate(line, span("2026-07-01", "2026-07-10"), terms=never).charges
    assert str(charge.amount) == "1000.00"
    assert charge.explanation["facts"] == {"days": "10", "days_of_period": "31"}


def test_an_entry_that_leaves_a_window_is_split_at_its_end():
    line = make_line("time", "60", surcharges=(EVENING,))
    across = entry("2026-07-06 21:00", "2026-07-06 23:00")
    assert amounts(rate(line, entries=[across])) == {
        "time": ["120.00"],
        "surcharge": ["9.00"],
    }


def test_windows_that_touch_are_joined_whatever_their_surcharge():
    night = Surcharge("Night", D(20), "01234", 22, 24)
    line = make_line("time", "1", surcharges=(EVENING, night))
    monday = span("2026-07-06", "2026-07-06")
    windows = surcharge_windows(ContractTerms((line,)), line, monday)
    assert [
        (start.strftime("%a %H"), stop - start)
        for start, stop in windows
        if start.date() == monday.date_from
    ] == [("Mon 17", timedelta(hours=7))]


def test_agents_of_one_clock_share_its_windows():
    line = make_line("time", "60", surcharges=(EVENING,))
    work = [
        entry("2026-07-06 18:00", "2026-07-06 19:00", key=agent, employee_id=agent)
        for agent in (1, 2)
    ]
    assert amounts(rate(line, entries=work), "surcharge") == ["18.00"]


def test_a_window_begins_on_a_whole_minute():
    morning = Surcharge("Early", D(10), "0", 23.999, 6)
    line = make_line("time", "60", surcharges=(morning,))
    work = [entry("2026-07-06 23:00", "2026-07-07 02:00")]
    assert amounts(rate(line, entries=work), "surcharge") == ["12.00"]
