"""Rows of a rate card's sheet to services, or to refusals that name the row. Pure.

Every row names a service. A row with a quantity to start from is one of its price
steps; one with a role, an employee or a day is one of its dated rates; any other holds
the terms of the service itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from odoo.addons.bpo_timesheets.readers import Refusal, Table, normalise_header
from odoo.addons.bpo_timesheets.readers.instants import parse_date
from odoo.addons.bpo_timesheets.readers.quantities import parse_number, parse_text

from .card_words import MODELS, NUMBERS, TIER_MODES, WHOLE, WORDS


class RowFault(Exception):
    """A row that cannot be taken: a code and the values of its sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Names:
    """What rows may name: ``{normalised name: id}``; 0 where several have the name."""

    products: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    jobs: Mapping[str, int] = field(default_factory=dict)
    employees: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Service:
    """A service of the card; the parts carry the number of their row."""

    row: int
    name: str
    vals: dict[str, object] = field(default_factory=dict)
    tiers: list[tuple[int, dict[str, float]]] = field(default_factory=list)
    rates: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    has_terms: bool = False


@dataclass
class CardReport:
    """What a sheet holds: services to create, and rows that keep it from that."""

    count: int = 0
    services: list[Service] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def name_key(text: str) -> str:
    """A name as it is compared: without case and surplus spaces.

    >>> name_key("  Data  Entry ")
    'data entry'
    """
    return " ".join(text.split()).casefold()


def guess_columns(headers: Sequence[str]) -> dict[str, int]:
    """Field to number of its column; the first column that fits wins.

    >>> guess_columns(("Leistung", "Preis", "Ab Menge"))
    {'service': 0, 'price_unit': 1, 'quantity_from': 2}
    """
    fields_of: dict[str, str] = {}
    for name, words in WORDS.items():
        for word in (name.replace("_", ""), *words.split()):
            fields_of.setdefault(word, name)
    columns: dict[str, int] = {}
    for index, header in enumerate(headers):
        name = fields_of.get(normalise_header(header))
        if name:
            columns.setdefault(name, index)
    return columns


def check_card(table: Table, names: Names, taken: frozenset[str]) -> CardReport:
    """Read every row and judge it.

    :param taken: keys of the names of services that the card has already
    :raise ReadError: the file turns out to be unreadable on the way
    """
    columns = guess_columns(table.headers)
    report = CardReport()
    missing = [name for name in ("service", "price_unit") if name not in columns]
    if missing:
        code = f"no_column_{missing[0]}"
        report.refusals.append(Refusal(1, code))
        return report
    reader = _CardReader(columns, names, taken, table.epoch_1904)
    for number, cells in table.rows:
        report.count += 1
        try:
            reader.take(number, cells)
        except RowFault as fault:
            report.refusals.append(Refusal(number, fault.code, fault.params))
    report.services = list(reader.services.values())
    report.refusals += _check_parts(report.services)
    report.refusals.sort(key=lambda each: each.row)
    if not report.count:
        report.refusals.append(Refusal(1, "no_rows"))
    return report


class _CardReader:
    """Gathers the rows of one file by service."""

    def __init__(
        self,
        columns: dict[str, int],
        names: Names,
        taken: frozenset[str],
        epoch_1904: bool,
    ) -> None:
        self.columns = columns
        self.names = names
        self.taken = taken
        self.epoch_1904 = epoch_1904
        self.services: dict[str, Service] = {}

    def take(self, number: int, cells: Sequence[object]) -> None:
        """Add one row to its service.

        :raise RowFault: it cannot be taken; nothing of it is
        """
        name = self.text(cells, "service")
        if not name:
            raise RowFault("no_service")
        key = name_key(name)
        if key in self.taken:
            raise RowFault("known_service", name=name)
        numbers = dict(self.numbers(cells))
        rate = dict(self.rate_terms(cells))
        terms = dict(self.terms(cells, name))
        known = self.services.get(key)
        service = known or Service(number, name)
        if "quantity_from" in numbers:
            if rate:
                raise RowFault("step_or_rate")
            service.tiers.append((number, self.step(numbers)))
        elif rate:
            if "price_unit" not in numbers:
                raise RowFault("no_price")
            service.rates.append((number, rate | {"price_unit": numbers["price_unit"]}))
        elif service.has_terms:
            raise RowFault("doubled_service", name=name)
        else:
            service.vals |= self.service_numbers(numbers)
            service.has_terms = True
        for term, value in terms.items():
            if service.vals.setdefault(term, value) != value and known:
                raise RowFault("other_terms", name=name, first=service.row)
        self.services[key] = service

    def text(self, cells: Sequence[object], name: str) -> str:
        index = self.columns.get(name)
        return "" if index is None else parse_text(cells[index])

    def numbers(self, cells: Sequence[object]) -> Iterator[tuple[str, float]]:
        """The filled number cells.

        :raise RowFault: one is no number, or below zero
        """
        for name in NUMBERS:
            text = self.text(cells, name)
            if not text:
                continue
            try:
                value = parse_number(cells[self.columns[name]])
            except ValueError:
                raise RowFault("bad_number", text=text, column=name) from None
            if value < 0:
                raise RowFault("below_zero", text=text, column=name)
            if name in WHOLE and value != int(value):
                raise RowFault("not_whole", text=text, column=name)
            yield name, int(value) if name in WHOLE else value

    def rate_terms(self, cells: Sequence[object]) -> Iterator[tuple[str, object]]:
        """Whose rate it is, and its days.

        :raise RowFault: an unknown name, no date, or an end before the start
        """
        for name, known in (
            ("role", self.names.jobs),
            ("employee", self.names.employees),
        ):
            text = self.text(cells, name)
            if text:
                yield (
                    "job_id" if name == "role" else "employee_id",
                    self.find(known, name, text),
                )
        days = {}
        for name in ("date_start", "date_end"):
            text = self.text(cells, name)
            if not text:
                continue
            try:
                cell = cells[self.columns[name]]
                days[name] = parse_date(cell, epoch_1904=self.epoch_1904)
            except (ValueError, OverflowError):
                raise RowFault("bad_date", text=text) from None
        if len(days) == 2 and days["date_end"] < days["date_start"]:
            raise RowFault("end_before_start")
        yield from days.items()

    def terms(self, cells: Sequence[object], name: str) -> Iterator[tuple[str, object]]:
        """Product, unit, pricing and kind of steps, where the row has them.

        :raise RowFault: an unknown name
        """
        product = self.text(cells, "product")
        if product:
            yield "product_id", self.find(self.names.products, "product", product)
        elif found := self.names.products.get(name_key(name)):
            yield "product_id", found
        unit = self.text(cells, "unit")
        if unit:
            yield "uom_id", self.find(self.names.units, "unit", unit)
        for term, words in (("pricing_model", MODELS), ("tier_mode", TIER_MODES)):
            text = self.text(cells, term)
            if text:
                yield term, self.choose(term, words, text)

    @staticmethod
    def find(known: Mapping[str, int], kind: str, text: str) -> int:
        found = known.get(name_key(text))
        if found is None:
            raise RowFault(f"unknown_{kind}", name=text)
        if not found:
            raise RowFault("ambiguous", name=text)
        return found

    @staticmethod
    def choose(term: str, words: Mapping[str, str], text: str) -> str:
        bare = normalise_header(text)
        for value, others in words.items():
            if bare == value or bare in others.split():
                return value
        raise RowFault(f"bad_{term}", text=text, known=", ".join(words))

    @staticmethod
    def step(numbers: dict[str, float]) -> dict[str, float]:
        names = ("quantity_from", "price_unit", "flat_fee")
        return {name: numbers[name] for name in names if name in numbers}

    @staticmethod
    def service_numbers(numbers: dict[str, float]) -> dict[str, float]:
        return {k: v for k, v in numbers.items() if k not in ("flat_fee",)}


def _check_parts(services: Sequence[Service]) -> Iterator[Refusal]:
    """Steps that do not start at zero or do not rise, rates in force together."""
    for service in services:
        steps = sorted(service.tiers, key=lambda each: each[1]["quantity_from"])
        if steps:
            service.vals.setdefault("tier_mode", "graduated")
            service.vals.setdefault("pricing_model", "unit")
        if steps and steps[0][1]["quantity_from"]:
            start = steps[0][1]["quantity_from"]
            yield Refusal(steps[0][0], "steps_from_zero", {"start": f"{start:g}"})
        for (first, one), (second, two) in pairwise(steps):
            if one["quantity_from"] == two["quantity_from"]:
                yield Refusal(max(first, second), "doubled_step", {"first": first})
        yield from _check_rates(service)


def _check_rates(service: Service) -> Iterator[Refusal]:
    """Two rates for the same person or role on one day."""
    by_key: dict[object, list[tuple[date, date, int]]] = {}
    for row, rate in service.rates:
        key = rate.get("job_id"), rate.get("employee_id")
        days = rate.get("date_start", date.min), rate.get("date_end", date.max)
        by_key.setdefault(key, []).append((*days, row))
    for spans in by_key.values():
        for one, two in pairwise(sorted(spans)):
            if two[0] <= one[1]:
                rows = sorted((one[2], two[2]))
                yield Refusal(rows[1], "overlapping_rates", {"first": rows[0]})
