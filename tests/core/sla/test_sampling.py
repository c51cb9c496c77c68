"""Sampling plans and repeatable draws."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla import AQLS, SamplingError, aql_plan, draw, percentage_plan

D = Decimal


@pytest.mark.parametrize(
    ("lot", "aql", "level", "letter", "size", "accept"),
    [
        (2_000, "1.0", "II", "K", 125, 3),
        (1_201, "1.0", "II", "K", 125, 3),
        (3_200, "1.0", "II", "K", 125, 3),
        (1_200, "1.0", "II", "J", 80, 2),
        (3_201, "1.0", "II", "L", 200, 5),
        (500, "2.5", "II", "H", 50, 3),
        (500_001, "0.65", "II", "Q", 1250, 14),
        (500_001, "0.65", "III", "R", 2000, 21),
        (40, "2.5", "II", "C", 5, 0),  # arrow up from D
        (40, "4.0", "II", "E", 13, 1),  # arrow down from D
        (60, "1.0", "II", "E", 13, 0),
        (100, "1.0", "II", "E", 13, 0),  # arrow up from F
        (200, "1.0", "II", "H", 50, 1),  # arrow down from G
        (2_000, "0.010", "II", "Q", 1250, 0),  # arrows down, all the way
        (500_001, "1.5", "III", "P", 800, 21),  # arrows up from R
        (60, "250", "II", "E", 13, 44),
        (120, "250", "II", "E", 13, 44),  # beyond the largest number from F
        (2_000, "1.0", "I", "H", 50, 1),
        (2_000, "1.0", "III", "L", 200, 5),
    ],
)
def test_normal_single_sampling(lot, aql, level, letter, size, accept):
    plan = aql_plan(lot, D(aql), level)
    assert (plan.letter, plan.size, plan.accept) == (letter, size, accept)
    assert plan.reject == accept + 1


def test_a_small_lot_is_looked_at_as_a_whole():
    assert aql_plan(3, D("0.10")).size == 3
    assert aql_plan(0, D("0.10")).size == 0


def test_accept_with_three_reject_with_four():
    plan = aql_plan(2_000, D("1.0"))
    assert (plan.passes(3), plan.passes(4)) == (True, False)
    assert percentage_plan(100, D(5)).passes(4) is None


@pytest.mark.parametrize(
    ("lot", "percent", "size"),
    [(150, 5, 8), (1, 5, 1), (200, 5, 10), (201, 5, 11), (7, 100, 7), (0, 5, 0)],
)
def test_percentage_is_rounded_up(lot, percent, size):
    assert percentage_plan(lot, D(percent)).size == size


@pytest.mark.parametrize("make", [
    lambda: aql_plan(100, D("1.1")),
    lambda: aql_plan(100, D("1.0"), "IV"),
    lambda: percentage_plan(100, D(0)),
    lambda: percentage_plan(100, D(101)),
])  # fmt: skip
def test_an_unknown_plan_is_refused_with_a_sentence(make):
    with pytest.raises(SamplingError, match=r"\.$"):
        make()


@given(
    st.integers(0, 10**6), st.sampled_from(AQLS), st.sampled_from(["I", "II", "III"])
)
def test_every_lot_has_a_plan(lot, aql, level):
    plan = aql_plan(lot, aql, level)
    assert 0 <= plan.size <= lot


@given(st.sets(st.integers(1, 10**6), max_size=60), st.integers(0, 70), st.integers())
def test_a_draw_is_repeatable_and_within_the_lot(keys, size, seed):
    found = draw(keys, size, seed)
    assert found == draw(list(keys)[::-1], size, seed)
    assert len(found) == min(size, len(keys)) == len(set(found))
    assert set(found) <= keys
