"""Units: graduated, volume, package, included, minimum, dated prices, roll-over."""

import pytest
from rating_world import (
    JULY,
    JUNE,
    D,
    amounts,
    day,
    make_line,
    rate,
    span,
    total,
    units,
)

from rating import PoolPeriod, Rate, Tier


def tiers(*steps):
    """Tiers from ``(from, price[, flat fee])``."""
    return tuple(Tier(*(D(number) for number in step)) for step in steps)


GRADUATED = tiers((0, "1.00"), (100, "0.50"), (200, "0.10"))
VOLUME = tiers((0, "0.001"), (50000, "0.0006", 10))


@pytest.mark.parametrize(
    ("quantity", "amount"),
    [
        ("0", "0.00"),
        ("1", "1.00"),
        ("100", "100.00"),
        ("101", "100.50"),
        ("200", "150.00"),
        ("201", "150.10"),
        ("250", "155.00"),
    ],
)
def test_graduated(quantity, amount):
    line = make_line("unit", tier_mode="graduated", tiers=GRADUATED)
    assert total(line, units=[units(quantity)]) == amount


def test_graduated_shows_a_step_per_tier():
    line = make_line("unit", tier_mode="graduated", tiers=GRADUATED, unit="record")
    (charge,) = rate(line, units=[units(250)]).charges
    steps = [(s["quantity"], s["rate"], s["amount"]) for s in
             charge.explanation["steps"]]  # fmt: skip
    assert steps == [("100", "1", "100"), ("100", "0.5", "50"), ("50", "0.1", "5")]
    assert (charge.quantity, charge.price_unit) == (250, D("0.62"))


@pytest.mark.parametrize(
    ("quantity", "amount"), [(0, "0.00"), (1, "6.00"), (100, "105.00"), (101, "112.50")]
)
def test_graduated_flat_fee_is_due_once_a_tier_is_entered(quantity, amount):
    steps = tiers((0, 1, 5), (100, "0.50", 7))
    line = make_line("unit", tier_mode="graduated", tiers=steps)
    assert total(line, units=[units(quantity)]) == amount


@pytest.mark.parametrize(
    ("quantity", "amount", "notices"),
    [
        (65000, "49.00", 1),
        (49999, "50.00", 1),
        (50000, "40.00", 1),
        (40000, "40.00", 0),
        (70000, "52.00", 0),
        (0, "0.00", 0),
    ],
)
def test_volume_and_its_cliff(quantity, amount, notices):
    line = make_line("unit", tier_mode="volume", tiers=VOLUME)
    result = rate(line, units=[units(quantity)])
    assert str(result.amount) == amount
    assert len(result.notices) == notices
    if notices:
        assert result.notices[0].params["edge"] == "50000"
        assert result.charges[0].explanation["notices"] == [result.notices[0].text]


@pytest.mark.parametrize(
    ("quantity", "amount"),
    [(0, "0.00"), (100, "0.00"), (101, "5.00"), (200, "5.00"), (201, "10.00")],
)
def test_package(quantity, amount):
    line = make_line(
        "unit", "5.00", tier_mode="package", package_size="100", included_quantity="100"
    )
    assert total(line, units=[units(quantity)]) == amount


def test_a_package_costs_what_it_cost_on_the_day_it_was_started():
    card = (Rate(D(5), None, day("2026-07-14")), Rate(D(6), day("2026-07-15")))
    line = make_line("unit", rates=card, tier_mode="package", package_size="100")
    work = [units(150, "2026-07-20"), units(150, "2026-07-10")]
    assert total(line, units=work) == "16.00"


def test_packages_to_the_minimum_cost_what_the_last_day_costs():
    card = (Rate(D(5), None, day("2026-07-14")), Rate(D(6), day("2026-07-15")))
    line = make_line(
        "unit",
        rates=card,
        tier_mode="package",
        package_size="100",
        minimum_quantity="200",
    )
    assert total(line, units=[units(100, "2026-07-10")]) == "11.00"
    assert total(line, units=[units(150, "2026-07-10")]) == "10.00"


def test_included_units_come_off_before_the_tiers():
    steps = tiers((0, "0.20"), (1000, "0.15"))
    line = make_line(
        "unit", tier_mode="graduated", tiers=steps, included_quantity="500"
    )
    assert total(line, units=[units(1700)]) == "230.00"


def test_minimum_quantity_shows_what_was_measured():
    line = make_line("unit", "0.40", minimum_quantity="300")
    (charge,) = rate(line, units=[units(220)]).charges
    assert (str(charge.amount), charge.quantity) == ("120.00", 300)
    assert charge.explanation["facts"]["measured"] == "220"
    assert total(line) == "120.00"
    assert total(line, units=[units(301)]) == "120.40"


def test_no_minimum_where_the_line_does_not_run():
    line = make_line("unit", "0.40", minimum_quantity="300", date_end=day("2026-06-30"))
    assert rate(line).charges == ()
    assert rate(line, None).charges == ()


def test_rejected_units_and_rework_are_billed_once():
    line = make_line("unit", "1")
    work = [
        units(960, key="first", measured=D(1000)),
        units(40, key="again", measured=D(40)),
    ]
    (charge,) = rate(line, units=work).charges
    assert (charge.quantity, str(charge.amount)) == (1000, "1000.00")
    assert charge.explanation["facts"]["delivered"] == "1040"
    assert charge.sources == ("first", "again")


def test_transcription_lines_are_rounded_once():
    line = make_line("unit", "0.09", unit="line")
    work = [units(D(13000) / 65), units(D(6501) / 65)]
    (charge,) = rate(line, units=work).charges
    assert (round(charge.quantity, 4), str(charge.amount)) == (D("300.0154"), "27.00")


def test_dated_unit_prices_give_a_charge_each():
    card = (
        Rate(D("0.40"), None, day("2026-07-14")),
        Rate(D("0.50"), day("2026-07-15")),
    )
    line = make_line("unit", rates=card, included_quantity="50")
    work = [units(100, "2026-07-20", key=2), units(100, "2026-07-10", key=1)]
    result = rate(line, units=work)
    # the included units come off the earliest days
    assert amounts(result, "unit") == ["20.00", "50.00"]
    assert [charge.sources for charge in result.charges] == [(1,), (2,)]


def test_included_units_roll_over():
    line = make_line("unit", "1", included_quantity="100", rollover_periods=1)
    may = PoolPeriod(1, span("2026-05-01", "2026-05-31"), D(40))
    june = PoolPeriod(1, JUNE, D(100))
    assert total(line, JUNE, units=[units(170)], pool_history=[may]) == "10.00"
    # 60 rolled into June were used first, so 60 of June's own are left for July
    assert total(line, units=[units(170)], pool_history=[june, may]) == "10.00"
    assert total(line, JULY, units=[units(170)], pool_history=[june]) == "70.00"


def test_what_rolled_in_first_is_used_first_and_expires():
    line = make_line("unit", "1", included_quantity="40", rollover_periods=2)
    past = [
        PoolPeriod(1, span("2026-04-01", "2026-04-30"), D(0)),
        PoolPeriod(1, span("2026-05-01", "2026-05-31"), D(20)),
        PoolPeriod(1, JUNE, D(0)),
    ]
    # of April 20 were used in May and 20 expired; May and June are whole
    assert total(line, units=[units(121)], pool_history=past) == "1.00"


def test_units_within_what_is_included_are_settled_by_a_free_charge():
    line = make_line("unit", "1", included_quantity="100")
    (charge,) = rate(line, units=[units(80, key=8)]).charges
    assert (charge.sources, str(charge.amount)) == ((8,), "0.00")
