"""Work approved after its period was billed is charged as the difference."""

import pytest
from rating_world import JULY, D, make_line, minutes, recompute, units

from rating import ContractTerms, FteShare, Tier, Usage, rate_late


def late(line, billed, added, left=None, **terms):
    """The adjustments for ``added`` usage."""
    result = rate_late(ContractTerms((line,), **terms), billed, added, JULY, left)
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


def test_credited_units_come_back_at_what_was_credited():
    """250 cost 155.00; half is credited at the average, 77.50, and not at 0.10."""
    steps = (Tier(D(0), D(1)), Tier(D(100), D("0.5")), Tier(D(200), D("0.1")))
    line = make_line("unit", tier_mode="graduated", tiers=steps)
    billed, freed = Usage(units=[units(125)]), Usage(units=[units(125, key="back")])
    assert late(line, billed, freed, {1: D("77.50")}) == [(1, "77.50", ("back",))]


def test_credited_work_is_not_swallowed_by_the_minimum():
    """90 and 10 to the minimum; 45 credited of the 90: 45 come back, no less."""
    billed, freed = Usage(units=[units("4.5")]), Usage(units=[units("4.5", key=9)])
    left = {1: D(45), None: D(10)}
    adjustments = late(
        make_line("unit", "10"), billed, freed, left, minimum_commitment=D(100)
    )
    assert adjustments == [(1, "45.00", (9,))]


def test_what_a_line_has_left_counts_only_for_its_own_work():
    """A goodwill credit stays a gift where other work is late."""
    left = {2: D(0)}
    added = Usage(units=[units(1, key=9)])
    assert late(make_line("unit", "10"), Usage(units=[units(5)]), added, left) == [
        (1, "10.00", (9,))
    ]


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
