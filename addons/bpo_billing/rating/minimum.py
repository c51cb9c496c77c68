"""The contract's minimum per billing period: a true-up line for the shortfall.

Example: 50 fixed and 3 x 10 usage are 80; with a minimum of 100 a line of 20.00 is
added, with charges of 130 none. Half a month (15 of 30 days) halves the minimum, and
suspended days do not count. SLA credits come after it and do not count towards it.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from .explain import Draft, Step
from .money import plain, round_half_up
from .prorate import contract_share
from .result import Charge
from .terms import ZERO, ContractTerms, Period


def minimum_charge(
    terms: ContractTerms, period: Period, charged: Decimal
) -> Charge | None:
    """The ``minimum`` charge that lifts ``charged`` to the period's minimum, or None.

    :param charged: everything charged for the period before credits and tax.
    """
    if terms.minimum_commitment <= ZERO:
        return None
    share = contract_share(terms, period)
    agreed = Fraction(terms.minimum_commitment) * share.days / share.of
    if round_half_up(agreed, terms.rounding) <= charged:
        return None
    minimum = Step(
        f"Minimum: {share.label}",
        1,
        "period",
        terms.minimum_commitment,
        share.days,
        share.of,
    )
    return Draft(
        line_id=None,
        kind="minimum",
        name="Minimum commitment",
        steps=(minimum, Step("Charges of the period", -1, "period", charged)),
        quantity=1,
        unit="period",
        facts={**share.facts, "charged": plain(charged)},
    ).charge(terms.rounding)
