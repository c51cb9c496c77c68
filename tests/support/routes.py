"""The routes of the suite as Odoo's router knows them, and what fills them in.

``routes`` and ``look`` run inside Odoo's shell, the others also outside.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

OURS = "odoo.addons.bpo_"
ARGUMENT = re.compile(r"<int:(\w+)>")
RESULT = "ROUTES "
# What a browser saves instead of showing it, and pages of Odoo's that we redirect.
SAVED = (".pdf", ".xlsx")
NATIVE = ("/my/projects", "/my/tasks")
# What a page's argument names, where the word alone does not tell the model.
MODELS = {
    "contract_id": "bpo.contract",
    "file_id": "bpo.work.file",
    "import_id": "bpo.import",
    "line_id": "bpo.statement.line",
    "milestone_id": "bpo.milestone",
    "order_import_id": "bpo.order.import",
    "partner_id": "res.partner",
    "project_id": "project.project",
    "result_id": "bpo.sla.result",
    "statement_id": "bpo.statement",
    "task_id": "project.task",
}


def routes(env) -> Iterator[dict]:
    """Yield path and settings of every route of our controllers."""
    from odoo.http import Controller

    for rule in env["ir.http"].routing_map().iter_rules():
        endpoint = rule.endpoint
        owners = [
            owner
            for owner in type(endpoint.func.__self__).__mro__
            if issubclass(owner, Controller)
            and owner.__module__.startswith(OURS)
            and endpoint.func.__name__ in vars(owner)
        ]
        if owners:
            yield {
                "path": rule.rule,
                "auth": endpoint.routing["auth"],
                "type": endpoint.routing["type"],
                "methods": sorted(endpoint.routing.get("methods") or ()),
                "csrf": endpoint.routing.get("csrf", True),
                "readonly": str(endpoint.routing.get("readonly", False)),
            }


def look(env, mark: str) -> None:
    """Print the pages of the portal and a record of a client per argument.

    :param mark: name of the client company
    """
    client = env["res.partner"].search([("name", "=", mark), ("is_company", "=", True)])
    ids = {name: _first(env, model, client) for name, model in MODELS.items()}
    statement = env["bpo.statement"].browse(ids["statement_id"])
    ids["line_id"] = statement.line_ids.filtered(lambda one: one.kind == "time")[:1].id
    paths = [
        route["path"]
        for route in routes(env)
        if route["methods"] == ["GET"] and route["path"].startswith("/my/")
    ]
    print(RESULT + json.dumps({"ids": ids, "paths": sorted(set(paths))}), flush=True)


def _first(env, model: str, client) -> int:
    """Return the oldest record of a client, 0 where there is none."""
    if model == "res.partner":
        return client.child_ids.sorted("id")[:1].id
    fields = env[model]._fields
    if "client_id" not in fields:
        return 0
    domain = [("client_id", "=", client.id)]
    if "move_id" in fields:
        domain.append(("move_id", "!=", False))
    return env[model].search(domain, order="id", limit=1).id or 0


def found_by(service, mark: str) -> dict:
    """Return what ``look`` finds in the database of a service."""
    script = f"from tests.support.routes import look\nlook(env, {mark!r})"
    rows = service.shell(script).splitlines()
    line = next(row for row in rows if row.startswith(RESULT))
    return json.loads(line.removeprefix(RESULT))


def patterns(found: dict) -> list[str]:
    """Return the routes of the pages that a browser shows.

    Routes whose record the client lacks are left out, and so are later pages of lists
    and Odoo's own pages that lead to ours.
    """
    return [
        path
        for path in found["paths"]
        if "/page/" not in path
        and not path.startswith(NATIVE)
        and not path.endswith(SAVED)
        and all(found["ids"].get(name) for name in arguments(path))
    ]


def pages(found: dict) -> list[str]:
    """Return the addresses of these pages for the client."""
    return [filled(path, found["ids"]) for path in patterns(found)]


def arguments(path: str) -> list[str]:
    """Return the names of a route's arguments but the page number.

    >>> arguments("/my/statements/<int:statement_id>/page/<int:page>")
    ['statement_id']
    """
    return [name for name in ARGUMENT.findall(path) if name != "page"]


def filled(path: str, ids: dict[str, int]) -> str:
    """Return a route's address with its arguments filled in; pages are the first.

    >>> filled("/my/statements/<int:statement_id>", {"statement_id": 7})
    '/my/statements/7'
    """
    return ARGUMENT.sub(lambda match: str({"page": 1, **ids}[match[1]]), path)
