"""``rate_contract``: terms + usage + period -> charges, refusals, notices, fees."""

from __future__ import annotations

from .result import RatingResult
from .terms import ContractTerms, Period
from .usage import Usage


def rate_contract(
    terms: ContractTerms,
    usage: Usage,
    period: Period,
    fee_period: Period | None = None,
) -> RatingResult:
    """Rate ``usage`` of ``period`` and the fees of ``fee_period`` (default: period).

    :param terms: what was agreed, in force during the period.
    :param usage: what was done; each piece is priced on its own day.
    :param period: the days billed; a part of a billing period is prorated.
    :param fee_period: the days whose fixed fees are billed, another period than the
        usage where fees are billed in advance.
    """
    raise NotImplementedError
