"""Tries every operation of every role on every model and prints what happened."""

from __future__ import annotations

import json
import logging

import psycopg2

from odoo.exceptions import AccessError, MissingError, UserError

from . import people
from .undo import undone
from .values import VALUES, VIEWS
from .world import World, own_values

RESULT = "ACCESS "
NATIVE = (
    "account.analytic.account",
    "account.analytic.line",
    "account.move",
    "project.project",
    "project.task",
)
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "no_reset_password": True,
}
# A field that may change at any time, where it is none of the usual ones.
CHANGED = {
    "account.move": "ref",
    "bpo.claim": "statement_line_id",
    "bpo.contract": "reference",
    "bpo.contract.amendment.change": "new_value",
    "bpo.contract.as.of": "date",
    "bpo.contract.line": "sequence",
    "bpo.rate": "price_unit",
    "bpo.rate.card.rate": "price_unit",
    "bpo.rate.card.tier": "flat_fee",
    "bpo.rate.tier": "flat_fee",
    "bpo.sla.step": "credit_percent",
    "bpo.statement": "dispute_reason",
}
USUAL = ("name", "reason", "comment", "note", "reference", "header", "filename")
SIMPLE = ("char", "text", "integer", "float", "date", "boolean", "selection")


def is_ours(records) -> bool:
    """Tell whether a model is the suite's own."""
    return records._original_module.startswith("bpo_")


def models(env) -> list[str]:
    """Return the models the table must name: the suite's own and those it adds to."""
    own = [
        name
        for name, model in env.registry.items()
        if is_ours(model) and not model._abstract
    ]
    return sorted({*own, *NATIVE})


def quiet() -> None:
    """Keep thousands of expected refusals out of the log."""
    logging.getLogger("odoo").setLevel(logging.WARNING)


def changed_field(records) -> str:
    """Return the name of a field that any writer may write."""
    fields = records._fields
    simple = (
        name
        for name, field in fields.items()
        if field.store and not field.compute and field.type in SIMPLE
    )
    usual = (name for name in USUAL if name in fields and fields[name].store)
    return CHANGED.get(records._name) or next(usual, "") or next(simple)


def run(env) -> None:
    """Print, as JSON, what every role could do.

    ``tries``: model -> role -> operation -> kind of sample -> outcome. ``unwalled``:
    outcomes of an agent who works for nobody on a model whose wall was taken down.
    """
    quiet()
    trial = Trial(env(context={**env.context, **QUIET}))
    tries = {
        model: {role: trial.attempts(model, role) for role in people.ROLES}
        for model in models(env)
    }
    unwalled = trial.without_rules("bpo.work.file", "agent_elsewhere")
    env.cr.rollback()
    print(RESULT + json.dumps({"tries": tries, "unwalled": unwalled}), flush=True)


class Trial:
    """One try of one operation after the other, each of them undone.

    :param env: elevated environment
    """

    def __init__(self, env) -> None:
        self.env = env
        self.world = World.load(env)
        self.own = own_values(env, self.world.clients["A"])
        self.users = {role: people.user(env, role) for role in people.ROLES}

    def attempts(self, model: str, role: str) -> dict[str, dict[str, str]]:
        """Return operation -> kind of sample -> outcome.

        Nothing is returned for a model without samples: the table cannot vouch for it.
        """
        if model in VIEWS:
            return {"r": self._view(model, role)}
        if model not in VALUES:
            return {}
        kinds = [
            kind
            for kind in ("A", "B", role)
            if kind in self.world.samples[model] or self._is_wizard(model, kind)
        ]
        calls = {"c": self._create, "r": self._read, "u": self._write, "d": self._drop}
        return {
            operation: {
                self._kind(kind): self._outcome(call, model, role, kind)
                for kind in kinds
            }
            for operation, call in calls.items()
        }

    def without_rules(self, model: str, role: str) -> dict[str, dict[str, str]]:
        """Return what a role could do if the model had no record rules."""
        rules = self.env["ir.rule"].search([("model_id.model", "=", model)])
        with undone(self.env):
            rules.active = False
            outcomes = self.attempts(model, role)
        self.env.registry.clear_all_caches()
        return outcomes

    def _is_wizard(self, model: str, kind: str) -> bool:
        return bool(self.env[model]._transient) and kind not in "AB"

    def _kind(self, kind: str) -> str:
        return kind if kind in "AB" else "own"

    def _outcome(self, call, model: str, role: str, kind: str) -> str:
        """Return ``ok``, ``refused``, or the sentence of another refusal."""
        with undone(self.env):
            try:
                answer = call(model, role, kind)
                self.env.flush_all()
            except (AccessError, MissingError):
                return "refused"
            except (UserError, psycopg2.Error) as error:
                return f"guard: {str(error).splitlines()[0][:120]}"
        return answer or "ok"

    def _as(self, role: str, model: str):
        """Return the empty recordset of a model, as a role."""
        return self.env[model].with_env(self.env(user=self.users[role].id, su=False))

    def _values(self, model: str, role: str, kind: str) -> dict:
        """Return values of a new record."""
        if kind in "AB":
            return VALUES[model](self.world.clients[kind])
        if model in self.own:
            # Nobody has two timers.
            self.env[model].browse(self.world.samples[model][kind]).unlink()
            return self.own[model][kind]
        return VALUES[model](self.world.clients["A"])

    def _sample(self, model: str, role: str, kind: str):
        """Return the record to try on, as a role."""
        record_id = self.world.samples[model].get(kind)
        if record_id is None:
            values = VALUES[model](self.world.clients["A"])
            record_id = self._as(role, model).create(values).id
        return self._as(role, model).browse(record_id)

    def _create(self, model: str, role: str, kind: str) -> None:
        values = self._values(model, role, kind)
        self.env.flush_all()
        self._as(role, model).create(values)

    def _read(self, model: str, role: str, kind: str) -> str:
        """Read and search must agree."""
        record = self._sample(model, role, kind)
        try:
            seen = bool(record.search([("id", "=", record.id)]))
        except AccessError:
            seen = False
        try:
            record.read(["display_name"])
        except (AccessError, MissingError):
            return "read refused, search found it" if seen else "refused"
        return "" if seen else "search refused, read found it"

    def _write(self, model: str, role: str, kind: str) -> None:
        record = self._sample(model, role, kind)
        field = record._fields[changed_field(record)]
        value = field.convert_to_write(record.sudo()[field.name], record)
        record.write({field.name: value})

    def _drop(self, model: str, role: str, kind: str) -> None:
        """Delete a new record, which nothing else needs yet."""
        if kind in "AB" and not self.env[model]._transient:
            client = self.world.clients[kind]
            record = self.env[model].create(VALUES[model](client))
            self.env.flush_all()
            self._as(role, model).browse(record.id).unlink()
        else:
            self._sample(model, role, kind).unlink()

    def _view(self, model: str, role: str) -> dict[str, str]:
        """Return whose rows of a report a role sees."""
        return {kind: self._outcome(self._see_rows, model, role, kind) for kind in "AB"}

    def _see_rows(self, model: str, role: str, kind: str) -> str:
        contract = self.world.clients[kind].contract
        domain = [("contract_id", "=", contract.id)]
        assert self.env[model].search_count(domain), f"{model} has no row of {kind}"
        rows = self._as(role, model).search(domain)
        rows.read(["display_name"])
        return "" if rows else "refused"
