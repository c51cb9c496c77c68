"""The tables of single sampling, normal inspection, row by row (MIL-STD-105E)."""

from decimal import Decimal

import pytest

from sla import AQLS, aql_plan

SIZES = {
    "A": 2, "B": 3, "C": 5, "D": 8, "E": 13, "F": 20, "G": 32, "H": 50, "J": 80,
    "K": 125, "L": 200, "M": 315, "N": 500, "P": 800, "Q": 1250, "R": 2000,
}  # fmt: skip
# First and last lot of a row, and its letters for the levels I, II and III.
ROWS = (
    (2, 8, "AAB"),
    (9, 15, "ABC"),
    (16, 25, "BCD"),
    (26, 50, "CDE"),
    (51, 90, "CEF"),
    (91, 150, "DFG"),
    (151, 280, "EGH"),
    (281, 500, "FHJ"),
    (501, 1_200, "GJK"),
    (1_201, 3_200, "HKL"),
    (3_201, 10_000, "JLM"),
    (10_001, 35_000, "KMN"),
    (35_001, 150_000, "LNP"),
    (150_001, 500_000, "MPQ"),
    (500_001, 10**9, "NQR"),
)
LEVELS = ("I", "II", "III")
# Acceptance numbers from the first plan of a letter on, one AQL after the other. A
# letter's first AQL is 15, 14, ... places after 0.010; two places after it are arrows.
ACCEPT = (0, None, None, 1, 2, 3, 5, 7, 10, 14, 21, 30, 44)


@pytest.mark.parametrize(("first", "last", "letters"), ROWS)
def test_letter_and_size_of_a_lot(first, last, letters):
    for level, letter in zip(LEVELS, letters, strict=True):
        # The AQL at which this letter accepts with three.
        aql = AQLS[19 - list(SIZES).index(letter)]
        for lot in (first, last):
            plan = aql_plan(lot, aql, level)
            assert (plan.letter, plan.accept) == (letter, 3), (lot, level)
            assert plan.size == min(lot, SIZES[letter])


@pytest.mark.parametrize(
    ("lot", "letter", "count"), [(2_000, "K", 11), (40, "D", 13), (90, "E", 13)]
)
def test_acceptance_numbers_of_a_letter(lot, letter, count):
    row = list(SIZES).index(letter)
    for place, accept in enumerate(ACCEPT[:count]):
        plan = aql_plan(lot, AQLS[14 - row + place])
        if accept is None:
            assert plan.letter != letter
        else:
            assert (plan.letter, plan.accept) == (letter, accept)


def test_a_lot_of_one_is_looked_at():
    assert aql_plan(1, Decimal("1.0")).size == 1


@pytest.mark.parametrize(
    ("lot", "aql", "level", "letter", "accept"),
    [
        (120, "150", "II", "E", 30),  # beyond the last number of F
        (500_001, "0.015", "III", "P", 0),  # below the last letter
    ],
)
def test_plans_beyond_the_ends_of_the_table(lot, aql, level, letter, accept):
    plan = aql_plan(lot, Decimal(aql), level)
    assert (plan.letter, plan.accept) == (letter, accept)


def test_nothing_to_look_at():
    plan = aql_plan(0, Decimal("1.0"))
    assert (plan.lot, plan.size, plan.letter) == (0, 0, "")
