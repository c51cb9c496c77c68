"""What it costs: charges with their explanation, refusals and notices as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from .terms import ZERO
from .usage import Key

ChargeKind = Literal[
    "time",
    "unit",
    "fixed",
    "overage",
    "fte",
    "arc",
    "rrc",
    "surcharge",
    "milestone",
    "expense",
    "minimum",
    "sla_credit",
    "earn_back",
    "adjustment",
]

#: A JSON object; see ``explain.explanation`` for its keys and how to recompute it.
Explanation = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader of the statement should know; it changes no amount."""

    line_id: int | None
    code: str
    text: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line (or with None the contract) cannot be rated, and what to do.

    ``reason`` is one English sentence; ``code`` and ``params`` let the shell
    translate it. A result with refusals must not be billed: the contract is parked.
    """

    line_id: int | None
    code: str
    reason: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Charge:
    """One statement line to be.

    ``amount`` is rounded to the currency and binding. ``quantity`` (hours for time,
    rounded to 6 decimals) and ``price_unit`` (the average where several prices were
    used) are what to print. ``sources`` are the keys of the usage it settles; a key
    is in the sources of one charge only, so a surcharge has none: its time is linked
    to the ``time`` charge. ``line_id`` is None only for the contract's minimum.
    """

    line_id: int | None
    kind: ChargeKind
    name: str
    quantity: Decimal
    unit: str
    price_unit: Decimal
    amount: Decimal
    explanation: Explanation = field(hash=False)
    sources: tuple[Key, ...] = ()
    actual_minutes: int = 0
    billable_minutes: int = 0
    rate_id: int | None = None
    surcharge_id: int | None = None


@dataclass(frozen=True, slots=True)
class LineResult:
    """What one pricing rule says about one line."""

    charges: tuple[Charge, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingResult:
    """The rated period of a contract.

    ``fees`` maps each line to its service fees: charges without expenses and without
    the minimum true-up. It is the base of SLA credits (``fee_total`` for a pool).
    """

    charges: tuple[Charge, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notices: tuple[Notice, ...] = ()
    fees: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def amount(self) -> Decimal:
        """Sum of all charges."""
        return sum((charge.amount for charge in self.charges), ZERO)

    @property
    def fee_total(self) -> Decimal:
        """Sum of the service fees of all lines."""
        return sum(self.fees.values(), ZERO)
