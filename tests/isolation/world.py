"""Clients A and B in a database of their own, and what belongs to whom."""

from __future__ import annotations

from dataclasses import dataclass, field

ROLES = ("viewer", "approver", "finance", "admin")


@dataclass
class World:
    """Ids of what the probes need, by client letter.

    :param records: letter -> model -> ids
    :param users: letter -> role -> id of the user
    :param marks: letter -> texts that only this client's records hold
    """

    records: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)
    marks: dict = field(default_factory=dict)


def seed(env) -> None:
    """Create both clients with everything a client can have, and commit."""
    from odoo.addons.bpo_client_portal.tests.world import WorldBuilder

    env["account.chart.template"].try_loading(
        "generic_coa", env.company, install_demo=False
    )
    product = env["product.product"].create({"name": "Office work", "type": "service"})
    for letter, made in WorldBuilder(env, product).build().items():
        _add_extras(env, letter, made)
    env.cr.commit()


def _add_extras(env, letter: str, made: dict) -> None:
    """Add a file with its download, a hold, a dispute, a note and a comment."""
    task, mark = made["task"], f"Client{letter}"
    files = env["bpo.work.file"]
    stored = files._bpo_receive(task, [(f"{mark}.pdf", b"%PDF-1.7 " + mark.encode())])
    stored._bpo_log_download()
    env["bpo.work.hold"].create(
        {
            "item_id": made["items"][0].id,
            "date_from": "2026-09-07 09:00:00",
            "date_to": "2026-09-07 10:00:00",
            "owner": "client",
            "reason": f"{mark} question",
        }
    )
    disputes = env["bpo.dispute"].with_user(made["users"]["finance"])
    disputes._bpo_open(made["statement"].sudo().line_ids[:1], f"{mark} disagrees")
    task.message_post(body=f"{mark} internal note")
    task.message_post(
        body=f"{mark} comment", message_type="comment", subtype_xmlid="mail.mt_comment"
    )


def find(env) -> World:
    """Return the world that ``seed`` made."""
    world = World()
    for letter in "AB":
        client = env["res.partner"].search(
            [("name", "=", f"Client{letter}"), ("is_company", "=", True)]
        )
        users = {role: _user(env, f"{letter.lower()}_{role}") for role in ROLES}
        world.users[letter] = users
        world.records[letter] = collect(env, client)
        world.marks[letter] = _marks(env, letter, world.records[letter])
    return world


def _user(env, login: str) -> int:
    return env["res.users"].search([("login", "=", login)]).id


def _marks(env, letter: str, records: dict) -> list[str]:
    """Return texts of a client that nobody else's records hold."""
    names = [f"Client{letter}"]
    for model in ("bpo.contract", "bpo.statement", "account.move"):
        names += env[model].browse(records[model]).mapped("name")
    return names


def collect(env, client) -> dict[str, list[int]]:
    """Return model -> ids of everything that belongs to a client."""
    found = {}
    for name, model in env.registry.items():
        owner = model._fields.get("client_id")
        if model._auto and not model._transient and owner is not None:
            found[name] = _ids(env, name, [("client_id", "=", client.id)])
    contracts = env["bpo.contract"].browse(found["bpo.contract"])
    moves = env["bpo.statement"].browse(found["bpo.statement"]).move_id
    contacts = env["res.partner"].search([("id", "child_of", client.id)])
    found |= {
        "res.partner": contacts.ids,
        "res.users": contacts.user_ids.ids,
        "account.move": moves.ids,
        "account.move.line": moves.line_ids.ids,
        "account.analytic.account": contracts.analytic_account_id.ids,
        "project.project": contracts.project_id.ids,
        "account.analytic.line": _ids(
            env, "account.analytic.line", [("bpo_contract_id", "in", contracts.ids)]
        ),
        "mail.message": _ids(
            env,
            "mail.message",
            [("model", "=", "project.task"), ("res_id", "in", found["project.task"])],
        ),
        "ir.attachment": _ids(
            env,
            "ir.attachment",
            [
                ("res_model", "=", "bpo.work.file"),
                ("res_id", "in", found["bpo.work.file"]),
                ("res_field", "!=", False),
            ],
        ),
    }
    return found


def _ids(env, model: str, domain: list) -> list[int]:
    return env[model].with_context(active_test=False).search(domain).ids
