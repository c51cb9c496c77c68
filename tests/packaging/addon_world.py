"""A little of everything in a database, and what must stay true of it.

Uses the names that other software relies on, so it fills databases of older versions
of the add-ons as well.
"""

from __future__ import annotations

from typing import Any

FIRST, LAST = "2026-03-01", "2026-03-31"
TOTALS = {
    "statements": """
        SELECT json_agg(json_build_array(name, state, amount_untaxed) ORDER BY name)
          FROM bpo_statement""",
    "lines": """
        SELECT json_agg(json_build_array(kind, name, quantity, amount, explanation)
                        ORDER BY id)
          FROM bpo_statement_line""",
    "claims": """
        SELECT json_agg(json_build_array(kind, source_id) ORDER BY kind, source_id)
          FROM bpo_claim""",
    "levels": """
        SELECT json_agg(json_build_array(date_from, state, attainment_percent,
                                         credit_amount) ORDER BY id)
          FROM bpo_sla_result""",
    "items": """
        SELECT json_agg(json_build_array(reference, state, quantity, due_at, sla_met)
                        ORDER BY reference)
          FROM bpo_work_item""",
}
NATIVE = {
    "invoices": """
        SELECT json_agg(json_build_array(state, amount_untaxed, amount_total)
                        ORDER BY id)
          FROM account_move WHERE move_type IN ('out_invoice', 'out_refund')""",
    "time": "SELECT json_agg(unit_amount ORDER BY id) FROM account_analytic_line",
    "projects": "SELECT count(*) FROM project_project",
}


def build(env: Any) -> None:
    """A client with a contract by time and unit, a level, work, and a posted month."""
    client = env["res.partner"].create({"name": "Orbit Retail", "is_company": True})
    agent = env["hr.employee"].create({"name": "Ana Prado", "tz": "Europe/Berlin"})
    contract = env["bpo.contract"].create(contract_vals(client))
    contract.action_activate()
    hours, orders = contract.line_ids.sorted("sequence")
    env["bpo.assignment"].create(
        {
            "employee_id": agent.id,
            "contract_id": contract.id,
            "date_start": FIRST,
        }
    )
    add_work(env, agent, hours, orders)
    run = env["bpo.billing.run"].create(
        {
            "date_from": FIRST,
            "date_to": LAST,
            "contract_ids": [(6, 0, contract.ids)],
        }
    )
    run.action_preview()
    run.action_invoice()
    run.action_post()


def contract_vals(client: Any) -> dict:
    """Values of the contract."""
    hours = {
        "name": "Order desk",
        "sequence": 1,
        "pricing_model": "time",
        "billing_increment": 15,
        "rate_ids": [
            (0, 0, {"price_unit": 20.0, "date_end": "2026-03-14"}),
            (0, 0, {"price_unit": 22.0, "date_start": "2026-03-15"}),
        ],
    }
    orders = {
        "name": "Orders entered",
        "sequence": 2,
        "pricing_model": "unit",
        "tier_mode": "graduated",
        "tier_ids": [
            (0, 0, {"quantity_from": 0, "price_unit": 0.20}),
            (0, 0, {"quantity_from": 1000, "price_unit": 0.15}),
        ],
    }
    level = {
        "name": "Orders within four hours",
        "metric": "turnaround",
        "target_percent": 95.0,
        "threshold_hours": 4.0,
        "credit_method": "pool",
        "allocation_percent": 20.0,
    }
    return {
        "partner_id": client.id,
        "tz": "Europe/Berlin",
        "date_start": FIRST,
        "at_risk_percent": 10.0,
        "line_ids": [(0, 0, hours), (0, 0, orders)],
        "sla_ids": [(0, 0, level)],
    }


def add_work(env: Any, agent: Any, hours: Any, orders: Any) -> None:
    """Approved time at two rates, and items of which one came too late."""
    entries = env["account.analytic.line"].create(
        [
            {
                "name": "Order desk",
                "employee_id": agent.id,
                "bpo_contract_line_id": hours.id,
                "bpo_start": f"2026-03-{day} 07:00:00",
                "bpo_stop": f"2026-03-{day} 17:00:00",
            }
            for day in (10, 20)
        ]
    )
    entries.action_bpo_submit()
    entries.action_bpo_approve()
    env["bpo.work.item"].create(
        [
            {
                "contract_line_id": orders.id,
                "reference": f"batch {number}",
                "quantity": 850,
                "received_at": "2026-03-05 08:00:00",
                "delivered_at": f"2026-03-0{5 + number} 09:00:00",
                "accepted_at": "2026-03-12 08:00:00",
                "accepted_quantity": 850,
                "state": "accepted",
            }
            for number in (0, 1)
        ]
    )


def facts(env: Any, queries: dict[str, str]) -> dict[str, Any]:
    """Return what the queries find."""
    env.flush_all()
    found = {}
    for name, text in queries.items():
        env.cr.execute(text)
        [found[name]] = env.cr.fetchone()
    return found
