"""Fixed fees, retainers, FTE, baseline, milestones, expenses and the minimum."""

from datetime import timedelta

import pytest
from rating_world import (
    JULY,
    JUNE,
    D,
    amounts,
    day,
    make_line,
    minutes,
    rate,
    span,
    total,
    units,
)

from rating import (
    Expense,
    FteShare,
    GainShare,
    Milestone,
    Period,
    PoolPeriod,
    Rate,
    Saving,
)

SEPTEMBER = span("2026-09-01", "2026-09-30")
OCTOBER = span("2026-10-01", "2026-10-31")
NOVEMBER = span("2026-11-01", "2026-11-30")
FEE = make_line("fixed", "10000")


def test_fixed_fee_is_prorated_by_calendar_days():
    late, early = span("2026-07-10", "2026-07-31"), span("2026-07-01", "2026-07-09")
    assert total(FEE, late) == "7096.77"
    assert total(FEE, early) == "2903.23"
    assert total(FEE) == "10000.00"
    facts = rate(FEE, late).charges[0].explanation["facts"]
    assert facts == {"days": "22", "days_of_period": "31"}


def test_fee_follows_the_dates_of_line_and_contract():
    line = make_line("fixed", "10000", date_start=day("2026-07-10"))
    assert total(line) == "7096.77"
    assert total(FEE, terms={"date_end": day("2026-07-09")}) == "2903.23"
    assert rate(line, JUNE).charges == ()


def test_fee_by_working_days():
    line = make_line("fixed", "2300", prorate_by="working_days")
    assert total(line, span("2026-07-02", "2026-07-31")) == "2200.00"
    feast = {"holidays": frozenset({day("2026-07-03")})}
    assert total(line, span("2026-07-06", "2026-07-31"), terms=feast) == "2090.91"


def test_suspended_days_are_not_billed():
    rest = {"suspensions": (span("2026-07-01", "2026-07-09"),)}
    assert total(FEE, terms=rest) == "7096.77"
    whole = {"suspensions": (JULY,)}
    assert rate(FEE, terms=whole).charges == ()


def test_fee_with_a_price_change_inside_the_period():
    card = (Rate(D(3100), None, day("2026-07-10")), Rate(D(6200), day("2026-07-11")))
    (charge,) = rate(make_line("fixed", rates=card)).charges
    assert str(charge.amount) == "5200.00"
    assert len(charge.explanation["steps"]) == 2


def test_fees_in_advance_are_those_of_the_next_period():
    line = make_line("fixed", "3100")
    desk = make_line("time", "10", line_id=2)
    result = rate(
        (line, desk), JUNE, span("2026-07-22", "2026-07-31"),
        entries=[minutes(60, line_id=2)],
    )  # fmt: skip
    assert amounts(result) == {"fixed": ["1000.00"], "time": ["10.00"]}
    assert amounts(rate((line, desk), None, JULY)) == {"fixed": ["3100.00"]}
    assert rate(line, JUNE, None).charges == ()


RETAINER = make_line(
    "fixed", "2000", included_quantity="40", rollover_periods=1, overage_price="60"
)


def test_retainer_rolls_over_one_period():
    september = PoolPeriod(1, SEPTEMBER, D(30))
    october = PoolPeriod(1, OCTOBER, D(60))
    hours_60 = [minutes(60 * 60, "2026-10-05")]
    result = rate(RETAINER, OCTOBER, entries=hours_60, pool_history=[september])
    assert amounts(result) == {"fixed": ["2000.00"], "overage": ["600.00"]}
    overage = result.charges[1]
    assert overage.quantity == 10
    assert overage.explanation["facts"]["rolled_in"] == "10"
    after = rate(
        RETAINER, NOVEMBER, entries=[minutes(41 * 60, "2026-11-02")],
        pool_history=[october, september],
    )  # fmt: skip
    assert amounts(after, "overage") == ["60.00"]


def test_retainer_settles_its_time_once():
    result = rate(RETAINER, entries=[minutes(60 * 50, key=3)])
    assert [charge.sources for charge in result.charges] == [(3,), ()]
    # the fee of the month was billed in advance: the time is settled by a free line
    (charge,) = rate(RETAINER, JULY, None, entries=[minutes(60, key=3)]).charges
    assert (charge.kind, charge.sources, str(charge.amount)) == (
        "overage",
        (3,),
        "0.00",
    )


def test_retainer_of_half_a_month_includes_half():
    june = span("2026-06-16", "2026-06-30")
    result = rate(RETAINER, june, entries=[minutes(60 * 21, "2026-06-16")])
    assert amounts(result) == {"fixed": ["1000.00"], "overage": ["60.00"]}


def test_retainer_of_units():
    line = make_line(
        "fixed", "100", included_quantity="500", overage_price="0.20", pool_unit="units"
    )
    result = rate(line, units=[units(600)], entries=[minutes(60 * 100)])
    assert amounts(result) == {"fixed": ["100.00"], "overage": ["20.00"]}


def test_overage_without_a_price_is_noticed():
    line = make_line("fixed", "100", included_quantity="1")
    result = rate(line, entries=[minutes(120)])
    assert [notice.code for notice in result.notices] == ["free_overage"]
    assert str(result.amount) == "100.00"


def test_fte_by_working_days():
    line = make_line("fte", "100000", prorate_by="working_days")
    share = FteShare(1, date_from=day("2026-07-03"))
    assert total(line, fte_shares=[share]) == "91304.35"


def test_fte_by_assignment():
    line = make_line("fte", "3200")
    shares = [FteShare(1), FteShare(1, D(50))]
    (charge,) = rate(line, fte_shares=shares).charges
    assert (charge.quantity, str(charge.amount)) == (D("1.5"), "4800.00")


def test_fte_time_is_covered_and_settled_once():
    line = make_line("fte", "3200")
    (charge,) = rate(
        line, fte_shares=[FteShare(1)], entries=[minutes(9, key=5)]
    ).charges
    assert charge.sources == (5,)
    (free,) = rate(line, JULY, None, entries=[minutes(9, key=5)]).charges
    assert (free.sources, str(free.amount)) == ((5,), "0.00")


def test_fte_by_role_and_suspension():
    card = (Rate(D(3100)), Rate(D(6200), job_id=4))
    line = make_line("fte", rates=card)
    shares = [FteShare(1), FteShare(1, job_id=4)]
    rest = {"suspensions": (span("2026-07-01", "2026-07-21"),)}
    assert amounts(rate(line, fte_shares=shares, terms=rest), "fte") == [
        "1000.00",
        "2000.00",
    ]


def test_fte_by_hours():
    line = make_line("fte", "3200", fte_basis="hours", fte_hours="160")
    (charge,) = rate(line, entries=[minutes(312 * 60)]).charges
    assert (charge.quantity, str(charge.amount)) == (D("1.95"), "6240.00")


@pytest.mark.parametrize(
    ("tickets", "arc_from", "amount"),
    [
        (900, "band", "50000.00"),
        (1000, "band", "50000.00"),
        (1100, "band", "50000.00"),
        (1101, "band", "50040.00"),
        (1150, "band", "52000.00"),
        (1150, "baseline", "56000.00"),
        (850, "band", "48500.00"),
        (850, "baseline", "45500.00"),
        (899, "band", "49970.00"),
    ],
)
def test_baseline(tickets, arc_from, amount):
    line = make_line(
        "baseline",
        "50000",
        baseline_quantity="1000",
        deadband_percent="10",
        arc_price="40",
        rrc_price="30",
        arc_from=arc_from,
    )
    result = rate(line, units=[units(tickets, key="t")])
    assert str(result.amount) == amount
    within = 900 <= tickets <= 1100
    assert [c.kind for c in result.charges if c.kind in ("arc", "rrc")] == (
        [] if within else ["arc" if tickets > 1000 else "rrc"]
    )
    assert [key for charge in result.charges for key in charge.sources] == ["t"]


def test_baseline_of_half_a_month_is_half():
    line = make_line("baseline", "50000", baseline_quantity="1000", arc_price="40")
    result = rate(line, span("2026-06-16", "2026-06-30"), units=[units(510)])
    assert amounts(result) == {"fixed": ["25000.00"], "arc": ["400.00"]}
    (charge,) = rate(line, JUNE, None, units=[units(1000, key=1)]).charges
    assert (charge.sources, str(charge.amount)) == ((1,), "0.00")


def test_minimum_commitment_lifts_the_charges():
    lines = (make_line("fixed", "50"), make_line("unit", "10", line_id=2))
    floor = {"minimum_commitment": D(100)}
    three, eight = [units(3, line_id=2)], [units(8, line_id=2)]
    result = rate(lines, terms=floor, units=three)
    assert amounts(result, "minimum") == ["20.00"]
    assert str(result.fee_total) == "80.00"
    assert amounts(rate(lines, terms=floor, units=eight), "minimum") == []
    five = [units(5, line_id=2)]
    assert amounts(rate(lines, terms=floor, units=five), "minimum") == []


def test_half_a_month_halves_the_minimum():
    floor = {"minimum_commitment": D(100)}
    line = make_line("unit", "10")
    half = span("2026-06-16", "2026-06-30")
    assert total(line, half, terms=floor) == "50.00"
    ends = {**floor, "date_end": day("2026-06-15")}
    assert total(line, JUNE, terms=ends) == "50.00"
    rest = {**floor, "suspensions": (half,)}
    assert total(line, JUNE, terms=rest) == "50.00"


def test_minimum_in_advance_counts_fees_billed_before_but_not_the_next_ones():
    lines = (make_line("fixed", "50"), make_line("unit", "10", line_id=2))
    result = rate(
        lines, JUNE, JULY, {"minimum_commitment": D(100)},
        units=[units(3, line_id=2)], billed_before=D(50),
    )  # fmt: skip
    assert amounts(result) == {
        "fixed": ["50.00"],
        "unit": ["30.00"],
        "minimum": ["20.00"],
    }


def test_expense_with_markup_is_billed_with_its_evidence():
    line = make_line("passthrough", markup_percent="7.5")
    bill = Expense(77, 1, day("2026-07-03"), D(240), "Courier", "BILL/2026/07/0003")
    result = rate(line, expenses=[bill])
    (charge,) = result.charges
    assert (str(charge.amount), charge.sources) == ("258.00", (77,))
    assert charge.explanation["facts"]["evidence"] == "BILL/2026/07/0003"
    assert result.fees == {}


def test_milestones_cost_their_amount_or_the_lines_price():
    line = make_line("milestone", "500")
    reached = [
        Milestone(1, 1, day("2026-07-02"), "Design"),
        Milestone(2, 1, day("2026-07-03"), "Go-live", D(750)),
    ]
    assert amounts(rate(line, milestones=reached), "milestone") == ["500.00", "750.00"]


@pytest.mark.parametrize(
    ("measured", "amount"),
    [
        ("80000", "4000.00"),
        ("90000", "2500.00"),
        ("100000", "0.00"),
        ("110000", "0.00"),
    ],
)
def test_gain_share_has_a_base_and_a_cap(measured, amount):
    gain = GainShare(D(100000), D(25), D(4000))
    line = make_line("milestone", gain_share=gain)
    saving = Saving(1, 1, day("2026-07-31"), D(measured))
    assert total(line, savings=[saving]) == amount


def test_every_model_at_once():
    lines = (
        make_line("time", "10", 1),
        make_line("unit", "1", 2),
        make_line("fixed", "100", 3),
        make_line("fte", "1000", 4),
        make_line("baseline", "200", 5, baseline_quantity="10", arc_price="3"),
        make_line("milestone", "50", 6),
        make_line("passthrough", line_id=7, markup_percent="10"),
    )
    result = rate(
        lines,
        entries=[minutes(60)],
        units=[units(5, line_id=2), units(12, line_id=5)],
        fte_shares=[FteShare(4)],
        milestones=[Milestone("m", 6, JULY.date_from)],
        expenses=[Expense("x", 7, JULY.date_from, D(10))],
    )
    assert str(result.amount) == "1382.00"
    assert result.fee_total == D(1371)


def test_days_of_a_period():
    assert Period(JULY.date_to, JULY.date_to - timedelta(days=1)).days == 0
    assert len(JULY.each_day()) == JULY.days == 31
