"""The explanation of a charge: JSON from which anyone can recompute the amount.

``explanation`` returns a dict of strings, lists and dicts only::

    {"schema": 1, "kind": "fixed", "rounding": "0.01", "amount": "7096.77",
     "steps": [{"label": "From 2026-07-10 to 2026-07-31: 22 of 31 days",
                "quantity": "1", "unit": "period", "rate": "10000",
                "numerator": "22", "denominator": "31", "amount": "7096.774194"}],
     "facts": {"days": "22", "days_of_period": "31"}, "notices": []}

The rule is the same for every kind: add ``quantity x rate x numerator / denominator``
of the steps exactly, then round once, half up, to ``rounding``. A step's own
``amount`` is for reading (six decimals); ``facts`` are measurements beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from .money import SHOWN, Exact, exact_text, plain, round_half_up
from .result import Charge, ChargeKind, Explanation, Notice
from .usage import Key

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Step:
    """``quantity`` x ``rate`` x ``numerator`` / ``denominator``, with a label."""

    label: str
    quantity: Exact
    unit: str
    rate: Decimal
    numerator: Exact = 1
    denominator: int = 1

    @property
    def value(self) -> Fraction:
        """The exact amount of the step."""
        product = Fraction(self.quantity) * Fraction(self.rate)
        return product * Fraction(self.numerator) / self.denominator

    def as_json(self) -> dict[str, str]:
        """The step as strings; a quantity that is no decimal keeps its divisor."""
        quantity, divisor = exact_text(self.quantity)
        return {
            "label": self.label,
            "quantity": quantity,
            "unit": self.unit,
            "rate": plain(self.rate),
            "numerator": plain(self.numerator),
            "denominator": str(self.denominator * divisor),
            "amount": plain(round_half_up(self.value, SHOWN)),
        }


@dataclass(frozen=True, slots=True)
class Draft:
    """A charge before rounding. Pricing rules fill it; ``charge`` adds it up once."""

    line_id: int | None
    kind: ChargeKind
    name: str
    steps: tuple[Step, ...]
    quantity: Exact
    unit: str
    price_unit: Decimal | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    sources: Iterable[Key] = ()
    notices: tuple[Notice, ...] = ()
    actual_minutes: int = 0
    billable_minutes: int = 0
    rate_id: int | None = None
    surcharge_id: int | None = None

    def charge(self, rounding: Decimal) -> Charge:
        """The charge with its amount, rounded once to ``rounding``.

        Without a ``price_unit`` the average price per unit is printed.
        """
        total = sum((step.value for step in self.steps), Fraction(0))
        amount = round_half_up(total, rounding)
        quantity = round_half_up(self.quantity, SHOWN)
        price = self.price_unit
        if price is None:
            average = total / Fraction(self.quantity) if self.quantity else 0
            price = round_half_up(average, SHOWN)
        return Charge(
            line_id=self.line_id,
            kind=self.kind,
            name=self.name,
            quantity=Decimal(plain(quantity)),
            unit=self.unit,
            price_unit=Decimal(plain(price)),
            amount=amount,
            explanation=self._explanation(amount, rounding),
            sources=tuple(self.sources),
            actual_minutes=self.actual_minutes,
            billable_minutes=self.billable_minutes,
            rate_id=self.rate_id,
            surcharge_id=self.surcharge_id,
        )

    def _explanation(self, amount: Decimal, rounding: Decimal) -> Explanation:
        return {
            "schema": SCHEMA,
            "kind": self.kind,
            "rounding": format(rounding, "f"),
            "steps": [step.as_json() for step in self.steps],
            "amount": format(amount, "f"),
            "facts": dict(self.facts),
            "notices": [notice.text for notice in self.notices],
        }
