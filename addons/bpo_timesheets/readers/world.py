"""What the rows of a file are checked against, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from .table import Refusal


def name_key(text: str) -> str:
    """Names match whatever their case and spacing.

    >>> name_key("  Anna  LEE ") == name_key("anna lee")
    True
    """
    return " ".join(text.split()).casefold()


class RowFault(Exception):
    """One row cannot be taken; see :class:`.table.Refusal` for the arguments."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def at(self, row: int) -> Refusal:
        """The refusal of the row with this number."""
        return Refusal(row, self.code, self.params)


@dataclass(frozen=True)
class LineTerms:
    """A service line as far as an import asks.

    :param zone: time zone of the contract
    :param locked_until: no entry up to this day is taken any more
    """

    contract_id: int
    zone: ZoneInfo
    date_from: date | None = None
    date_to: date | None = None
    locked_until: date | None = None


@dataclass(frozen=True)
class Assignment:
    """An employee may work for a contract on these days (both inclusive).

    :param line_ids: service lines covered; None covers all
    """

    contract_id: int
    line_ids: frozenset[int] | None
    date_from: date
    date_to: date | None

    def covers(self, contract_id: int, line_id: int, day: date) -> bool:
        """Whether work on the line that day is within the assignment."""
        return (
            self.contract_id == contract_id
            and self.date_from <= day
            and (self.date_to is None or day <= self.date_to)
            and (self.line_ids is None or line_id in self.line_ids)
        )


@dataclass(frozen=True)
class World:
    """Names and rules of the moment; names are keys by :func:`name_key`.

    :param lines: line names to candidates, several where contracts share a name
    :param default_line_id: line of rows that name none
    :param zone: zone of times without offset; None uses the line's contract
    :param max_seconds: an entry longer than this is refused; 0 takes any
    """

    employees: Mapping[str, tuple[int, ...]]
    lines: Mapping[str, tuple[int, ...]]
    contracts: Mapping[str, tuple[int, ...]]
    line_terms: Mapping[int, LineTerms]
    assignments: Mapping[int, tuple[Assignment, ...]] = field(default_factory=dict)
    default_line_id: int | None = None
    zone: ZoneInfo | None = None
    date_order: str = "dmy"
    max_seconds: int = 0

    def employee(self, name: str) -> int:
        """The employee of a name, number or e-mail.

        :raise RowFault: none, or several
        """
        if not name:
            raise RowFault("no_agent")
        found = self.employees.get(name_key(name), ())
        if not found:
            raise RowFault("unknown_agent", name=name)
        if len(found) > 1:
            raise RowFault("ambiguous_agent", name=name)
        return found[0]

    def line_candidates(self, name: str, contract: str) -> tuple[int, ...]:
        """Service lines a row may mean; one, or several of different contracts.

        :raise RowFault: none
        """
        if not name and self.default_line_id:
            return (self.default_line_id,)
        if not name:
            raise RowFault("no_line")
        found = self.lines.get(name_key(name), ())
        if contract:
            wanted = self.contracts.get(name_key(contract))
            if not wanted:
                raise RowFault("unknown_contract", name=contract)
            found = tuple(
                line for line in found if self.line_terms[line].contract_id in wanted
            )
        if not found:
            raise RowFault("unknown_line", name=name)
        return found

    def is_assigned(self, employee_id: int, line_id: int, day: date) -> bool:
        """Whether the employee may work on the line that day."""
        contract_id = self.line_terms[line_id].contract_id
        return any(
            assignment.covers(contract_id, line_id, day)
            for assignment in self.assignments.get(employee_id, ())
        )
