"""Service credits in numbers, and what holds for any credits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla import Caps, Miss, Step, credits_of, fit, step_percent

D = Decimal
FEES = D(100_000)
STEPS = (Step(D(98), D(2)), Step(D(95), D(5)), Step(D(90), D(10)))


def pool(key, allocation, **more):
    """Return a missed level of method pool."""
    return Miss(key, "pool", D(95), D("93.5"), FEES, allocation=D(allocation), **more)


def amounts(misses, caps):
    """Return the credited amounts as text."""
    return [str(credit.amount) for credit in credits_of(misses, caps)]


def test_pool_credit():
    assert amounts([pool(1, 20)], Caps(FEES, D(10))) == ["2000.00"]


def test_four_misses_are_scaled_to_the_amount_at_risk():
    misses = [pool(key, share) for key, share in enumerate((20, 30, 50, 25))]
    found = credits_of(misses, Caps(FEES, D(10)))
    assert sum(credit.uncapped for credit in found) == D("12500.00")
    assert sum(credit.amount for credit in found) == D("10000.00")
    assert [str(credit.amount) for credit in found] == [
        "1600.00", "2400.00", "4000.00", "2000.00",
    ]  # fmt: skip
    assert found[0].explanation["uncapped"] == "2000"
    assert found[0].explanation["scaled_to"] == "10000"


@pytest.mark.parametrize(
    ("cap", "expected"), [("0", "2300.00"), ("15", "1500.00"), ("30", "2300.00")]
)
def test_linear_gives_a_percent_per_percent_missed(cap, expected):
    miss = Miss(1, "linear", D(98), D(75), D(10_000), cap_percent=D(cap))
    assert amounts([miss], Caps(D(10_000))) == [expected]


@pytest.mark.parametrize(
    ("percent", "credit"),
    [
        ("98", "0"), ("97.99", "2"), ("95", "2"), ("94.999", "5"), ("93.5", "5"),
        ("90", "5"), ("89.99", "10"), ("0", "10"),
    ],
)  # fmt: skip
def test_step(percent, credit):
    assert step_percent(D(percent), STEPS) == D(credit)
    miss = Miss(1, "step", D(98), D(percent), FEES, steps=STEPS)
    assert amounts([miss], Caps(FEES)) == [str(1000 * int(credit)) + ".00"]


def test_linear_and_step_stay_within_the_amount_at_risk():
    misses = [
        Miss(1, "linear", D(98), D(75), FEES),
        Miss(2, "step", D(98), D("93.5"), FEES, steps=STEPS),
    ]
    assert amounts(misses, Caps(FEES)) == ["23000.00", "5000.00"]
    assert amounts(misses, Caps(FEES, D(10))) == ["8214.29", "1785.71"]


def test_repeated_miss_is_doubled_only_if_agreed():
    caps = Caps(FEES, D(10))
    assert amounts([pool(1, 20, repeat=1)], caps) == ["2000.00"]
    assert amounts([pool(1, 20, repeat=2, doubles=True)], caps) == ["4000.00"]
    assert amounts([pool(1, 20, repeat=0, doubles=True)], caps) == ["2000.00"]


def test_of_one_event_only_the_highest_credit_counts():
    misses = [pool(1, 20, event="outage"), pool(2, 30, event="outage"), pool(3, 10)]
    found = amounts(misses, Caps(FEES, D(10)))
    assert found == ["0.00", "3000.00", "1000.00"]


@pytest.mark.parametrize(
    ("used", "expected"),
    [("0", "2000.00"), ("11000", "1000.00"), ("12000", "0.00"), ("13000", "0.00")],
)
def test_cap_of_the_contract_year(used, expected):
    caps = Caps(FEES, D(10), year_cap=D(12_000), year_used=D(used))
    assert amounts([pool(1, 20)], caps) == [expected]


def test_nothing_at_risk_and_no_fees_give_nothing():
    assert amounts([pool(1, 20)], Caps(FEES)) == ["0.00"]
    assert amounts([pool(1, 20)], Caps(D(0), D(10))) == ["0.00"]
    assert credits_of([], Caps(FEES, D(10))) == []


def test_explanation_recomputes_the_credit():
    found = credits_of([pool(1, 20)], Caps(FEES, D(10)))[0].explanation
    at_risk = D(found["total_fees"]) * D(found["at_risk_percent"]) / 100
    assert at_risk * D(found["rate_percent"]) / 100 == D(found["amount"])


money = st.decimals(min_value=0, max_value=10**7, places=4)


@given(st.lists(money, max_size=8), st.one_of(st.none(), money))
def test_fitted_amounts_add_up_and_stay_close(raw, limit):
    found = fit(raw, limit)
    assert all(amount == amount.quantize(D("0.01")) for amount in found)
    if limit is not None:
        assert sum(found) <= limit
        if sum(raw) > limit:
            assert sum(found) == limit.quantize(D("0.01"), "ROUND_DOWN")
    assert all(new <= old + D("0.01") for new, old in zip(found, raw, strict=True))


@given(
    st.lists(
        st.builds(
            Miss,
            st.integers(1, 9),
            st.sampled_from(["pool", "linear", "step"]),
            st.just(D(95)),
            st.decimals(min_value=0, max_value=94, places=2),
            money,
            allocation=st.decimals(min_value=0, max_value=100, places=2),
            steps=st.just(STEPS),
            cap_percent=st.decimals(min_value=0, max_value=100, places=2),
            repeat=st.integers(0, 3),
            doubles=st.booleans(),
            event=st.sampled_from(["", "", "a", "b"]),
        ),
        max_size=6,
    ),
    money,
    st.decimals(min_value=D("0.01"), max_value=100, places=2),
)
def test_credits_never_exceed_the_amount_at_risk(misses, fees, percent):
    caps = Caps(fees, percent)
    found = credits_of(misses, caps)
    assert len(found) == len(misses)
    assert sum(credit.amount for credit in found) <= caps.at_risk
    assert all(credit.amount >= 0 for credit in found)
