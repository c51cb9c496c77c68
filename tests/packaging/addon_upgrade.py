"""What happens to a database before and after an upgrade, in Odoo's shell."""

from __future__ import annotations

import json
from typing import Any

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from .addon_world import NATIVE, TOTALS, build, facts

BEFORE, AFTER = "BEFORE ", "AFTER "
LAST = "bpo_client_portal"
TABLES = """
    SELECT relname FROM pg_class
     WHERE relkind = 'r' AND relname LIKE 'bpo\\_%'
       AND relnamespace = 'public'::regnamespace
"""
QUERIES = {**TOTALS, **NATIVE}
# The company's days for the client to answer, which contracts without any take over.
DAYS = 7
DEADLINES = {
    "days": "SELECT json_agg(client_approval_days ORDER BY id) FROM bpo_contract",
    "columns": """
        SELECT count(*) FROM information_schema.columns
         WHERE table_name = 'res_company'
           AND column_name = 'bpo_client_approval_days'""",
    "jobs": """
        SELECT count(*) FROM ir_act_server
         WHERE code = 'model._cron_bpo_deemed_approval()'""",
}
# As after an index that a hand has built again without its condition, and after one
# whose building was interrupted.
DAMAGE = (
    "DROP INDEX account_move_bpo_billing_key_uniq",
    "CREATE INDEX account_move_bpo_billing_key_uniq ON account_move (bpo_billing_key)",
    "UPDATE pg_index SET indisvalid = false"
    " WHERE indexrelid = 'bpo_claim_source_uniq'::regclass",
    "ALTER TABLE bpo_statement DROP CONSTRAINT bpo_statement_live_days_excl",
)


def look(env: Any) -> dict[str, Any]:
    """Return the facts of the world and the number of rows of each of our tables."""
    found = facts(env, QUERIES)
    env.cr.execute(TABLES)
    tables = [name for (name,) in env.cr.fetchall()]
    counts = {name: f'SELECT count(*) FROM "{name}"' for name in tables}
    return {**found, "tables": facts(env, counts)}


def set_deadlines(env: Any) -> None:
    """Let the company have days to answer, and the contract none, in an old version."""
    if "bpo_client_approval_days" in env["res.company"]._fields:
        env["res.company"].search([]).bpo_client_approval_days = DAYS
        env["bpo.contract"].search([]).client_approval_days = 0
        env.flush_all()


def before(env: Any, version: str) -> None:
    """Install what is found on the add-ons path, use it, and damage its keys.

    :param version: what the add-ons are said to be
    """
    database = env.cr.dbname
    env["ir.module.module"].update_list()
    env["ir.module.module"].search([("name", "=", LAST)]).button_immediate_install()
    env.cr.commit()
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        build(env)
        set_deadlines(env)
        found = look(env)
        found["deadlines"] = facts(env, DEADLINES)
        for statement in DAMAGE:
            cr.execute(statement)
        cr.execute(
            "UPDATE ir_module_module SET latest_version = %s"
            " WHERE name LIKE 'bpo\\_%%' AND state = 'installed'",
            [version],
        )
    print(BEFORE + json.dumps(found), flush=True)


def after(env: Any) -> None:
    """Bill the next month, which is refused on damaged keys; tell what is there."""
    found = look(env)
    found["deadlines"] = facts(env, DEADLINES)
    contract = env["bpo.contract"].search([], limit=1)
    run = env["bpo.billing.run"].create(
        {
            "date_from": "2026-04-01",
            "date_to": "2026-04-30",
            "contract_ids": [(6, 0, contract.ids)],
        }
    )
    run.action_preview()
    found["previewed"] = run.statement_ids.mapped("state")
    env.cr.commit()
    print(AFTER + json.dumps(found), flush=True)
