"""Fifty clients in one database; runs inside Odoo's shell."""

from __future__ import annotations

CLIENTS = 50
FILLERS = 40


def letters() -> list[str]:
    """Return the letters of the clients, none part of another."""
    return [f"L{number:02d}x" for number in range(CLIENTS)]


def seed(env) -> None:
    """Create the clients, each with an administrator and some dozens of records."""
    from odoo.addons.bpo_client_portal.tests.world import WorldBuilder

    env["account.chart.template"].try_loading(
        "generic_coa", env.company, install_demo=False
    )
    product = env["product.product"].create({"name": "Office work", "type": "service"})
    builder = WorldBuilder(env, product, roles=("admin",))
    for letter, made in builder.build(letters()).items():
        env["bpo.work.item"].create(
            [
                {
                    "contract_line_id": made["unit_line"].id,
                    "task_id": made["task"].id,
                    "reference": f"Client{letter}-{number}",
                    "quantity": 1,
                }
                for number in range(FILLERS)
            ]
        )
        env.cr.commit()
