"""Calls every public method as people who have no business there.

Strangers: a contact of client A calls it on the records of client B; an agent who works
for neither client, and an employee without a role, on those of both. Each call must be
refused, or give nothing away and change nothing.

Others: who is not among the callers that the list names calls it on records of client
A, which they may see. Each call must be refused.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Iterator

import psycopg2

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.models import BaseModel
from odoo.service.model import call_kw

from . import people
from .access_runner import QUIET, quiet
from .fresh import day
from .methods import public_methods
from .methods_list import ANYONE, CALLERS, read_callers
from .undo import rows_written, undone
from .values import VIEWS
from .world import World

RESULT = "METHODS "
# Who calls, and whose records must stay closed to them.
STRANGERS = {"admin": "B", "agent_elsewhere": "AB", "internal": "AB"}
# They take Python objects, which nobody can send.
CODE_ONLY = ("message_route",)
REFUSALS = (AccessError, MissingError, UserError)
FAULTS = (psycopg2.Error, AssertionError, AttributeError, LookupError, TypeError)
FAULTS += (ValueError,)


def run(env) -> None:
    """Print, as JSON, the methods found, the number of probes and what leaked."""
    quiet()
    prober = Prober(env(context={**env.context, **QUIET}))
    callers = read_callers()
    methods = public_methods(env)
    for method in methods:
        for model in method.heirs:
            prober.probe_strangers(model, method.name)
            # What is not listed fails in a test of its own.
            allowed = callers.get((method.model, method.name), [ANYONE])
            prober.probe_others(model, method.name, allowed)
    env.cr.rollback()
    found = {
        "methods": [[method.model, method.name] for method in methods],
        "probes": prober.count,
        "refused": prober.refused,
        "holes": prober.holes,
    }
    print(RESULT + json.dumps(found), flush=True)


class Prober:
    """Calls methods and judges what comes back.

    :param env: elevated environment
    """

    def __init__(self, env) -> None:
        self.env = env
        self.world = World.load(env)
        self.users = {role: people.user(env, role) for role in people.ROLES}
        self.count = self.refused = 0
        self.holes: list[str] = []

    def probe_strangers(self, model: str, method: str) -> None:
        """Call a method on the records of each client that must stay closed."""
        for role, letters in STRANGERS.items():
            for letter in letters:
                for arguments in self._arguments(model, method, letter):
                    self._call(model, method, role, letter, arguments)

    def probe_others(self, model: str, method: str, callers: Iterable[str]) -> None:
        """Call a method as everybody who is not among its callers."""
        if ANYONE in callers:
            return
        for name, role in CALLERS.items():
            if name not in callers:
                *_needed, arguments = self._arguments(model, method, "A")
                self._call(model, method, role, "A", arguments, must_refuse=True)

    def _call(self, model, method, role, letter, arguments, must_refuse=False) -> None:
        """Make one call and judge what came of it."""
        self.count += 1
        with undone(self.env):
            ids = self._record_ids(model, letter)
            given = arguments if self._is_of_model(model, method) else [ids, *arguments]
            before = rows_written(self.env)
            somebody = self.env(user=self.users[role].id, su=False)
            try:
                answer = call_kw(somebody[model], method, given, {})
                written = rows_written(self.env) - before
            except REFUSALS:
                self.refused += 1
                return
            except FAULTS as error:
                # A mixin alone lacks what its heirs have, and fails: that will do.
                if not self.env[model]._abstract and method not in CODE_ONLY:
                    self._report(model, method, role, letter, f"fails: {error!r}")
                return
        if written:
            self._report(model, method, role, letter, f"writes {written} rows")
        elif must_refuse and ids and not isinstance(answer, (bool, type(None))):
            self._report(model, method, role, letter, "may call it")
        elif not must_refuse and self._tells(answer, letter, ids):
            self._report(model, method, role, letter, f"answers {str(answer)[:200]}")

    def _report(self, model, method, role, letter, what: str) -> None:
        self.holes.append(f"{model}.{method} by {role} on client {letter}: {what}")

    def _record_ids(self, model: str, letter: str) -> list[int]:
        """Return ids of a client's records of a model."""
        if model in VIEWS:
            domain = [("contract_id", "=", self.world.clients[letter].contract.id)]
            return self.env[model].search(domain, limit=1).ids
        if model == "res.partner":
            return self.world.clients[letter].company.ids
        if model in self.world.samples:
            return [self.world.samples[model][letter]]
        return []

    def _arguments(self, model: str, method: str, letter: str) -> Iterator[list]:
        """Yield the arguments to call with: the needed ones, and all there are."""
        function = getattr(type(self.env[model]), method)
        parameters = [
            parameter
            for name, parameter in inspect.signature(function).parameters.items()
            if name != "self" and parameter.kind == parameter.POSITIONAL_OR_KEYWORD
        ]
        needed = [each for each in parameters if each.default is each.empty]
        for chosen in [needed, parameters] if parameters != needed else [needed]:
            yield [self._argument(each.name, letter) for each in chosen]

    def _is_of_model(self, model: str, method: str) -> bool:
        """Whether a method takes no ids."""
        function = getattr(type(self.env[model]), method)
        return bool(getattr(function, "_api_model", False))

    def _argument(self, name: str, letter: str):
        """Return a sensible value for a parameter of this name."""
        client = self.world.clients[letter]
        today = str(day())
        known = {
            "by": "contract",
            "contract_id": client.contract.id,
            "entry_id": client.entry.id,
            "hours": "1:00",
            "import_id": client.import_file.id,
            "line_id": client.time_line.id,
            "line_ids": client.statement.line_ids.ids,
            "owner": "client",
            "quantity": 1.0,
            "reason": "Because",
            "reference": "Case",
            "values": {"day": today, "line_id": client.time_line.id, "hours": "1:00"},
        }
        return known.get(name, today)

    def _tells(self, answer, letter: str, ids: list[int]) -> bool:
        """Whether an answer names the client, or leads to more than was asked about."""
        if isinstance(answer, BaseModel):
            return bool(set(answer.ids) - set(ids))
        if f"Client{letter}" in str(answer):
            return True
        return isinstance(answer, dict) and bool(self._ids_in(answer) - {*ids})

    def _ids_in(self, action: dict) -> set[int]:
        """Return the ids of records that a window action opens."""
        ids = {action["res_id"]} if action.get("res_id") else set()
        for term in action.get("domain") or []:
            if isinstance(term, (list, tuple)) and isinstance(term[2], (list, tuple)):
                ids.update(each for each in term[2] if isinstance(each, int))
        return ids
