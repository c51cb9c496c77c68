"""Earn-back: when part of a credit returns."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla import earn_back, earned_back_at, streak

CREDIT, HALF = Decimal(2000), Decimal(50)


def test_half_of_a_credit_returns_in_the_sixth_period_met():
    found = earn_back(CREDIT, HALF, 6, [True] * 6)
    assert found.amount == Decimal("1000.00")


@pytest.mark.parametrize(
    ("history", "index"),
    [
        ([True] * 5, None),
        ([True] * 6, 5),
        ([True] * 9, 5),
        ([True] * 5 + [False] + [True] * 6, 11),
        ([True] * 5 + [None, True], 6),  # a period without items counts for nothing
        ([False] * 6, None),
        ([], None),
    ],
)
def test_a_miss_restarts_the_count(history, index):
    assert earned_back_at(history, 6) == index


@pytest.mark.parametrize(
    ("credit", "percent", "periods", "length"),
    [(2000, 50, 6, 5), (2000, 50, 6, 7), (2000, 0, 6, 6), (0, 50, 6, 6), (9, 9, 0, 3)],
)
def test_nothing_returns_before_or_after(credit, percent, periods, length):
    found = earn_back(Decimal(credit), Decimal(percent), periods, [True] * length)
    assert found is None


@given(st.lists(st.sampled_from([True, False, None]), max_size=30), st.integers(1, 6))
def test_a_credit_returns_once(history, periods):
    paid = [
        length
        for length in range(1, len(history) + 1)
        if earn_back(CREDIT, HALF, periods, history[:length])
    ]
    assert len(paid) <= 1
    if paid:
        assert streak(history[: paid[0]]) == periods
