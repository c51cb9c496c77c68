"""Attempts of one client's contact on what belongs to another client.

A probe is one call, made with the rights of the contact, inside a savepoint that is
rolled back. It leaks where its answer contains an id or a text of the other client, or
where a row of any client changed.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg2

from odoo.exceptions import AccessDenied, AccessError, MissingError, UserError
from odoo.models import BaseModel
from odoo.service.model import call_kw, get_public_method

# What a refused call may raise. Anything else is a fault of the code under test.
REFUSALS = (
    AccessError,
    AccessDenied,
    MissingError,
    UserError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    NotImplementedError,
    AssertionError,
    psycopg2.Error,
)
NUMBERS = ("integer", "float", "monetary")
TEXTS = ("char", "text", "html")
# What no record of the database has.
NOTHING = "no such text anywhere"
NOBODY = 2_000_000_000
# Public methods that answer about the model and not about records.
SKIPPED_METHODS = frozenset({"onchange", "load", "import_data"})


@dataclass
class Tally:
    """How many probes of each kind were made, and what leaked."""

    probes: Counter = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Number of probes."""
        return sum(self.probes.values())


class Prober:
    """Probe one model after the other as one contact.

    :param env: environment of the contact
    :param foreign: model name -> ids of the other client's records
    :param marks: texts that only the other client's records hold
    :param tally: counts and leaks, added to
    """

    def __init__(
        self, env, foreign: dict[str, list[int]], marks: list[str], tally: Tally
    ):
        self.env = env
        self.foreign = foreign
        self.marks = marks
        self.tally = tally

    def probe_model(self, name: str) -> None:
        """Make every attempt on one model."""
        ids = self.foreign.get(name, [])
        self._probe_records(name, ids)
        for fname, description in self.env[name]._fields.items():
            if description.store or description.search or description.compute:
                self._probe_field(name, ids, fname, description)
        if name.startswith("bpo."):
            self._probe_methods(name, ids)

    def _attempt(self, kind: str, what: str, call: Callable[[], Any]) -> None:
        """Make one probe and judge its answer."""
        self.tally.probes[kind] += 1
        with self._undone():
            try:
                answer = call()
            except REFUSALS as refusal:
                # An oracle's refusal repeats the question, which names the mark.
                told = kind != "method" and not kind.startswith("oracle")
                answer = str(refusal) if told else None
            if self._leaks(answer):
                self.tally.leaks.append(f"{kind} {what}: {str(answer)[:200]}")

    @contextlib.contextmanager
    def _undone(self) -> Iterator[None]:
        """Roll back whatever happens inside."""
        cursor = self.env.cr
        cursor.execute("SAVEPOINT probe")
        try:
            yield
        finally:
            self.env.invalidate_all(flush=False)
            self.env.transaction.clear()
            # Released as well: thousands of open ones exhaust the server's locks.
            cursor.execute("ROLLBACK TO SAVEPOINT probe")
            cursor.execute("RELEASE SAVEPOINT probe")

    def _leaks(self, answer: Any) -> bool:
        """Tell whether an answer holds anything of the other client."""
        if isinstance(answer, BaseModel):
            return bool(set(answer._ids) & set(self.foreign.get(answer._name, ())))
        text = str(answer)
        return any(mark in text for mark in self.marks)

    def _probe_records(self, name: str, ids: list[int]) -> None:
        """Attempts on records as a whole."""
        Model = self.env[name]
        records = Model.browse(ids)
        attempts = {
            "search": lambda: Model.search([]),
            "name_search": lambda: Model.name_search(self.marks[0]),
            "search_id": lambda: Model.search([("id", "in", ids)]),
            "count": lambda: Model.search_count([("id", "in", ids)]) * self.marks[0],
            "web_search_read": lambda: Model.web_search_read([], {"display_name": {}}),
            "export": lambda: records.export_data(["display_name", ".id"]),
            "copy": lambda: records.copy(),
            "unlink": lambda: records.unlink() and self.marks[0],
            "read_display": lambda: records.read(["display_name"]),
            "web_read": lambda: records.web_read({"display_name": {}}),
            "group": lambda: Model._read_group(
                [("id", "in", ids)], [], ["id:recordset"]
            ),
        }
        for kind, call in attempts.items():
            if ids or kind in ("search", "name_search", "web_search_read"):
                self._attempt(kind, name, call)

    def _probe_field(self, name: str, ids: list[int], fname: str, definition) -> None:
        """Attempts on one field."""
        Model = self.env[name]
        records = Model.browse(ids)
        here = f"{name}.{fname}"
        self._attempt(
            "read_all", here, lambda: Model.search([], limit=50).read([fname])
        )
        self._attempt("order", here, lambda: Model.search([], order=fname))
        self._attempt(
            "group_by", here, lambda: str(Model._read_group([], [fname], ["__count"]))
        )
        self._probe_oracle(name, fname, definition)
        if not ids:
            return
        self._attempt("read", here, lambda: records.read([fname]))
        self._attempt("export_field", here, lambda: records.export_data([fname]))
        self._attempt(
            "write", here, lambda: records.write({fname: False}) and self.marks[0]
        )
        self._attempt(
            "search_field",
            here,
            lambda: Model.search([("id", "in", ids), (fname, "!=", False)]),
        )

    def _probe_oracle(self, name: str, fname: str, definition) -> None:
        """Ask by a condition: the answer must not depend on the other client."""
        here = f"{name}.{fname}"
        if definition.type in TEXTS:
            self._ask("oracle_text", here, lambda mark: [(fname, "ilike", mark)])
        elif definition.relational:
            target = self.foreign.get(definition.comodel_name, [])
            ids = {self.marks[0]: target}
            if target:
                self._ask(
                    "oracle_relation",
                    here,
                    lambda mark: [(fname, "in", ids.get(mark, [NOBODY]))],
                )
            self._ask(
                "oracle_path",
                here,
                lambda mark: [(fname, "any", [("display_name", "ilike", mark)])],
            )

    def _ask(self, kind: str, here: str, domain: Callable[[str], list]) -> None:
        """Compare the answer about the other client with one about nothing."""
        Model = self.env[here.rpartition(".")[0]]
        mark = self.marks[0]

        def call():
            counts = [Model.search_count(domain(text)) for text in (mark, NOTHING)]
            return mark if counts[0] != counts[1] else None

        self._attempt(kind, here, call)

    def _probe_methods(self, name: str, ids: list[int]) -> None:
        """Call every public method on the other client's records."""
        before = self._fingerprint(name)
        for method in sorted(dir(type(self.env[name]))):
            if method.startswith("_") or method in SKIPPED_METHODS:
                continue
            try:
                get_public_method(self.env[name], method)
            except (AccessError, AttributeError):
                continue
            self._probe_method(name, method, ids, before)

    def _probe_method(
        self, name: str, method: str, ids: list[int], before: str
    ) -> None:
        def call():
            answer = call_kw(self.env[name], method, [ids], {})
            changed = self._fingerprint(name) != before
            return self.marks[0] if changed else answer

        self._attempt("method", f"{name}.{method}", call)

    def _fingerprint(self, name: str) -> str:
        """Return a digest of all rows of a model's table."""
        Model = self.env[name]
        if Model._abstract or not Model._auto:
            return ""
        self.env.flush_all()
        self.env.cr.execute(
            f"SELECT md5(string_agg(t::text, '' ORDER BY id)) FROM \"{Model._table}\" t"
        )
        return self.env.cr.fetchone()[0] or ""
