"""``rate_contract``: terms + usage + period -> charges, refusals, notices, fees.

The order of the usage never matters. Lines are rated one by one in the order of the
terms, each by the rule of its pricing model (``pricing.RULES``); then the contract's
minimum is trued up. Nothing is raised for bad terms or usage: it comes back as
refusals, and a result with refusals is not to be billed.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal

from .checks import check_periods, check_terms, check_units, unknown_line
from .context import LineContext, LineUsage
from .corrections import settle_units
from .minimum import minimum_charge
from .pricing import RULES
from .result import Charge, LineResult, RatingResult, Refusal
from .terms import ZERO, ContractTerms, Period
from .usage import Usage

#: Stands for "the fee period is the usage period"; empty, so never a real period.
SAME = Period(date.max, date.min)
NOT_FEES = frozenset({"expense", "minimum"})
LINE_USAGE = tuple(spec.name for spec in fields(LineUsage))


def rate_contract(
    terms: ContractTerms,
    usage: Usage,
    period: Period | None,
    fee_period: Period | None = SAME,
) -> RatingResult:
    """Rate ``usage`` of ``period`` and the fees of ``fee_period``.

    :param terms: what was agreed, in force during the period.
    :param usage: what was done; each piece is priced on its own day.
    :param period: the days billed, within one billing period; the part of it a line
        or the contract does not run is prorated. None: no usage (first statement of
        a contract billed in advance).
    :param fee_period: the days whose fixed, fte and baseline fees are billed; by
        default those of ``period``, the following ones where fees are billed in
        advance, None for no fees at all.
    """
    fee_period = period if fee_period is SAME else fee_period
    by_line, unfit = _gather(terms, usage)
    spans = check_periods(terms, (period, fee_period))
    refused = (*check_terms(terms), *spans, *unfit)
    if refused:
        return RatingResult(refusals=refused)
    results = [
        _rate_line(LineContext(terms, line, by_line[line.line_id], period, fee_period))
        for line in terms.lines
    ]
    charges = [charge for result in results for charge in result.charges]
    fees = _fees(charges)
    if period:
        other_fees = fee_period is not None and fee_period != period
        minimum = minimum_charge(
            terms, period, usage.billed_before + _charged(terms, charges, other_fees)
        )
        charges += [minimum] if minimum else []
    return RatingResult(
        tuple(charges),
        tuple(refusal for result in results for refusal in result.refusals),
        tuple(notice for result in results for notice in result.notices),
        fees,
    )


def _rate_line(context: LineContext) -> LineResult:
    return RULES[context.line.pricing_model](context)


def _gather(
    terms: ContractTerms, usage: Usage
) -> tuple[dict[int, LineUsage], tuple[Refusal, ...]]:
    """The usage of each line, and refusals for usage that fits no line."""
    by_line = {line.line_id: LineUsage() for line in terms.lines}
    refusals: dict[object, Refusal] = {}
    for name in LINE_USAGE:
        pools = {line_id: getattr(own, name) for line_id, own in by_line.items()}
        for piece in getattr(usage, name):
            pool = pools.get(piece.line_id)
            if pool is None:
                refusals.setdefault(piece.line_id, unknown_line(piece.line_id))
            else:
                pool.append(piece)
    for line in terms.lines:
        own = by_line[line.line_id]
        refusal = check_units(line, own.units)
        if refusal:
            refusals.setdefault(("units", line.line_id), refusal)
        elif any(unit.quantity < ZERO for unit in own.units):
            own.units = settle_units(own.units)
    return by_line, tuple(refusals.values())


def _charged(terms: ContractTerms, charges: list[Charge], other_fees: bool) -> Decimal:
    """What counts towards the minimum; fees of another period (in advance) do not."""
    assigned = {
        line.line_id
        for line in terms.lines
        if line.pricing_model == "fte" and line.fte_basis == "assignment"
    }
    return sum(
        (
            charge.amount
            for charge in charges
            if not other_fees
            or (charge.kind != "fixed" and charge.line_id not in assigned)
        ),
        ZERO,
    )


def _fees(charges: list[Charge]) -> dict[int, Decimal]:
    """Service fees by line: everything but expenses and the minimum."""
    fees: dict[int, Decimal] = {}
    for charge in charges:
        if charge.line_id is not None and charge.kind not in NOT_FEES:
            fees[charge.line_id] = fees.get(charge.line_id, ZERO) + charge.amount
    return fees
