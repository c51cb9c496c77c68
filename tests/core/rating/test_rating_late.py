"""Work approved after its period was billed is charged as the difference."""

import pytest
from rating_world import JULY, D, make_line, minutes, recompute, units

from rating import ContractTerms, FteShare, Tier, Usage, rate_late


def late(line, billed, added, **terms):
    """The adjustments for ``added`` usage."""
    result = rate_late(ContractTerms((line,), **terms), billed, added, JULY)
    for charge in result.charges:
        assert recompute(charge.explanation) == charge.amount
    return [(c.line_id, str(c.amount), c.sources) for c in result.charges]


def test_late_time_costs_what_it_costs():
    added = Usage(entries=[minutes(90, key=7)])
    assert late(make_line("time", "10"), Usage(), added) == [(1, "15.00", (7,))]


def test_late_units_land_in_the_tier_they_would_have_reached():
    steps = (Tier(D(0), D(1)), Tier(D(100), D("0.5")))
    line = make_line("unit", tier_mode="graduated", tiers=steps)
    billed = Usage(units=[units(90)])
    added = Usage(units=[units(20, key="late")])
    assert late(line, billed, added) == [(1, "15.00", ("late",))]


def test_late_hours_first_use_what_a_retainer_includes():
    line = make_line("fixed", "100", included_quantity="2", overage_price="60")
    billed = Usage(entries=[minutes(90)])
    assert late(line, billed, Usage(entries=[minutes(20, key=1)])) == [
        (1, "0.00", (1,))
    ]
    assert late(line, billed, Usage(entries=[minutes(60, key=1)])) == [
        (1, "30.00", (1,))
    ]


def test_late_work_within_the_minimum_costs_nothing_more():
    added = Usage(units=[units(3, key=9)])
    adjustments = late(
        make_line("unit", "10"), Usage(units=[units(5)]), added,
        minimum_commitment=D(100),
    )  # fmt: skip
    assert adjustments == [(1, "30.00", (9,)), (None, "-30.00", ())]


def test_nothing_late_changes_nothing():
    assert late(make_line("fixed", "100"), Usage(), Usage()) == []


def test_adjustments_name_their_period_and_refusals_stay_refusals():
    terms = ContractTerms((make_line("time", "10"),))
    added = Usage(entries=[minutes(60)])
    (charge,) = rate_late(terms, Usage(), added, JULY).charges
    assert charge.name == "Work, late for 2026-07-01 to 2026-07-31"
    assert charge.explanation["facts"]["date_from"] == "2026-07-01"
    wrong = Usage(entries=[minutes(-60)])
    refused = rate_late(terms, Usage(), wrong, JULY)
    assert [refusal.code for refusal in refused.refusals] == ["negative_time"]


@pytest.mark.parametrize("model", ["time", "passthrough"])
def test_fees_of_adjustments_leave_expenses_out(model):
    line = make_line(model, "10")
    result = rate_late(
        ContractTerms((line,)), Usage(), Usage(entries=[minutes(60)]), JULY
    )
    assert result.fees == ({1: D(10)} if model == "time" else {})


def test_an_assignment_is_no_source():
    """Agents assigned late cost the difference; there is nothing to link."""
    line = make_line("fte", "3100")
    added = Usage(fte_shares=[FteShare(1)])
    assert late(line, Usage(), added) == [(1, "3100.00", ())]
