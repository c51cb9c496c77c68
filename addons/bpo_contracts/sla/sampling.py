"""Quality samples: how many items to look at, which ones, and when to reject.

Plans: a percentage of the lot, or single sampling for normal inspection after
MIL-STD-105E (code letter from lot size and level, acceptance number from the AQL).
A draw is repeatable: the seed is recorded and the lot is taken in sorted order.
"""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from random import Random

LETTERS = "ABCDEFGHJKLMNPQR"
SIZES = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000)

#: Largest lot of each row of the code letter table.
_LOTS = (
    8, 15, 25, 50, 90, 150, 280, 500, 1_200, 3_200, 10_000, 35_000, 150_000, 500_000,
)  # fmt: skip
#: Code letters of the rows for the general inspection levels.
_LEVELS = {
    "I": "AABCCDEFGHJKLMN",
    "II": "ABCDEFGHJKLMNPQ",
    "III": "BCDEFGHJKLMNPQR",
}
#: Preferred acceptable quality levels, percent defective or defects per 100 units.
AQLS = tuple(
    Decimal(text)
    for text in (
        "0.010", "0.015", "0.025", "0.040", "0.065", "0.10", "0.15", "0.25", "0.40",
        "0.65", "1.0", "1.5", "2.5", "4.0", "6.5", "10", "15", "25", "40", "65", "100",
        "150", "250", "400", "650", "1000",
    )
)  # fmt: skip
#: The table is built of diagonals: letter and AQL position add up to a key with one
#: acceptance number. 15 and 16 are the arrows between 0 and 1.
_ACCEPT = {
    14: 0, 17: 1, 18: 2, 19: 3, 20: 5, 21: 7, 22: 10, 23: 14, 24: 21, 25: 30, 26: 44,
}  # fmt: skip
_FIRST_KEY, _UP_KEY, _DOWN_KEY, _ACCEPT_ONE_KEY = 14, 15, 16, 17
_LAST_KEY, _LAST_SMALL_KEY = 24, 26
#: Letters up to E (13 units) carry the two highest acceptance numbers.
_SMALL_LETTERS = 5


class SamplingError(ValueError):
    """Why a plan cannot be made; one English sentence."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A single sampling plan.

    ``size`` items are drawn; up to ``accept`` defective ones the lot passes, from
    ``reject`` on it fails. Both are ``None`` for a percentage, which only measures.
    """

    lot: int
    size: int
    letter: str = ""
    accept: int | None = None
    reject: int | None = None

    def passes(self, defective: int) -> bool | None:
        """Return whether the lot passes, ``None`` without an acceptance number."""
        return None if self.accept is None else defective <= self.accept


def percentage_plan(lot: int, percent: Decimal) -> Plan:
    """Return a plan of ``percent`` of the lot, rounded up, at least one item.

    >>> percentage_plan(150, Decimal(5)).size
    8
    """
    if not 0 < percent <= 100:
        raise SamplingError("A sample must be more than 0 and at most 100 percent.")
    if lot <= 0:
        return Plan(lot=0, size=0)
    size = int((lot * percent / 100).to_integral_value(ROUND_CEILING))
    return Plan(lot=lot, size=min(lot, max(size, 1)))


def aql_plan(lot: int, aql: Decimal, level: str = "II") -> Plan:
    """Return the normal single sampling plan of a lot.

    Example: a lot of 2,000 at level II has letter K, 125 items; at AQL 1.0 it is
    accepted with 3 and rejected with 4 defective ones.

    >>> aql_plan(2000, Decimal("1.0"))
    Plan(lot=2000, size=125, letter='K', accept=3, reject=4)
    """
    if level not in _LEVELS:
        raise SamplingError("The inspection level must be I, II or III.")
    if aql not in AQLS:
        raise SamplingError(
            "The AQL must be one of the preferred values: "
            + ", ".join(str(value) for value in AQLS)
            + "."
        )
    if lot <= 0:
        return Plan(lot=0, size=0)
    row = LETTERS.index(_LEVELS[level][bisect_left(_LOTS, lot)])
    row = _follow_arrows(row, AQLS.index(aql))
    accept = _ACCEPT[row + AQLS.index(aql)]
    return Plan(
        lot=lot,
        size=min(lot, SIZES[row]),
        letter=LETTERS[row],
        accept=accept,
        reject=accept + 1,
    )


def draw(keys: Collection[int], size: int, seed: int) -> list[int]:
    """Return a random sample of the keys, sorted; the same for the same seed.

    >>> draw([5, 3, 9, 1], 2, 7) == draw([1, 3, 5, 9], 2, 7)
    True
    """
    ordered = sorted(set(keys))
    if size >= len(ordered):
        return ordered
    # A sample has to be repeatable, not unpredictable.
    return sorted(Random(seed).sample(ordered, size))  # noqa: S311


def _follow_arrows(row: int, column: int) -> int:
    """Return the row of the first plan in the direction of the table's arrow."""
    key = row + column
    if key < _FIRST_KEY:
        row = _FIRST_KEY - column
    elif key == _UP_KEY:
        # Above the first letter there is no plan: go down to the one that accepts 1.
        row = row - 1 if row > 0 else _ACCEPT_ONE_KEY - column
    elif key == _DOWN_KEY:
        # Below the last letter there is no plan: go up to the one with acceptance 0.
        row = row + 1 if row + 1 < len(LETTERS) else _FIRST_KEY - column
    else:
        row = _within_last(row, column)
    return row


def _within_last(row: int, column: int) -> int:
    """Climb from plans beyond the last acceptance number to the last existing one."""
    # Ends at the latest with letter A, whose plans reach the last column.
    while row + column > (_LAST_SMALL_KEY if row < _SMALL_LETTERS else _LAST_KEY):
        row -= 1
    return row
