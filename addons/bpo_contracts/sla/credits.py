"""Service credits: what a missed level gives back, capped, to the cent.

Order of the arithmetic, each step kept in the explanation:

1. the share of a miss by its method (pool, linear, step), doubled for agreed repeats;
2. at most ``cap_percent`` of the fees the level is about;
3. single-event clause: of several misses with one cause only the highest is credited;
4. all together at most the at-risk amount, scaled down so that the lines add up to it;
5. all of a contract year together at most the year's cap, scaled likewise.

Example: fees 100,000, at risk 10 % = 10,000, allocation 20 %: 2,000.00. Four misses of
20, 30, 50 and 25 % are 12,500 uncapped and 10,000.00 credited.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

Method = Literal["pool", "linear", "step"]
Explanation = Mapping[str, object]

ZERO = Decimal(0)
HUNDRED = Decimal(100)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Step:
    """``credit_percent`` applies when the attainment is below ``below`` percent."""

    below: Decimal
    credit_percent: Decimal


@dataclass(frozen=True, slots=True)
class Miss:
    """A missed level and how it is credited.

    ``fees`` are the period's fees that linear and step work on: those of the line, or
    all of the contract's. ``repeat`` counts the periods missed in a row before this.
    Misses with the same non-empty ``event`` have one cause.
    """

    key: int
    method: Method
    target: Decimal
    percent: Decimal
    fees: Decimal
    allocation: Decimal = ZERO
    steps: tuple[Step, ...] = ()
    cap_percent: Decimal = ZERO
    repeat: int = 0
    doubles: bool = False
    event: str = ""


@dataclass(frozen=True, slots=True)
class Caps:
    """What limits all credits of a period together.

    ``at_risk_percent`` 0: nothing was put at risk, a pool gives nothing and linear and
    step are limited by their own caps only. ``year_cap`` is an amount, ``None`` when
    there is none; ``year_used`` what earlier periods of the contract year took of it.
    """

    total_fees: Decimal
    at_risk_percent: Decimal = ZERO
    year_cap: Decimal | None = None
    year_used: Decimal = ZERO
    quantum: Decimal = CENT

    @property
    def at_risk(self) -> Decimal:
        """Return the at-risk amount of the period, unrounded."""
        return max(self.total_fees, ZERO) * self.at_risk_percent / HUNDRED


@dataclass(frozen=True, slots=True)
class Credit:
    """One credit, positive; ``uncapped`` is what the method alone would give."""

    key: int
    uncapped: Decimal
    amount: Decimal
    explanation: Explanation = field(default_factory=dict)


def step_percent(percent: Decimal, steps: Sequence[Step]) -> Decimal:
    """Return the credit percent of the lowest step the attainment is below.

    >>> steps = [Step(Decimal(98), Decimal(2)), Step(Decimal(95), Decimal(5)),
    ...          Step(Decimal(90), Decimal(10))]
    >>> step_percent(Decimal("93.5"), steps)
    Decimal('5')
    """
    reached = [step for step in steps if percent < step.below]
    if not reached:
        return ZERO
    return min(reached, key=lambda step: step.below).credit_percent


def credits_of(misses: Sequence[Miss], caps: Caps) -> list[Credit]:
    """Return one credit per miss, in the order given; amounts are rounded and add up.

    >>> miss = Miss(1, "pool", Decimal(95), Decimal("93.5"), Decimal(100000),
    ...             allocation=Decimal(20))
    >>> credits_of([miss], Caps(Decimal(100000), Decimal(10)))[0].amount
    Decimal('2000.00')
    """
    shares = [_share(miss, caps) for miss in misses]
    limited = _single_events(misses, [share.limited for share in shares])
    limit = _limit(caps)
    amounts = fit(limited, limit, caps.quantum)
    scaled = limit is not None and sum(limited) > limit
    return [
        Credit(
            key=miss.key,
            uncapped=share.amount.quantize(caps.quantum, ROUND_HALF_UP),
            amount=amount,
            explanation=_explain(miss, share, single, amount, scaled, caps),
        )
        for miss, share, single, amount in zip(
            misses, shares, limited, amounts, strict=True
        )
    ]


def fit(
    amounts: Sequence[Decimal], limit: Decimal | None, quantum: Decimal = CENT
) -> list[Decimal]:
    """Round amounts; scale them to the limit where they exceed it, adding up exactly.

    The cents lost by cutting go to the largest remainders, the first one on a tie.

    >>> [str(a) for a in fit([Decimal(1), Decimal(1), Decimal(1)], Decimal(1))]
    ['0.34', '0.33', '0.33']
    """
    total = sum(amounts, ZERO)
    if limit is None or total <= limit:
        rounded = [amount.quantize(quantum, ROUND_HALF_UP) for amount in amounts]
        if limit is None or sum(rounded, ZERO) <= limit:
            return rounded
    return _scale(amounts, max(limit, ZERO).quantize(quantum, ROUND_DOWN), quantum)


def _scale(
    amounts: Sequence[Decimal], whole: Decimal, quantum: Decimal
) -> list[Decimal]:
    """Share ``whole`` out in proportion to the amounts, which are not all zero."""
    total = sum(amounts, ZERO)
    exact = [whole * amount / total for amount in amounts]
    cut = [amount.quantize(quantum, ROUND_DOWN) for amount in exact]
    missing = int((whole - sum(cut, ZERO)) / quantum)
    by_remainder = sorted(range(len(cut)), key=lambda i: cut[i] - exact[i])
    for index in by_remainder[:missing]:
        cut[index] += quantum
    return cut


@dataclass(frozen=True, slots=True)
class _Share:
    """A miss by its own method: what it gives and what its own cap leaves."""

    rate: Decimal
    base: Decimal
    factor: int
    amount: Decimal
    limited: Decimal


def _share(miss: Miss, caps: Caps) -> _Share:
    if miss.method == "pool":
        rate, base = miss.allocation, caps.at_risk
    elif miss.method == "linear":
        rate, base = max(miss.target - miss.percent, ZERO), max(miss.fees, ZERO)
    else:
        rate, base = step_percent(miss.percent, miss.steps), max(miss.fees, ZERO)
    factor = 2 if miss.doubles and miss.repeat > 0 else 1
    amount = rate * base * factor / HUNDRED
    limited = amount
    if miss.cap_percent > 0:
        limited = min(amount, max(miss.fees, ZERO) * miss.cap_percent / HUNDRED)
    return _Share(rate, base, factor, amount, limited)


def _single_events(misses: Sequence[Miss], amounts: Sequence[Decimal]) -> list[Decimal]:
    """Keep the highest amount of each event, the first one on a tie."""
    highest: dict[str, int] = {}
    for index, miss in enumerate(misses):
        best = highest.get(miss.event)
        if miss.event and (best is None or amounts[index] > amounts[best]):
            highest[miss.event] = index
    return [
        amount if not miss.event or highest[miss.event] == index else ZERO
        for index, (miss, amount) in enumerate(zip(misses, amounts, strict=True))
    ]


def _limit(caps: Caps) -> Decimal | None:
    """Return the smaller of the at-risk amount and what is left of the year's cap."""
    limits = []
    if caps.at_risk_percent > 0:
        limits.append(caps.at_risk)
    if caps.year_cap is not None:
        limits.append(max(caps.year_cap - caps.year_used, ZERO))
    return min(limits) if limits else None


def _explain(
    miss: Miss,
    share: _Share,
    single: Decimal,
    amount: Decimal,
    scaled: bool,
    caps: Caps,
) -> dict[str, object]:
    """Return the arithmetic of a credit, JSON-able, decimals as strings."""
    result: dict[str, object] = {
        "method": miss.method,
        "target_percent": str(miss.target),
        "attainment_percent": str(miss.percent),
        "rate_percent": str(share.rate),
        "base": str(share.base),
        "fees": str(miss.fees),
        "total_fees": str(caps.total_fees),
        "uncapped": str(share.amount),
        "amount": str(amount),
    }
    if miss.method == "pool" or caps.at_risk_percent > 0:
        result["at_risk_percent"] = str(caps.at_risk_percent)
        result["at_risk_amount"] = str(caps.at_risk)
    if share.factor > 1:
        result["repeat_factor"] = share.factor
        result["missed_before"] = miss.repeat
    if miss.cap_percent > 0:
        result["cap_percent"] = str(miss.cap_percent)
        result["capped"] = str(share.limited)
    if miss.event:
        result["single_event"] = miss.event
        result["credited_for_event"] = single != ZERO or share.limited == ZERO
    if caps.year_cap is not None:
        result["year_cap"] = str(caps.year_cap)
        result["year_used"] = str(caps.year_used)
    if scaled:
        result["scaled_to"] = str(_limit(caps))
    return result
