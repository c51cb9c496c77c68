"""The clients of the browser tests; runs inside Odoo's shell."""

from __future__ import annotations

from datetime import timedelta

# Two live their month, one in each language; one is looked at, one has much to approve.
MONTHS = {"en_US": "A", "de_DE": "B"}
LOOKED_AT = "C"
BUSY = "D"
MANY = 2_000


def seed(env) -> None:
    """Create the clients and a way to pay that needs no internet, and commit."""
    from odoo.addons.bpo_client_portal.tests.world import WorldBuilder

    env["res.lang"]._activate_lang("de_DE")
    modules = env["ir.module.module"].search([("state", "=", "installed")])
    modules._update_translations(["de_DE"])
    charts = env["account.chart.template"]
    charts.try_loading("generic_coa", env.company, install_demo=False)
    product = env["product.product"].create({"name": "Office work", "type": "service"})
    builder = WorldBuilder(env, product, roles=("admin",))
    made = builder.build([*MONTHS.values(), LOOKED_AT, BUSY])
    fill_page(env, made[LOOKED_AT])
    fill_approvals(env, made[BUSY])
    env["ir.module.module"].search(
        [("name", "=", "payment_demo")]
    ).button_immediate_install()
    env.cr.commit()


def fill_page(env, client: dict) -> None:
    """Add a file, a question, a dispute and messages to a client's order."""
    user = client["users"]["admin"]
    task = client["task"]
    env["bpo.work.file"]._bpo_receive(task, [("material.pdf", b"%PDF-1.7 material")])
    open_items = client["items"].filtered(lambda item: item.state == "delivered")
    env["bpo.work.hold"].create(
        {
            "item_id": open_items.id,
            "date_from": "2026-09-07 09:00:00",
            "date_to": "2026-09-07 10:00:00",
            "owner": "client",
            "reason": "Which currency?",
        }
    )
    task.with_user(user).sudo().message_post(
        body="Euro, please", message_type="comment", subtype_xmlid="mail.mt_comment"
    )
    statement = client["statement"].sudo()
    disputes = env["bpo.dispute"].with_user(user)
    disputes._bpo_open(statement.line_ids[:1], "Two hours too many")


def fill_approvals(env, client: dict) -> None:
    """Let a client have ``MANY`` entries to approve, half of them on one order."""
    entry = client["waiting"][0]
    first = entry.date
    [vals] = entry.copy_data()
    rows = [
        {
            **vals,
            "name": f"ClientD {'filing' if number % 2 else 'typing'} {number}",
            "date": first + timedelta(days=number % 28),
        }
        for number in range(MANY - len(client["waiting"]))
    ]
    env["account.analytic.line"].create(rows).action_bpo_approve()
