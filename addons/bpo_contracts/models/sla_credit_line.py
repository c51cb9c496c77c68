"""What service levels add to a statement."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class CreditLine:
    """One line of a statement that comes from a service level.

    ``amount`` is signed and rounded to the currency: a credit is negative, an earn-back
    positive. ``line_id`` is the service it reduces and is taxed like, None for all.
    ``explanation`` is JSON-able and holds the arithmetic, decimals as strings.
    """

    result_id: int
    kind: str
    amount: Decimal
    explanation: dict = field(default_factory=dict)
    line_id: int | None = None
    name: str = ""
