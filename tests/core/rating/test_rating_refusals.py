"""What cannot be rated comes back as one sentence, and nothing is charged."""

import pytest
from rating_world import (
    JULY,
    D,
    day,
    entry,
    make_line,
    minutes,
    span,
    try_rate,
    units,
)

from rating import (
    ContractTerms,
    Expense,
    GainShare,
    Rate,
    Saving,
    Surcharge,
    Tier,
    TimeBucket,
    check_line,
)

FROM_JULY = Rate(D(20), day("2026-07-01"))
TO_JULY = Rate(D(20), None, day("2026-07-01"))


def tier_line(*starts):
    """A graduated line whose tiers start at these quantities."""
    steps = tuple(Tier(D(start), D(1)) for start in starts)
    return make_line("unit", tier_mode="graduated", tiers=steps)


def window_line(**changes):
    """A time line with one surcharge, changed."""
    window = {"weekday_mask": "01234", "hour_from": 8, "hour_to": 12, **changes}
    return make_line("time", "1", surcharges=(Surcharge("Early", D(5), **window),))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (make_line("time", rates=(FROM_JULY, TO_JULY)), "overlapping_rates"),
        (make_line("time", rates=(TO_JULY, FROM_JULY)), "overlapping_rates"),
        (make_line("time", rates=(Rate(D(1)), Rate(D(2)))), "overlapping_rates"),
        (
            make_line(
                "time", rates=(Rate(D(1), day("2026-07-02"), day("2026-07-01")),)
            ),
            "rate_end_before_start",
        ),
        (
            make_line("time", date_start=day("2026-07-02"), date_end=day("2026-07-01")),
            "end_before_start",
        ),
        (make_line("time", "-1"), "negative_price"),
        (make_line("time", rates=(Rate(D(-1)),)), "negative_price"),
        (make_line("fixed", included_quantity=D(-1)), "negative_quantity"),
        (tier_line(), "no_tiers"),
        (tier_line(1, 2), "tiers_not_from_zero"),
        (tier_line(0, 10, 10), "tiers_not_rising"),
        (tier_line(0, 10, 5), "tiers_not_rising"),
        (make_line("unit", tier_mode="package"), "no_package_size"),
        (make_line("fte", fte_basis="hours"), "no_fte_hours"),
        (window_line(weekday_mask="7"), "bad_window"),
        (window_line(hour_from=8, hour_to=8), "bad_window"),
        (window_line(hour_to=25), "bad_window"),
        (window_line(hour_from=-1), "bad_window"),
        (
            make_line("milestone", gain_share=GainShare(D(1), D(-1))),
            "negative_gain_share",
        ),
    ],
)
def test_bad_terms_are_refused_and_nothing_is_charged(line, code):
    result = try_rate(line, units=[units(5)])
    assert [refusal.code for refusal in result.refusals] == [code]
    assert result.charges == ()
    (refusal,) = result.refusals
    assert refusal.line_id == 1
    assert refusal.reason.startswith("“Work”: ") and refusal.reason.endswith(".")


@pytest.mark.parametrize(
    "line",
    [
        make_line("time", rates=(TO_JULY, Rate(D(22), day("2026-07-02")))),
        make_line("time", rates=(FROM_JULY, Rate(D(22), job_id=3))),
        make_line("time", rates=(Rate(D(1), employee_id=1), Rate(D(1), employee_id=2))),
        tier_line(0, "0.5", 10),
        window_line(hour_from=22, hour_to=6),
    ],
)
def test_good_terms_pass(line):
    assert check_line(line) == ()


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"tz": "Mars/Olympus"}, "unknown_tz"),
        ({"minimum_commitment": D(-1)}, "negative_minimum"),
        (
            {"date_start": day("2026-07-02"), "date_end": day("2026-07-01")},
            "end_before_start",
        ),
        ({"rounding": D(0)}, "bad_rounding"),
        ({"billing_frequency": "weekly"}, "crosses_billing_periods"),
    ],
)
def test_bad_contracts_are_refused(terms, code):
    result = try_rate(make_line("fixed", "1"), terms=terms)
    assert {refusal.code for refusal in result.refusals} == {code}
    assert all(refusal.line_id is None for refusal in result.refusals)


def test_a_day_without_a_rate_is_refused_not_given_away():
    line = make_line("time", rates=(FROM_JULY,))
    before = minutes(60, "2026-06-30")
    bucket = TimeBucket("b", 1, day("2026-06-30"), 60, 60)
    for usage in ({"entries": [before]}, {"buckets": [bucket]}):
        (refusal,) = try_rate(line, **usage).refusals
        assert (refusal.code, refusal.params["day"]) == ("no_rate", "2026-06-30")


@pytest.mark.parametrize("mode", ["none", "package"])
def test_units_without_a_price_are_refused(mode):
    line = make_line("unit", rates=(FROM_JULY,), tier_mode=mode, package_size="10")
    result = try_rate(
        line, span("2026-06-01", "2026-06-30"), units=[units(1, "2026-06-01")]
    )
    assert [refusal.code for refusal in result.refusals] == ["no_rate"]


@pytest.mark.parametrize("model", ["fixed", "baseline"])
def test_a_fee_with_a_gap_in_its_prices_is_refused(model):
    line = make_line(model, rates=(Rate(D(20), day("2026-07-05")),))
    assert [refusal.code for refusal in try_rate(line).refusals] == ["no_rate"]


def test_an_entry_that_stops_before_it_starts_is_refused():
    line = make_line("time", "1")
    turned = entry("2026-07-06 10:00", "2026-07-06 09:00")
    assert [r.code for r in try_rate(line, entries=[turned]).refusals] == [
        "negative_time"
    ]


def test_units_below_zero_are_refused():
    result = try_rate(make_line("unit", "1"), units=[units(-1)])
    assert [refusal.code for refusal in result.refusals] == ["negative_units"]


def test_usage_of_another_contract_is_refused():
    stranger = Expense("x", 99, JULY.date_from, D(1))
    (refusal,) = try_rate(make_line("passthrough"), expenses=[stranger]).refusals
    assert (refusal.code, refusal.line_id) == ("unknown_line", 99)


def test_a_saving_without_a_gain_share_is_refused():
    saving = Saving(1, 1, JULY.date_from, D(1))
    (refusal,) = try_rate(make_line("milestone"), savings=[saving]).refusals
    assert refusal.code == "no_gain_share"


def test_an_empty_contract_costs_nothing():
    assert try_rate(()) == try_rate((), None)
    assert ContractTerms(()).lines == ()


def test_a_sum_with_negative_time_is_refused():
    """An entry that stops before it starts does not hide in the sum of others."""
    bad = TimeBucket("b", 1, day("2026-07-01"), 60, 60, has_negative=True)
    good = TimeBucket("g", 1, day("2026-07-01"), 60, 60)
    result = try_rate(make_line("time", "1"), buckets=[bad, good])
    (refusal,) = result.refusals
    assert (refusal.code, refusal.params["day"]) == ("negative_time", "2026-07-01")
    assert [charge.sources for charge in result.charges] == [("g",)]
