"""Runs the probes inside Odoo's shell and prints what came out as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from .prober import Prober, Tally
from .world import ROLES, World, find

RESULT = "PROBES "
# What a mutation switches off or opens, to see whether the probes notice.
GLOBAL_RULES = "domain_force LIKE '%%client_id%%'"


def models_to_probe(env, world: World) -> list[str]:
    """Return the suite's models and the native ones that hold records of B."""
    own = {name for name in env.registry if name.startswith("bpo.")}
    return sorted(own | set(world.records["B"]))


def probe(
    env,
    roles: Iterable[str] = ROLES,
    models: Iterable[str] | None = None,
    keep_open: bool = False,
) -> Tally:
    """Probe models as contacts of client A against client B's records.

    :param env: elevated environment; everything is rolled back
    :param keep_open: do not end the transaction between models: it holds a mutation
    """
    world = find(env)
    tally = Tally()
    for role in roles:
        contact = env(user=world.users["A"][role], su=False)
        prober = Prober(contact, world.records["B"], world.marks["B"], tally)
        for name in models or models_to_probe(env, world):
            prober.probe_model(name)
            if not keep_open:
                env.cr.rollback()
    env.cr.rollback()
    return tally


def say(tally: Tally) -> None:
    """Print a tally for the test that started the shell."""
    answer = {"probes": dict(tally.probes), "leaks": tally.leaks[:100]}
    print(RESULT + json.dumps(answer), flush=True)


def probe_all(env) -> None:
    """Probe everything in the role with the fewest and the one with all rights."""
    say(probe(env, ["viewer", "admin"]))


def probe_without_rule(env, model: str) -> None:
    """Mutation: switch a model's client rule off, then probe it."""
    env.cr.execute(
        "UPDATE ir_rule SET active = FALSE WHERE model_id = "
        f"(SELECT id FROM ir_model WHERE model = %s) AND {GLOBAL_RULES}",
        [model],
    )
    env.registry.clear_all_caches()
    env.invalidate_all()
    say(probe(env, ["admin"], [model], keep_open=True))
    env.registry.clear_all_caches()
