"""A small world for faults: contracts with a little work in each of many months."""

from __future__ import annotations

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

FIRST = date(1980, 1, 1)
CONTRACTS = 3
PER_MONTH = 4


def month(number: int) -> tuple[date, date]:
    """First and last day of a month, counted from ``FIRST``."""
    begin = FIRST + relativedelta(months=number)
    return begin, begin + relativedelta(months=1, days=-1)


def build(env: Any, months: int) -> None:
    """Contracts with time, units and a minimum; work in each of ``months``."""
    from odoo import Command

    product = env["product.product"].create(
        {
            "name": "Work",
            "type": "service",
            "uom_id": env.ref("uom.product_uom_hour").id,
        }
    )
    employee = env["hr.employee"].create({"name": "Agent"})
    for number in range(CONTRACTS):
        partner = env["res.partner"].create(
            {"name": f"Fault client {number}", "is_company": True}
        )
        contract = env["bpo.contract"].create(
            {
                "partner_id": partner.id,
                "date_start": FIRST,
                "tz": "UTC",
                "minimum_commitment": 90,
                "line_ids": [
                    Command.create(
                        {"name": "Desk", "product_id": product.id, "price_unit": 20}
                    ),
                    Command.create(
                        {
                            "name": "Forms",
                            "product_id": product.id,
                            "pricing_model": "unit",
                            "price_unit": 0.3,
                        }
                    ),
                ],
            }
        )
        contract.action_activate()
        env["bpo.assignment"].create(
            {
                "employee_id": employee.id,
                "contract_id": contract.id,
                "date_start": FIRST,
            }
        )
        add_work(env, contract, employee, 0, months)
    env.cr.commit()


def add_work(env: Any, contract: Any, employee: Any, start: int, stop: int) -> None:
    """Approved entries, some with output, from month ``start`` to ``stop``."""
    vals_list = []
    for number in range(start, stop):
        begin, _end = month(number)
        for place in range(PER_MONTH):
            line = contract.line_ids[place % 2]
            vals_list.append(
                {
                    "name": "/",
                    "employee_id": employee.id,
                    "bpo_contract_line_id": line.id,
                    "date": begin + relativedelta(days=3 * place),
                    "unit_amount": 1 + place / 4,
                    "bpo_output_quantity": 10 + place if place % 2 else 0,
                }
            )
    entries = env["account.analytic.line"].create(vals_list)
    entries.action_bpo_approve()


def contracts_of(env: Any) -> Any:
    """The contracts of this world."""
    return env["bpo.contract"].search([("partner_id.name", "=like", "Fault client %")])


def bill(env: Any, until: int) -> None:
    """Bill the world up to a month and post it."""
    begin, end = month(until)
    run = env["bpo.billing.run"].create(
        {
            "date_from": begin,
            "date_to": end,
            "contract_ids": contracts_of(env).ids,
        }
    )
    env.cr.commit()
    run.action_invoice()
    run.action_post()


def post_leftovers(env: Any) -> None:
    """What an operator does after a crash: repeat the steps of unfinished runs."""
    runs = env["bpo.billing.run"].search([("state", "!=", "posted")])
    for run in runs:
        run.action_invoice()
        run.action_post()


def cancel_last(env: Any) -> None:
    """Take back the last live statement of each contract."""
    for contract in contracts_of(env):
        live = contract.statement_ids.filtered(lambda each: each.state == "invoiced")
        live.sorted("date_from")[-1:].action_cancel()
        env.cr.commit()


def reopen_some(env: Any, number: int) -> None:
    """A lead reopens the first entry of the month of each contract, while it is billed.

    Refused where it is billed already; a conflict with the billing is retried, as the
    server does for users.
    """
    from odoo.exceptions import UserError
    from odoo.service.model import retrying

    begin, _end = month(number)
    for contract in contracts_of(env):
        entry = env["account.analytic.line"].search(
            [("bpo_contract_id", "=", contract.id), ("date", "=", begin)]
        )
        try:
            retrying(entry.action_bpo_reopen, env)
        except UserError:
            env.cr.rollback()


def lost(env: Any, until: int) -> list[tuple]:
    """Approved work of billed months that is on no statement."""
    _begin, end = month(until)
    env.cr.execute(
        """
        SELECT e.id, e.date
          FROM account_analytic_line e
          JOIN bpo_contract_line l ON l.id = e.bpo_contract_line_id
          JOIN bpo_contract k ON k.id = e.bpo_contract_id
          JOIN res_partner p ON p.id = k.partner_id AND p.name LIKE 'Fault client %%'
         WHERE e.bpo_state = 'approved' AND e.date <= %s
           AND NOT EXISTS (SELECT FROM bpo_claim c
                            WHERE c.source_id = e.id AND c.kind = 'time')
        """,
        [end],
    )
    return env.cr.fetchall()


def audit(env: Any, until: int) -> list[str]:
    """Everything wrong after billing up to a month, as sentences."""
    findings = env["bpo.billing.audit"]._get_findings()
    wrong = [
        f"{each.code}: {each.model} {each.record_id} {each.amount}" for each in findings
    ]
    wrong += [f"lost: entry {row[0]} of {row[1]}" for row in lost(env, until)]
    for contract in contracts_of(env):
        expected = month(until)[1]
        if contract.bpo_billed_until != expected:
            wrong.append(f"billed until {contract.bpo_billed_until}, not {expected}")
    parked = env["bpo.statement"].search([("parked_reason", "!=", False)])
    wrong += [f"parked: {each.name} {each.parked_reason}" for each in parked]
    return wrong
