"""Rows of a client's spreadsheet to work orders or refusals.

Pure functions without a database: cells and plain values in, the same out.
"""

from dataclasses import dataclass, field
from datetime import date

from odoo.addons.bpo_timesheets.readers import Limits, Refusal
from odoo.addons.bpo_timesheets.readers.instants import guess_date_order, parse_date
from odoo.addons.bpo_timesheets.readers.quantities import parse_number, parse_text
from odoo.addons.bpo_timesheets.readers.world import RowFault, World

MAX_ROWS = 2000
LIMITS = Limits(
    file_bytes=8 * 1024 * 1024,
    unpacked_bytes=80 * 1024 * 1024,
    rows=MAX_ROWS,
    columns=40,
)
MAX_NAME = 200
MAX_REFERENCE = 120
MAX_TEXT = 10_000
# What the template of a file offers, in this order.
COLUMNS = (
    "contract",
    "line",
    "order",
    "reference",
    "quantity",
    "wish",
    "description",
)


@dataclass(frozen=True)
class OrderWorld:
    """What the rows are checked against.

    :param names: service and contract names, see the readers of time
    :param earliest: service id to the first day that can be promised
    :param refused_contracts: contract id to the class it allows, of contracts that do
        not allow the class of the material, or lack an agreement for it (then "")
    """

    names: World
    earliest: dict[int, date] = field(default_factory=dict)
    refused_contracts: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class OrderRow:
    """One item of a work order that may be placed."""

    row: int
    line_id: int
    order: str
    reference: str
    quantity: float
    wish: date | None
    description: str


@dataclass
class OrderReport:
    """What a file holds: rows that may be ordered, and refused ones."""

    count: int = 0
    rows: list[OrderRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def check_orders(table, mapping, world, known):
    """Read every row and judge it.

    :param readers.Table table: the file
    :param dict mapping: header -> field, see ``readers.mapping``
    :param OrderWorld world: names and limits
    :param known: function of the good rows that returns the ``(service id,
        reference)`` pairs that were ordered before
    :rtype: OrderReport
    :raise ReadError: the file turns out to be unreadable on the way
    """
    rows = list(table.rows)
    checker = _OrderChecker(table, mapping, world, rows)
    report = OrderReport(count=len(rows))
    first_row = {}
    for number, cells in rows:
        try:
            order = checker.order(number, cells)
            first = first_row.setdefault((order.line_id, order.reference), number)
            if first != number:
                raise RowFault("duplicate_row", first=first)
            report.rows.append(order)
        except RowFault as fault:
            report.refusals.append(fault.at(number))
    ordered = known(report.rows)
    for row in report.rows:
        if (row.line_id, row.reference) in ordered:
            fault = RowFault("known_reference", reference=row.reference)
            report.refusals.append(fault.at(row.row))
    report.rows = [
        row for row in report.rows if (row.line_id, row.reference) not in ordered
    ]
    report.refusals.sort(key=lambda refusal: refusal.row)
    return report


def orders_of(rows):
    """Group good rows to work orders: one per service and order name.

    Rows without an order name are orders of their own, named by their reference.

    :return: ``(service id, name)`` -> rows
    :rtype: dict[tuple[int, str], list[OrderRow]]
    """
    orders = {}
    for row in rows:
        orders.setdefault((row.line_id, row.order or row.reference), []).append(row)
    return orders


class _OrderChecker:
    """Turns the cells of one file into rows of orders."""

    def __init__(self, table, mapping, world, rows):
        self.world = world
        self.epoch_1904 = table.epoch_1904
        self.columns = {
            mapping[header]: index
            for index, header in enumerate(table.headers)
            if header in mapping
        }
        wishes = (self.cell(cells, "wish") for _number, cells in rows)
        self.date_order = guess_date_order(wishes, world.names.date_order)

    def cell(self, cells, name):
        """The cell of a field, None where it is empty or there is no such column."""
        index = self.columns.get(name)
        cell = None if index is None else cells[index]
        return None if cell == "" else cell

    def order(self, number, cells):
        """One row as an order.

        :raise RowFault: it cannot be one
        """
        line_id = self.line(cells)
        reference = parse_text(self.cell(cells, "reference"))[:MAX_REFERENCE]
        name = parse_text(self.cell(cells, "order"))[:MAX_NAME]
        if not reference:
            raise RowFault("no_reference")
        return OrderRow(
            number,
            line_id,
            name,
            reference,
            self.quantity(cells),
            self.wish(cells, line_id),
            parse_text(self.cell(cells, "description"))[:MAX_TEXT],
        )

    def line(self, cells):
        """The service of a row, of a contract that allows the material.

        :raise RowFault: none, several, or the material is not allowed
        """
        name = parse_text(self.cell(cells, "line"))
        candidates = self.world.names.line_candidates(
            name, parse_text(self.cell(cells, "contract"))
        )
        if len(candidates) > 1:
            raise RowFault("ambiguous_line", name=name)
        contract_id = self.world.names.line_terms[candidates[0]].contract_id
        if contract_id in self.world.refused_contracts:
            allowed = self.world.refused_contracts[contract_id]
            raise RowFault("data_class", allowed=allowed)
        return candidates[0]

    def quantity(self, cells):
        """The quantity of a row; 1 where none is given.

        :raise RowFault: no number above zero
        """
        cell = self.cell(cells, "quantity")
        if cell is None:
            return 1.0
        try:
            number = parse_number(cell)
        except ValueError:
            raise RowFault("bad_number", text=parse_text(cell)) from None
        if number <= 0:
            raise RowFault("bad_number", text=parse_text(cell))
        return number

    def wish(self, cells, line_id):
        """The wished day of a row, or None.

        :raise RowFault: no date, or earlier than can be promised
        """
        cell = self.cell(cells, "wish")
        if cell is None:
            return None
        try:
            day = parse_date(cell, order=self.date_order, epoch_1904=self.epoch_1904)
        except (ValueError, OverflowError):
            raise RowFault("bad_date", text=parse_text(cell)) from None
        earliest = self.world.earliest.get(line_id)
        if earliest and day < earliest:
            raise RowFault("too_early", day=earliest.isoformat())
        return day
