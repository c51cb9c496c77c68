"""Units taken back: worth what they cost, and never below what was accepted."""

import pytest
from rating_world import D, amounts, day, make_line, rate, total, try_rate, units

from rating import PoolPeriod, Rate, Tier
from rating.corrections import settle_units
from rating.pool import run_pool
from rating.terms import Period

STEPS = (Tier(D(0), D(1)), Tier(D(100), D("0.5")))


def sums(*pieces):
    """Units as ``(day, quantity)``, keyed by their place."""
    return [
        units(quantity, key=place, on=f"2026-07-{on:02}")
        for place, (on, quantity) in enumerate(pieces)
    ]


def left(*pieces):
    return [int(unit.quantity) for unit in settle_units(sums(*pieces))]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (((5, 100),), [100]),
        (((5, 100), (20, -20)), [80, 0]),
        (((5, 100), (20, -100)), [0, 0]),
        (((5, 100), (6, 10), (20, -20)), [90, 0, 0]),
        (((5, -20), (20, 100)), [0, 80]),
        (((5, 10), (6, -20), (20, 100)), [0, 0, 90]),
        (((5, 50), (6, -20), (7, -20), (8, 5)), [10, 0, 0, 5]),
    ],
)
def test_a_correction_takes_off_the_latest_units_before_it(pieces, expected):
    assert left(*pieces) == expected
    assert left(*reversed(pieces)) == expected


def test_keys_and_deliveries_stay():
    settled = settle_units(sums((5, 100), (20, -20)))
    assert [(unit.key, unit.measured) for unit in settled] == [(0, 100), (1, -20)]


def test_a_correction_costs_what_the_units_cost():
    """100 at 1.00, of which 20 are taken back after the price rose: 80.00."""
    rates = (
        Rate(D(1), None, day("2026-07-09")),
        Rate(D("1.1"), day("2026-07-10")),
    )
    line = make_line("unit", rates=rates)
    result = rate(line, units=sums((5, 100), (20, -20)))
    assert amounts(result, "unit") == ["80.00", "0.00"]
    assert {key for charge in result.charges for key in charge.sources} == {0, 1}


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"tier_mode": "graduated", "tiers": STEPS}, "100.00"),
        ({"tier_mode": "volume", "tiers": STEPS}, "50.00"),
        ({"included_quantity": "90"}, "10.00"),
        ({"minimum_quantity": "150"}, "150.00"),
        ({"tier_mode": "package", "package_size": "50", "price_unit": D(7)}, "14.00"),
    ],
)
def test_tiers_packages_and_minimums_see_what_is_left(terms, expected):
    """120 units less 20 are 100, whatever the price rule."""
    terms = dict(terms)
    price = terms.pop("price_unit", D(1))
    line = make_line("unit", str(price), **terms)
    assert total(line, units=sums((5, 120), (20, -20))) == expected


def test_more_taken_back_than_accepted_is_refused():
    result = try_rate(make_line("unit", "1"), units=sums((5, 10), (20, -20)))
    (refusal,) = result.refusals
    assert refusal.code == "negative_units"
    assert "taken back" in refusal.reason
    assert not result.charges


def test_the_minimum_counts_what_is_left():
    """80 units at 1.00 after a correction, minimum 100: a true-up of 20.00."""
    terms = {"minimum_commitment": D(100)}
    line = make_line("unit", "1")
    result = rate(line, terms=terms, units=sums((5, 100), (20, -20)))
    assert amounts(result) == {"unit": ["80.00"], "minimum": ["20.00"]}


def test_a_period_below_zero_adds_nothing_to_the_pool():
    assert [int(use.left) for use in run_pool(1, [(40, -30), (40, 60)])] == [40, 20]


def test_roll_over_after_a_period_below_zero():
    past = PoolPeriod(1, Period(day("2026-06-01"), day("2026-06-30")), D(-30))
    line = make_line("unit", "1", included_quantity="40", rollover_periods=1)
    assert total(line, units=sums((5, 90)), pool_history=[past]) == "10.00"
