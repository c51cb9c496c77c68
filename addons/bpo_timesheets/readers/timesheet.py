"""Rows of a time log to checked entries or refusals."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import blake2b

from .clock import SkippedTime, WallClock
from .instants import guess_date_order, parse_date, parse_moment, parse_time_of_day
from .quantities import SECONDS_OF, parse_number, parse_seconds, parse_text
from .table import Cell, Refusal, Table
from .world import RowFault, World

ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class TimeRow:
    """An entry that may be stored.

    :param start: naive UTC to the second, None where only a day is known
    :param day: day of the start in the contract's zone
    :param seconds: whole seconds worked
    :param key: the same for the same work in any file
    """

    row: int
    employee_id: int
    line_id: int
    day: date
    start: datetime | None
    stop: datetime | None
    seconds: int
    reference: str
    description: str
    output: float
    key: str = ""
    corrected: int = 0


@dataclass
class TimeReport:
    """What a file holds.

    :param count: filled rows below the header
    :param rows: rows that may be stored, in file order
    :param refusals: rows that may not, in file order
    :param warnings: rows that may, with something to look at
    """

    count: int = 0
    rows: list[TimeRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[Refusal] = field(default_factory=list)


def check_times(
    table: Table,
    mapping: dict[str, str],
    world: World,
    tick: Callable[[int], None] | None = None,
) -> TimeReport:
    """Read every row and judge it.

    :param mapping: header to field, see :data:`.mapping.FIELDS`
    :param tick: called with the number of rows read so far
    :raise ReadError: the file turns out to be unreadable on the way
    """
    checker = _TimeChecker(table, mapping, world)
    report = TimeReport()
    for number, cells in table.rows:
        report.count += 1
        if tick is not None:
            tick(report.count)
        try:
            report.rows.append(checker.entry(number, cells))
        except RowFault as fault:
            report.refusals.append(fault.at(number))
    _part_duplicates(report)
    report.refusals.sort(key=lambda refusal: refusal.row)
    return report


class _TimeChecker:
    """Turns the cells of one file into entries."""

    def __init__(self, table: Table, mapping: dict[str, str], world: World) -> None:
        self.world = world
        self.epoch_1904 = table.epoch_1904
        self.columns = {
            mapping[header]: index
            for index, header in enumerate(table.headers)
            if header in mapping
        }
        self.clocks: dict[str, WallClock] = {}
        self.latest: dict[int, datetime] = {}

    def entry(self, number: int, cells: tuple[Cell, ...]) -> TimeRow:
        """One row as an entry.

        :raise RowFault: it cannot be one
        """
        world = self.world
        agent = parse_text(self.cell(cells, "employee"))
        employee_id = world.employee(agent)
        candidates = world.line_candidates(
            parse_text(self.cell(cells, "line")),
            parse_text(self.cell(cells, "contract")),
        )
        seconds = self.stated_seconds(cells)
        start, stop = self.moments(cells, seconds)
        line_id, day = self.choose_line(candidates, employee_id, start, cells)
        clock = self.clock(line_id)
        if start is not None:
            start, stop = self.instants(clock, employee_id, start, stop, seconds)
            seconds = int((stop - start).total_seconds())
            day = self.day_clock(line_id).local(start).date()
        self.check_length(seconds)
        self.check_dates(employee_id, line_id, day, agent)
        return TimeRow(
            number,
            employee_id,
            line_id,
            day,
            start,
            stop,
            seconds,
            parse_text(self.cell(cells, "reference")),
            parse_text(self.cell(cells, "description")),
            self.number(cells, "output"),
            corrected=round(self.number(cells, "corrected")),
        )

    def cell(self, cells: tuple[Cell, ...], name: str) -> Cell:
        index = self.columns.get(name)
        return None if index is None else cells[index]

    def stated_seconds(self, cells: tuple[Cell, ...]) -> int | None:
        """The duration a row states itself."""
        for unit in SECONDS_OF:
            cell = self.cell(cells, unit)
            if cell is None or cell == "":
                continue
            try:
                seconds = parse_seconds(cell, unit)
            except ValueError:
                raise RowFault("bad_number", text=parse_text(cell)) from None
            if seconds < 0:
                raise RowFault("stop_before_start")
            return seconds
        return None

    def moments(
        self, cells: tuple[Cell, ...], seconds: int | None
    ) -> tuple[datetime | None, datetime | None]:
        """Start and stop as written: wall times, or aware where they say so."""
        start_cell, stop_cell = self.cell(cells, "start"), self.cell(cells, "stop")
        if start_cell in (None, ""):
            if stop_cell not in (None, ""):
                raise RowFault("no_start")
            if seconds is None:
                raise RowFault("no_time")
            return None, None
        start = self.moment(cells, start_cell, "bad_start")
        if stop_cell not in (None, ""):
            stop = self.moment(cells, stop_cell, "bad_stop")
            # Bare times of day: 22:00 to 06:00 ends on the next day.
            if parse_time_of_day(stop_cell) is not None and stop < start:
                stop += ONE_DAY
            return start, stop
        if seconds is None:
            raise RowFault("no_stop")
        return start, None

    def moment(self, cells: tuple[Cell, ...], cell: Cell, code: str) -> datetime:
        time_of_day = parse_time_of_day(cell)
        try:
            if time_of_day is None:
                return parse_moment(
                    cell, order=self.world.date_order, epoch_1904=self.epoch_1904
                )
            return datetime.combine(self.day(cells), time_of_day)
        except (ValueError, OverflowError):
            raise RowFault(code, text=parse_text(cell)) from None

    def day(self, cells: tuple[Cell, ...]) -> date:
        cell = self.cell(cells, "date")
        if cell in (None, ""):
            raise RowFault("no_date")
        try:
            return parse_date(
                cell, order=self.world.date_order, epoch_1904=self.epoch_1904
            )
        except (ValueError, OverflowError):
            raise RowFault("bad_date", text=parse_text(cell)) from None

    def choose_line(
        self,
        candidates: tuple[int, ...],
        employee_id: int,
        start: datetime | None,
        cells: tuple[Cell, ...],
    ) -> tuple[int, date]:
        """The line meant; where contracts share its name, the agent's assignment
        of that day tells."""
        day = start.date() if start else self.day(cells)
        if len(candidates) > 1:
            assigned = tuple(
                line
                for line in candidates
                if self.world.is_assigned(employee_id, line, day)
            )
            if len(assigned) != 1:
                raise RowFault(
                    "ambiguous_line", name=parse_text(self.cell(cells, "line"))
                )
            candidates = assigned
        return candidates[0], day

    def clock(self, line_id: int) -> WallClock:
        """The clock of times without offset."""
        return self._clock_of(self.world.zone or self.world.line_terms[line_id].zone)

    def day_clock(self, line_id: int) -> WallClock:
        """The clock that says which day it is: always the contract's."""
        return self._clock_of(self.world.line_terms[line_id].zone)

    def _clock_of(self, zone) -> WallClock:
        if zone.key not in self.clocks:
            self.clocks[zone.key] = WallClock(zone)
        return self.clocks[zone.key]

    def instants(
        self,
        clock: WallClock,
        employee_id: int,
        start: datetime,
        stop: datetime | None,
        seconds: int | None,
    ) -> tuple[datetime, datetime]:
        after = self.latest.get(employee_id)
        try:
            if stop is None:
                begin, _same = clock.interval(start, start, after=after)
                end = begin + timedelta(seconds=seconds)
            else:
                begin, end = clock.interval(start, stop, seconds=seconds, after=after)
        except SkippedTime as fault:
            raise RowFault(
                "skipped_time", text=str(fault.args[0]), zone=clock.zone.key
            ) from None
        if end < begin:
            raise RowFault("stop_before_start")
        self.latest[employee_id] = begin
        return begin, end

    def check_length(self, seconds: int) -> None:
        limit = self.world.max_seconds
        if limit and seconds > limit:
            raise RowFault(
                "too_long", hours=round(seconds / 3600, 2), limit=limit / 3600
            )

    def check_dates(
        self, employee_id: int, line_id: int, day: date, agent: str
    ) -> None:
        terms = self.world.line_terms[line_id]
        if terms.locked_until and day <= terms.locked_until:
            raise RowFault("locked", day=str(day), until=str(terms.locked_until))
        if (terms.date_from and day < terms.date_from) or (
            terms.date_to and day > terms.date_to
        ):
            raise RowFault("outside_line", day=str(day))
        if not self.world.is_assigned(employee_id, line_id, day):
            raise RowFault("no_assignment", name=agent, day=str(day))

    def number(self, cells: tuple[Cell, ...], name: str) -> float:
        """A count beside the time, 0 where the row has none."""
        cell = self.cell(cells, name)
        if cell is None or cell == "":
            return 0.0
        try:
            number = parse_number(cell)
        except ValueError:
            raise RowFault("bad_number", text=parse_text(cell)) from None
        if number < 0:
            raise RowFault("bad_number", text=parse_text(cell))
        return number


def guess_order(sample: list[tuple[Cell, ...]], default: str) -> str:
    """The order of day and month in the first rows of a file."""
    return guess_date_order((cell for row in sample for cell in row), default)


def _part_duplicates(report: TimeReport) -> None:
    """Give each row its key and refuse a second row of the same work.

    Rows without a start may well repeat (an hour in the morning, an hour in the
    evening), so they are numbered instead.
    """
    first_row: dict[str, int] = {}
    repeats: Counter = Counter()
    kept = []
    for entry in report.rows:
        entry.key = row_key(entry)
        if entry.start is None:
            repeats[entry.key] += 1
            entry.key = row_key(entry, repeats[entry.key])
        if entry.key in first_row:
            report.refusals.append(
                Refusal(entry.row, "duplicate_row", {"first": first_row[entry.key]})
            )
            continue
        first_row[entry.key] = entry.row
        kept.append(entry)
    report.rows = kept


def row_key(entry: TimeRow, repeat: int = 1) -> str:
    """24 hexadecimal digits that tell one piece of work from another."""
    parts = (
        entry.line_id,
        entry.employee_id,
        entry.start or entry.day,
        entry.stop or entry.seconds,
        entry.reference,
        "" if entry.start else entry.description,
        repeat,
    )
    return blake2b(repr(parts).encode(), digest_size=12).hexdigest()
