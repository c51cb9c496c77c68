"""What must be true after any fault, asked of the database."""

from __future__ import annotations

from typing import Any

import world

# Posted documents as they were seen first: they never change and never go.
POSTED: dict[int, tuple] = {}

LOST = {
    "account_analytic_line": """
        SELECT e.id FROM account_analytic_line e
          JOIN bpo_contract_line l ON l.id = e.bpo_contract_line_id
         WHERE e.bpo_contract_id = ANY(%(contracts)s) AND e.date <= %(end)s
           AND e.bpo_state = 'approved'
           AND NOT EXISTS (SELECT FROM bpo_claim c
                            WHERE c.source_id = e.id AND c.kind = 'time')
    """,
    "bpo_work_item": """
        SELECT i.id FROM bpo_work_item i
         WHERE i.contract_id = ANY(%(contracts)s) AND i.state = 'accepted'
           AND i.accepted_at::date <= %(end)s
           AND NOT EXISTS (SELECT FROM bpo_claim c
                            WHERE c.source_id = i.id AND c.kind = 'item')
    """,
    "bpo_milestone": """
        SELECT m.id FROM bpo_milestone m
         WHERE m.contract_id = ANY(%(contracts)s) AND m.billable_on <= %(end)s
           AND NOT EXISTS (SELECT FROM bpo_claim c
                            WHERE c.source_id = m.id AND c.kind = 'milestone')
    """,
}
# A claim of something that is gone.
ORPHANS = """
    SELECT c.kind, c.source_id FROM bpo_claim c
     WHERE NOT EXISTS (SELECT FROM account_analytic_line e
                        WHERE c.kind = 'time' AND e.id = c.source_id)
       AND NOT EXISTS (SELECT FROM bpo_work_item i
                        WHERE c.kind = 'item' AND i.id = c.source_id
                          AND i.state = 'accepted')
       AND NOT EXISTS (SELECT FROM bpo_milestone m
                        WHERE c.kind = 'milestone' AND m.id = c.source_id
                          AND m.billable_on IS NOT NULL)
"""
# Units on a line that are not those of its items.
UNITS = """
    SELECT l.id, l.quantity, sum(i.accepted_quantity)
      FROM bpo_statement_line l
      JOIN bpo_claim c ON c.statement_line_id = l.id AND c.kind = 'item'
      JOIN bpo_work_item i ON i.id = c.source_id
      JOIN bpo_statement s ON s.id = l.statement_id
     WHERE l.kind = 'unit' AND NOT EXISTS (
               SELECT FROM account_move r
                WHERE r.reversed_entry_id = s.move_id AND r.state = 'posted')
     GROUP BY l.id
    HAVING abs(l.quantity - sum(i.accepted_quantity)) > 0.001
"""
NUMBERS = """
    SELECT journal_id, sequence_prefix, count(*),
           max(sequence_number) - min(sequence_number) + 1
      FROM account_move WHERE state = 'posted'
     GROUP BY journal_id, sequence_prefix
    HAVING count(*) <> max(sequence_number) - min(sequence_number) + 1
"""


def audit(env: Any, until: int) -> list[str]:
    """Everything wrong after billing up to a month, as sentences."""
    findings = env["bpo.billing.audit"]._get_findings()
    wrong = [
        f"{each.code}: {each.model} {each.record_id} {each.amount}" for each in findings
    ]
    wrong += find_lost(env, until)
    wrong += find_odd_rows(env)
    wrong += find_changed_documents(env)
    contracts = world.contracts_of(env)
    expected = world.month(until)[1]
    wrong += [
        f"{each.name} is billed until {each.bpo_billed_until}, not {expected}"
        for each in contracts
        if each.bpo_billed_until != expected
    ]
    parked = env["bpo.statement"].search([("parked_reason", "!=", False)])
    wrong += [f"parked: {each.name} {each.parked_reason}" for each in parked]
    return wrong


def find_lost(env: Any, until: int) -> list[str]:
    """Billable work of billed months that is on no statement."""
    values = {
        "contracts": world.contracts_of(env).ids,
        "end": world.month(until)[1],
    }
    wrong = []
    for table, query in LOST.items():
        env.cr.execute(query, values)
        wrong += [f"lost: {table} {row[0]}" for row in env.cr.fetchall()]
    return wrong


def find_odd_rows(env: Any) -> list[str]:
    """Claims of nothing, holes in the numbers of invoices, differences of cents."""
    env.cr.execute(ORPHANS)
    wrong = [f"claim of nothing: {row}" for row in env.cr.fetchall()]
    env.cr.execute(UNITS)
    wrong += [f"other units than billed: {row}" for row in env.cr.fetchall()]
    env.cr.execute(NUMBERS)
    wrong += [f"numbers with a hole: {row}" for row in env.cr.fetchall()]
    rows = env["bpo.reconciliation"].search([("difference", ">", 0.004)])
    return wrong + [
        f"reconciliation: {row.statement_id.name} {row.difference}" for row in rows
    ]


def reconcile(env: Any) -> tuple[str, int]:
    """What the reconciliation report shows, as a sentence, and whether it differs."""
    rows = env["bpo.reconciliation"].search([])
    largest = max(rows.mapped("difference"), default=0.0)
    text = f"reconciliation of {len(rows)} statements: largest difference {largest:.2f}"
    return text, int(not rows or largest > 0.004)


def find_changed_documents(env: Any) -> list[str]:
    """Posted invoices and credit notes that are not what they were."""
    env.cr.execute(
        "SELECT id, name, move_type, partner_id, amount_untaxed, date"
        "  FROM account_move WHERE state = 'posted'"
    )
    now = {row[0]: row[1:] for row in env.cr.fetchall()}
    wrong = [
        f"posted document changed: {old} is {now.get(key)}"
        for key, old in POSTED.items()
        if now.get(key) != old
    ]
    POSTED.update(now)
    return wrong


def find_strangers(env: Any) -> list[str]:
    """Records that a client's contact sees although they are another client's."""
    # What other workers know of a change is asked in the security tests.
    env.registry.clear_cache()
    users = env["res.users"].search([("login", "=like", "fault_contact_%")])
    wrong = []
    for user in users:
        mine = user.partner_id.commercial_partner_id
        for model in ("bpo.contract", "bpo.statement"):
            seen = env[model].with_user(user).search([]).sudo().partner_id
            wrong += [
                f"{user.login} of {mine.name} sees {model} of {other.name}"
                for other in seen - mine
            ]
    return wrong
