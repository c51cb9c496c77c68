"""Rows of a list of work items to checked items or refusals."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from .clock import SkippedTime, WallClock
from .instants import parse_moment
from .quantities import parse_number, parse_text
from .table import Cell, Refusal, Table
from .world import RowFault, World

MOMENTS = ("received_at", "due_at", "started_at", "delivered_at", "accepted_at")
NUMBERS = ("quantity", "accepted_quantity", "error_count")
STATES = (
    "received",
    "in_progress",
    "on_hold",
    "delivered",
    "accepted",
    "rejected",
    "cancelled",
)


@dataclass(slots=True)
class ItemRow:
    """A work item that may be stored; moments are naive UTC to the second."""

    row: int
    line_id: int
    reference: str
    values: dict[str, object]


@dataclass
class ItemReport:
    """What a file holds; see :class:`.timesheet.TimeReport`."""

    count: int = 0
    rows: list[ItemRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[Refusal] = field(default_factory=list)


def check_items(
    table: Table,
    mapping: dict[str, str],
    world: World,
    tick: Callable[[int], None] | None = None,
) -> ItemReport:
    """Read every row and judge it; see :func:`.timesheet.check_times`.

    :raise ReadError: the file turns out to be unreadable on the way
    """
    checker = _ItemChecker(table, mapping, world)
    report = ItemReport()
    first_row: dict[tuple[int, str], int] = {}
    for number, cells in table.rows:
        report.count += 1
        if tick is not None:
            tick(report.count)
        try:
            item = checker.item(number, cells)
            first = first_row.setdefault((item.line_id, item.reference), number)
            if first != number:
                raise RowFault("duplicate_row", first=first)
            report.rows.append(item)
        except RowFault as fault:
            report.refusals.append(fault.at(number))
    return report


class _ItemChecker:
    """Turns the cells of one file into work items."""

    def __init__(self, table: Table, mapping: dict[str, str], world: World) -> None:
        self.world = world
        self.epoch_1904 = table.epoch_1904
        self.columns = {
            mapping[header]: index
            for index, header in enumerate(table.headers)
            if header in mapping
        }
        self.clocks: dict[str, WallClock] = {}

    def item(self, number: int, cells: tuple[Cell, ...]) -> ItemRow:
        """One row as an item.

        :raise RowFault: it cannot be one
        """
        reference = parse_text(self.cell(cells, "reference"))
        if not reference:
            raise RowFault("no_reference")
        line_name = parse_text(self.cell(cells, "line"))
        candidates = self.world.line_candidates(
            line_name, parse_text(self.cell(cells, "contract"))
        )
        if len(candidates) > 1:
            raise RowFault("ambiguous_line", name=line_name)
        values: dict[str, object] = {}
        if agent := parse_text(self.cell(cells, "employee")):
            values["employee_id"] = self.world.employee(agent)
        self.read_moments(cells, candidates[0], values)
        self.read_numbers(cells, values)
        values["state"] = self.state(cells, values)
        return ItemRow(number, candidates[0], reference, values)

    def cell(self, cells: tuple[Cell, ...], name: str) -> Cell:
        index = self.columns.get(name)
        cell = None if index is None else cells[index]
        return None if cell == "" else cell

    def read_moments(
        self, cells: tuple[Cell, ...], line_id: int, values: dict[str, object]
    ) -> None:
        zone = self.world.zone or self.world.line_terms[line_id].zone
        clock = self.clocks.setdefault(zone.key, WallClock(zone))
        for name in MOMENTS:
            cell = self.cell(cells, name)
            if cell is not None:
                values[name] = self.instant(clock, cell)
        received = values.get("received_at")
        if received is None:
            raise RowFault("no_received")
        for name in ("started_at", "delivered_at", "accepted_at"):
            moment = values.get(name)
            if moment is not None and moment < received:
                raise RowFault("stop_before_start")

    def instant(self, clock: WallClock, cell: Cell) -> datetime:
        try:
            moment = parse_moment(
                cell, order=self.world.date_order, epoch_1904=self.epoch_1904
            )
            return clock.readings(moment)[0]
        except SkippedTime as fault:
            raise RowFault(
                "skipped_time", text=str(fault.args[0]), zone=clock.zone.key
            ) from None
        except (ValueError, OverflowError):
            raise RowFault("bad_date", text=parse_text(cell)) from None

    def read_numbers(self, cells: tuple[Cell, ...], values: dict[str, object]) -> None:
        for name in NUMBERS:
            cell = self.cell(cells, name)
            if cell is None:
                continue
            try:
                number = parse_number(cell)
            except ValueError:
                raise RowFault("bad_number", text=parse_text(cell)) from None
            if number < 0:
                raise RowFault("bad_number", text=parse_text(cell))
            values[name] = int(number) if name == "error_count" else number

    def state(self, cells: tuple[Cell, ...], values: dict[str, object]) -> str:
        """The state named, else the furthest one the moments show."""
        named = parse_text(self.cell(cells, "state")).casefold().replace(" ", "_")
        if named in STATES:
            return named
        if named:
            raise RowFault("bad_state", text=named)
        for name, state in (
            ("accepted_at", "accepted"),
            ("delivered_at", "delivered"),
            ("started_at", "in_progress"),
        ):
            if values.get(name):
                return state
        return "received"
