"""Says what the suite adds to Odoo that a client might reach, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.support.routes import routes

from . import people
from .world import World

RESULT = "RULES "
# Their new fields are declared whatever the rights on the model are.
ALWAYS = ("account.analytic.line", "account.move", "account.move.line", "project.task")


def run(env) -> None:
    """Print fields on Odoo's models, portal models, server actions and routes."""
    contact = env(user=people.user(env, "admin").id, su=False)
    found = {
        "fields": list(added_fields(env, contact)),
        "portal": {name: portal_model(env, contact, name) for name in opened(env)},
        "actions": list(server_actions(env)),
        "routes": list(routes(env)),
        "records": record_ids(World.load(env)),
    }
    print(RESULT + json.dumps(found), flush=True)


def added_fields(env, contact) -> Iterator[dict]:
    """Yield the fields that our add-ons give to models which a client may read."""
    for name in sorted(env.registry):
        model = env[name]
        if model._original_module.startswith("bpo_") or model._abstract:
            continue
        if name not in ALWAYS and not contact[name].has_access("read"):
            continue
        for field in model._fields.values():
            if (field._module or "").startswith("bpo_"):
                yield {"model": name, "field": field.name, "groups": field.groups}


def opened(env) -> list[str]:
    """Return our models that portal users, the public or everybody may read."""
    groups = env.ref("base.group_portal") | env.ref("base.group_public")
    rows = env["ir.model.access"].search(
        [
            ("perm_read", "=", True),
            "|",
            ("group_id", "=", False),
            ("group_id", "in", groups.ids),
        ]
    )
    return sorted(
        name
        for name in set(rows.mapped("model_id.model"))
        if env[name]._original_module.startswith("bpo_")
    )


def portal_model(env, contact, name: str) -> dict:
    """Return how a model is walled off.

    ``rules`` are its global record rules, ``domain`` what they come to for a contact,
    ``listed`` the fields on its list and ``readable`` those a contact really reads.
    """
    rules = env["ir.rule"].search(
        [("model_id.model", "=", name), ("groups", "=", False)]
    )
    model = env[name]
    listed = getattr(model, "_bpo_portal_readable_fields", frozenset)()
    return {
        "client": contact.user.partner_id.commercial_partner_id.id,
        "rules": rules.mapped("domain_force"),
        "domain": str(contact["ir.rule"]._compute_domain(name, "read")),
        "fields": sorted(model._fields),
        "listed": sorted(listed),
        "readable": sorted(contact[name].fields_get(attributes=["name"])),
    }


def server_actions(env) -> Iterator[dict]:
    """Yield our server actions; those of scheduled jobs are their jobs' own."""
    jobs = env["ir.cron"].with_context(active_test=False).search([])
    for action in env["ir.actions.server"].search([]) - jobs.ir_actions_server_id:
        name = action.get_external_id()[action.id]
        if name.startswith("bpo_"):
            yield {"name": name, "groups": action.group_ids.mapped("display_name")}


def record_ids(world: World) -> dict[str, int]:
    """Return the records that routes name, by the name of the route's argument."""
    client = world.clients["A"]
    return {
        "contract_id": client.contract.id,
        "file_id": client.file.id,
        "import_id": client.import_file.id,
        "line_id": client.statement_line.id,
        "order_import_id": client.order_import.id,
        "partner_id": client.contact.id,
        "project_id": client.project.id,
        "result_id": client.result.id,
        "statement_id": client.statement.id,
        "task_id": client.task.id,
    }
