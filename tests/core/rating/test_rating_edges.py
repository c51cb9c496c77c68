"""Edges of rating: what may be agreed, and the exact place where a rule changes."""

import pytest
from rating_world import (
    JULY,
    JUNE,
    D,
    amounts,
    day,
    entry,
    local,
    make_line,
    minutes,
    rate,
    span,
    total,
    try_rate,
    units,
)

from rating import (
    FteShare,
    GainShare,
    PoolPeriod,
    Rate,
    Surcharge,
    Tier,
    TimeBucket,
    check_line,
    index_price,
)
from rating.minutes import rounded_minutes

FROM_JULY = Rate(D(3100), day("2026-07-01"))


def refusals(result):
    """The codes of what was refused."""
    return [refusal.code for refusal in result.refusals]


@pytest.mark.parametrize(
    ("terms", "codes"),
    [
        ({"date_start": day("2026-07-02"), "date_end": day("2026-07-02")}, []),
        ({"rates": (Rate(D(1), day("2026-07-01")), Rate(D(1)))}, ["overlapping_rates"]),
        (
            {
                "rates": (
                    Rate(D(1), day("2026-07-01"), day("2026-07-31")),
                    Rate(D(1), day("2026-07-20")),
                )
            },
            ["overlapping_rates"],
        ),
        ({"surcharges": (Surcharge("Free", D(-100)),)}, []),
        ({"surcharges": (Surcharge("Less", D(-101)),)}, ["bad_window"]),
        ({"surcharges": (Surcharge("Never", D(1), "0", 12, 0),)}, ["bad_window"]),
        ({"surcharges": (Surcharge("All day", D(1), "0", 0, 24),)}, []),
    ],
)
def test_what_may_and_may_not_be_agreed(terms, codes):
    assert [refusal.code for refusal in check_line(make_line("time", **terms))] == codes


def test_overlapping_rates_say_since_when():
    rates = (
        Rate(D(1), day("2026-07-01"), day("2026-07-31")),
        Rate(D(1), day("2026-07-20")),
    )
    (refusal,) = check_line(make_line("time", rates=rates))
    assert " hold from 2026-07-20 at once" in refusal.reason


@pytest.mark.parametrize(
    ("gain", "codes"),
    [
        (GainShare(D(1), D(0), D(0)), []),
        (GainShare(D(1), D(1), None), []),
        (GainShare(D(1), D(1), D(-1)), ["negative_gain_share"]),
    ],
)
def test_a_gain_share_is_not_below_zero(gain, codes):
    line = make_line("milestone", gain_share=gain)
    assert [refusal.code for refusal in check_line(line)] == codes


def test_all_that_cannot_be_rated_is_told_not_only_the_first():
    """A day without a price does not hide the work after it."""
    rates = (Rate(D(20), day("2026-07-10")),)
    bucket = TimeBucket("b", 1, day("2026-07-01"), 60, 60)
    paid = TimeBucket("p", 1, day("2026-07-20"), 60, 60)
    result = try_rate(make_line("time", rates=rates), buckets=[bucket, paid])
    assert [charge.sources for charge in result.charges] == [("p",)]
    units_of = [units(1, "2026-07-01", key="b"), units(1, "2026-07-20", key="p")]
    result = try_rate(make_line("unit", rates=rates), units=units_of)
    assert [charge.sources for charge in result.charges] == [("p",)]


def test_no_time_at_all_is_no_negative_time():
    none = entry("2026-07-06 10:00", "2026-07-06 10:00")
    assert total(make_line("time", "60"), entries=[none]) == "0.00"


def test_the_more_specific_rate_wins():
    """Employee before role before line; both together before each alone."""
    rates = (
        Rate(D(24)),
        Rate(D(27), job_id=5),
        Rate(D(31), employee_id=4),
        Rate(D(33), employee_id=4, job_id=5),
    )
    line = make_line("time", rates=rates)
    found = {
        (who, role): total(line, entries=[minutes(60, employee_id=who, job_id=role)])
        for who in (4, 9)
        for role in (5, 6)
    }
    assert found == {
        (4, 5): "33.00",
        (4, 6): "31.00",
        (9, 5): "27.00",
        (9, 6): "24.00",
    }
    either = make_line("time", rates=rates[:3])
    assert total(either, entries=[minutes(60, employee_id=4, job_id=5)]) == "31.00"


def test_assignments_are_cut_at_their_own_rates_only():
    """A change of another employee's price makes no second step."""
    rates = (Rate(D(3100)), Rate(D(9), day("2026-07-10"), employee_id=9))
    share = FteShare(1, employee_id=4)
    (charge,) = rate(make_line("fte", rates=rates), fte_shares=[share]).charges
    assert len(charge.explanation["steps"]) == 1


def test_the_index_stays_between_floor_and_cap_whatever_their_signs():
    assert index_price(D(100), D(200), D(202), None, D(3)).new == 103
    assert index_price(D(100), D(200), D(190), None, D(-3)).new == 97
    assert index_price(D(100), D(200), D(201), D(0), None).new == 100


def test_tiers_cost_from_their_start_on():
    steps = (Tier(D(0), D(1)), Tier(D(100), D("0.5")), Tier(D(200), D("0.4")))
    line = make_line("unit", tier_mode="volume", tiers=steps)
    result = try_rate(line, units=[units(150)])
    assert [(n.code, n.params["edge"]) for n in result.notices] == [
        ("volume_cliff", "100")
    ]
    assert [n.params["edge"] for n in try_rate(line, units=[units(190)]).notices] == [
        "200",
        "100",
    ]
    assert try_rate(line, units=[units(50)]).notices == ()


def test_an_earlier_period_rolls_over_once():
    """The usage of the billed period itself is no earlier period."""
    line = make_line(
        "fixed", "100", included_quantity="40", rollover_periods=1, overage_price="60"
    )
    work = [minutes(45 * 60)]
    history = [PoolPeriod(1, JUNE, D(40)), PoolPeriod(1, JULY, D(0))]
    assert amounts(rate(line, entries=work, pool_history=history), "overage") == [
        "300.00"
    ]


def test_seven_of_a_retainer_in_units():
    line = make_line(
        "fixed", "100", included_quantity="5", overage_price="2", pool_unit="units"
    )
    (_fee, over) = rate(line, units=[units(7)]).charges
    assert (over.unit, str(over.amount)) == ("unit", "4.00")


def test_windows_on_the_days_the_clock_changes():
    """A window after the change runs in the new time, one before it in the old."""
    zone = {"tz": "Europe/Berlin"}
    for hours, expected in (
        ((0, 1), 60),
        ((1, 4), 120),
        ((4, 6), 120),
        ((20, 24), 240),
    ):
        window = Surcharge("Window", D(100), "6", *hours)
        line = make_line("time", "60", surcharges=(window,))
        work = [
            entry("2026-03-29 00:00", "2026-03-30 00:00", tz="Europe/Berlin"),
        ]
        march = span("2026-03-01", "2026-03-31")
        (charge,) = [
            one
            for one in rate(line, march, entries=work, terms=zone).charges
            if one.kind == "surcharge"
        ]
        assert charge.billable_minutes == expected, hours


def test_a_bucket_adds_its_actual_and_its_billable_minutes():
    bucket = TimeBucket("b", 1, day("2026-07-06"), 61, 75)
    (charge,) = rate(make_line("time", "60"), buckets=[bucket, bucket]).charges
    assert (charge.actual_minutes, charge.billable_minutes) == (122, 150)


def test_a_line_for_nothing_costs_nothing():
    assert total(make_line("time", "0"), entries=[minutes(60)]) == "0.00"


@pytest.mark.parametrize(("seconds", "shown"), [(29, 0), (30, 1), (89, 1), (90, 2)])
def test_seconds_are_shown_as_minutes_half_up(seconds, shown):
    assert rounded_minutes(seconds) == shown


def test_an_entry_without_an_end_counts_its_minutes():
    open_end = minutes(30, start=local("2026-07-06 09:00"))
    assert total(make_line("time", "60"), entries=[open_end]) == "30.00"


def test_an_assignment_counts_after_a_rest():
    """A part without a running day is skipped, not the end."""
    rates = (Rate(D(3100), None, day("2026-07-09")), Rate(D(3100), day("2026-07-10")))
    rest = {"suspensions": (span("2026-07-01", "2026-07-09"),)}
    line = make_line("fte", rates=rates)
    assert total(line, fte_shares=[FteShare(1)], terms=rest) == "2200.00"


def test_packages_need_no_price_after_the_last_unit():
    """Without a shortfall the last day of the period needs no price."""
    line = make_line(
        "unit",
        rates=(Rate(D(5), None, day("2026-07-10")),),
        tier_mode="package",
        package_size="10",
    )
    assert total(line, units=[units(15)]) == "10.00"


def test_an_ordinary_retainer_has_nothing_to_notice():
    line = make_line("fixed", "100", included_quantity="2")
    assert try_rate(line, entries=[minutes(60)]).notices == ()
    assert try_rate(make_line("fixed", "100"), entries=[minutes(60)]).notices == ()


def test_a_contract_may_last_one_day():
    one = {"date_start": day("2026-07-31"), "date_end": day("2026-07-31")}
    assert total(make_line("fixed", "3100"), terms=one) == "100.00"


def test_a_window_begins_before_the_day_ends():
    line = make_line("time", surcharges=(Surcharge("Late", D(5), "0", 24, 6),))
    assert [refusal.code for refusal in check_line(line)] == ["bad_window"]


def test_an_index_may_have_the_base_one():
    assert index_price(D(100), D(1), D(2)).new == 200


def test_one_refusal_for_units_and_minimum_without_a_price():
    line = make_line("unit", rates=(FROM_JULY,), minimum_quantity="5")
    assert refusals(try_rate(line, JUNE, units=[units(1, "2026-06-01")])) == ["no_rate"]


def test_a_volume_notice_tells_both_totals():
    steps = (Tier(D(0), D(1)), Tier(D(100), D("0.9")), Tier(D(200), D("0.4")))
    line = make_line("unit", tier_mode="volume", tiers=steps)
    (notice,) = try_rate(line, units=[units(210)]).notices
    assert notice.params == {
        "line": "Work",
        "edge": "200",
        "below": "180",
        "above": "84",
    }


def test_fees_of_agents_in_advance_do_not_fill_the_minimum_of_the_month():
    """A fee of the next month counts there; fees by hours are of this month."""
    terms = {"minimum_commitment": D(100)}
    august = span("2026-08-01", "2026-08-31")
    line = make_line("fte", "3100")
    result = rate(line, JULY, august, terms=terms, fte_shares=[FteShare(1)])
    assert amounts(result, "minimum") == ["100.00"]
    hours = make_line("fte", "80", fte_basis="hours", fte_hours="160")
    work = [minutes(160 * 60)]
    result = rate(hours, JULY, august, terms=terms, entries=work)
    assert amounts(result, "minimum") == ["20.00"]


def test_what_a_retainer_without_a_price_exceeds_has_no_quantity():
    line = make_line("fixed", "100", included_quantity="1")
    (charge,) = rate(line, JULY, None, entries=[minutes(120)]).charges
    assert (charge.kind, charge.quantity, str(charge.amount)) == ("overage", 0, "0.00")
