"""Included quantities and their roll-over into later periods.

Each period brings its included quantity. What a period leaves unused may be used in
the next ``rollover_periods`` periods; what rolled in is used first, oldest first.
Example: 40 h included, one period of roll-over. September uses 30, so October has
50; it uses 60, so 10 are overage, and November starts at 40 again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class PoolUse:
    """One period of a pool: what came, what was there, what was used beyond it."""

    included: Fraction
    rolled_in: Fraction
    used: Fraction
    overage: Fraction
    left: Fraction

    @property
    def available(self) -> Fraction:
        """Everything that could be used without overage."""
        return self.included + self.rolled_in


def run_pool(
    rollover_periods: int, history: Iterable[tuple[Fraction, Fraction]]
) -> list[PoolUse]:
    """Replay ``(included, used)`` of consecutive periods, oldest first.

    ``left`` is what the following period starts with besides its own quantity.

    >>> [int(use.overage) for use in run_pool(1, [(40, 30), (40, 60), (40, 0)])]
    [0, 10, 0]
    """
    waiting: deque[Fraction] = deque(maxlen=max(rollover_periods, 0))
    uses = []
    for included, used in history:
        rolled_in = sum(waiting, Fraction(0))
        rest = max(Fraction(used), Fraction(0))  # units taken back add nothing
        portions = [*waiting, Fraction(included)]
        for index, portion in enumerate(portions):
            taken = min(portion, rest)
            portions[index] -= taken
            rest -= taken
        # the oldest portion drops out of the deque when its time is over
        waiting.clear()
        waiting.extend(portions)
        left = sum(waiting, Fraction(0))
        uses.append(PoolUse(Fraction(included), rolled_in, Fraction(used), rest, left))
    return uses
