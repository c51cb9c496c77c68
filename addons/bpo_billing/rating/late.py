"""Late work: approved after its period was billed, charged as the difference.

The period is rated twice, with what was billed and with the late work added; each
line's difference is one ``adjustment``. So late units land in the tier they would have
reached, late hours first use up what a retainer included, and where a minimum was
trued up, late work within it costs nothing more. Nothing billed changes. Work that a
credit note took back is charged up to what its period comes to with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from .engine import LINE_USAGE, rate_contract
from .explain import Draft, Step
from .result import Charge, RatingResult
from .terms import ZERO, ContractTerms, Period
from .usage import Key, Usage

SOURCES = tuple(
    name for name in LINE_USAGE if name not in ("fte_shares", "pool_history")
)


def rate_late(
    terms: ContractTerms,
    billed: Usage,
    late: Usage,
    period: Period,
    left: Mapping[int | None, Decimal] | None = None,
) -> RatingResult:
    """One ``adjustment`` per line with late work, and one for the minimum if it falls.

    :param terms: the terms as they were in force in ``period``.
    :param billed: the usage that was billed for ``period``; it may be left empty for
        lines whose price does not depend on quantity, such as time.
    :param late: the usage to add; its keys become the sources of the adjustments.
    :param period: the period the work was done in.
    :param left: of lines of which a credit note took work back, what is still billed
        (None: of the minimum); they are charged the difference to this.
    """
    before = rate_contract(terms, billed, period)
    after = rate_contract(terms, _add(billed, late), period)
    if before.refusals or after.refusals:
        return RatingResult(refusals=after.refusals or before.refusals)
    keys = _keys_by_line(late)
    names: dict[int | None, str] = {line.line_id: line.name for line in terms.lines}
    names[None] = "Minimum commitment"
    charges = []
    for line_id, name in names.items():
        old, new = _amount(before, line_id), _amount(after, line_id)
        sources = tuple(keys.get(line_id, ()))
        if left and line_id in left and (sources or line_id is None):
            old = left[line_id]
        if sources or old != new:
            draft = _draft(line_id, name, period, (old, new), sources)
            charges.append(draft.charge(terms.rounding))
    return RatingResult(
        tuple(charges), notices=after.notices, fees=_fees(after, charges)
    )


def _add(billed: Usage, late: Usage) -> Usage:
    """Both usages together."""
    both: dict[str, Any] = {
        name: (*getattr(billed, name), *getattr(late, name)) for name in LINE_USAGE
    }
    return replace(billed, **both)


def _keys_by_line(late: Usage) -> dict[int | None, list[Key]]:
    keys: dict[int | None, list[Key]] = {}
    for name in SOURCES:
        for piece in getattr(late, name):
            keys.setdefault(piece.line_id, []).append(piece.key)
    return keys


def _amount(result: RatingResult, line_id: int | None) -> Decimal:
    return sum((c.amount for c in result.charges if c.line_id == line_id), ZERO)


def _fees(after: RatingResult, charges: list[Charge]) -> dict[int, Decimal]:
    """Adjustments of lines whose charges are service fees."""
    return {
        charge.line_id: charge.amount
        for charge in charges
        if charge.line_id is not None and charge.line_id in after.fees
    }


def _draft(
    line_id: int | None,
    name: str,
    period: Period,
    amounts: tuple[Decimal, Decimal],
    sources: tuple[Key, ...],
) -> Draft:
    old, new = amounts
    dates = f"{period.date_from} to {period.date_to}"
    return Draft(
        line_id=line_id,
        kind="adjustment",
        name=f"{name}, late for {dates}",
        steps=(
            Step(f"All work of {dates}", 1, "period", new),
            Step("Billed before", -1, "period", old),
        ),
        quantity=1,
        unit="adjustment",
        facts={"date_from": str(period.date_from), "date_to": str(period.date_to)},
        sources=sources,
    )
