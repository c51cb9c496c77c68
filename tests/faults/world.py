"""A small world for faults: contracts with a little work in each of many months.

Three contracts: time and output with a minimum; time and counted items under a service
level; time, a fixed fee and milestones, where late work rebooks its own month.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from dateutil.relativedelta import relativedelta

FIRST = date(1980, 1, 1)
PER_MONTH = 4
CLIENT = "Fault client %s"


def month(number: int) -> tuple[date, date]:
    """First and last day of a month, counted from ``FIRST``."""
    begin = FIRST + relativedelta(months=number)
    return begin, begin + relativedelta(months=1, days=-1)


def build(env: Any, months: int, joint: bool = False) -> None:
    """The contracts; work in each of ``months``.

    :param joint: the last two are of one client who wants one invoice for both
    """
    uom = env.ref("uom.product_uom_hour")
    product = env["product.product"].create(
        {"name": "Work", "type": "service", "uom_id": uom.id}
    )
    employee = env["hr.employee"].create({"name": "Agent"})
    clients = [make_client(env, number) for number in range(2 if joint else 3)]
    if joint:
        clients[1].bpo_invoice_scope = "joint"
        clients.append(clients[1])
    for partner, terms in zip(clients, get_terms(), strict=True):
        make_contract(env, partner, terms, product, employee, months)


def make_client(env: Any, number: int) -> Any:
    """A client with a contact."""
    partner = env["res.partner"].create({"name": CLIENT % number, "is_company": True})
    make_contact(env, partner, f"fault_contact_{number}")
    return partner


def get_terms() -> list[dict[str, Any]]:
    """What differs between the contracts; ``lines`` without their product."""
    desk = {"name": "Desk", "price_unit": 20}
    return [
        {
            "minimum_commitment": 90,
            "lines": [
                desk,
                {"name": "Forms", "pricing_model": "unit", "price_unit": 0.3},
            ],
        },
        {
            "at_risk_percent": 10,
            "sla_ids": [(0, 0, {"name": "A day", "threshold_hours": 24})],
            "lines": [
                desk,
                {"name": "Cases", "pricing_model": "unit", "price_unit": 1.7},
            ],
        },
        {
            "late_policy": "rebook",
            "lines": [
                desk,
                {"name": "Fee", "pricing_model": "fixed", "price_unit": 50},
                {"name": "Project", "pricing_model": "milestone"},
            ],
        },
    ]


def make_contract(env, partner, terms, product, employee, months) -> None:
    """One active contract with its work."""
    lines = [(0, 0, {"product_id": product.id, **line}) for line in terms.pop("lines")]
    contract = env["bpo.contract"].create(
        {
            "partner_id": partner.id,
            "date_start": FIRST,
            "tz": "UTC",
            "line_ids": lines,
            **terms,
        }
    )
    contract.action_activate()
    env["bpo.assignment"].create(
        {"employee_id": employee.id, "contract_id": contract.id, "date_start": FIRST}
    )
    add_work(env, contract, 0, months)
    add_items(env, contract, 0, months)
    add_milestones(env, contract, 0, months)
    env.cr.commit()


def make_contact(env: Any, company: Any, login: str) -> None:
    """A client's contact who may see everything of the client in the portal."""
    partner = env["res.partner"].create(
        {"name": login, "parent_id": company.id, "email": f"{login}@client.example"}
    )
    partner.bpo_portal_role = "finance"
    env["res.users"].with_context(no_reset_password=True).create(
        {
            "login": login,
            "partner_id": partner.id,
            "group_ids": [(6, 0, env.ref("base.group_portal").ids)],
        }
    )


def line_of(contract: Any, model: str) -> Any:
    """The contract's first line of a pricing model."""
    return contract.line_ids.filtered(lambda line: line.pricing_model == model)[:1]


def has_items(contract: Any) -> bool:
    """Whether the units of the contract are counted items."""
    return line_of(contract, "unit").name == "Cases"


def add_work(env: Any, contract: Any, start: int, stop: int, approve=True) -> Any:
    """Entries, some with output, from month ``start`` to ``stop``."""
    lines = [line_of(contract, "time")]
    if not has_items(contract) and line_of(contract, "unit"):
        lines.append(line_of(contract, "unit"))
    vals_list = []
    for number in range(start, stop):
        begin, _end = month(number)
        for place in range(PER_MONTH):
            line = lines[place % len(lines)]
            output = 10 + place if line.pricing_model == "unit" else 0
            vals_list.append(
                {
                    "name": "/",
                    "employee_id": contract.assignment_ids[0].employee_id.id,
                    "bpo_contract_line_id": line.id,
                    "date": begin + relativedelta(days=3 * place),
                    "unit_amount": 1 + place / 4,
                    "bpo_output_quantity": output,
                }
            )
    entries = env["account.analytic.line"].create(vals_list)
    if approve:
        entries.action_bpo_approve()
    return entries


def add_items(env: Any, contract: Any, start: int, stop: int, prefix="I") -> Any:
    """Accepted items, one of three of them late, from month ``start`` to ``stop``."""
    if not has_items(contract):
        return env["bpo.work.item"]
    vals_list = []
    for number in range(start, stop):
        noon = datetime.combine(month(number)[0], time(12))
        vals_list += [
            {
                "contract_line_id": line_of(contract, "unit").id,
                "reference": f"{prefix}{number}/{place}",
                "quantity": 2 + place,
                "received_at": noon + relativedelta(days=place),
                "delivered_at": noon + relativedelta(days=2 * place, hours=1),
                "accepted_at": noon + relativedelta(days=2 * place, hours=2),
            }
            for place in range(3)
        ]
    return env["bpo.work.item"].create(vals_list)


def add_milestones(env: Any, contract: Any, start: int, stop: int) -> Any:
    """An accepted milestone in each month."""
    line = line_of(contract, "milestone")
    if not line:
        return env["bpo.milestone"]
    return env["bpo.milestone"].create(
        [
            {
                "contract_line_id": line.id,
                "name": f"Step {number}",
                "amount": 30,
                "state": "accepted",
                "reached_on": month(number)[0],
                "accepted_on": month(number)[0],
            }
            for number in range(start, stop)
        ]
    )


def contracts_of(env: Any) -> Any:
    """The contracts of this world."""
    return env["bpo.contract"].search([("partner_id.name", "=like", CLIENT % "%")])


def make_run(env: Any, until: int) -> Any:
    """A run over the world's contracts up to a month, committed."""
    begin, end = month(until)
    run = env["bpo.billing.run"].create(
        {
            "date_from": begin,
            "date_to": end,
            "contract_ids": contracts_of(env).ids,
        }
    )
    env.cr.commit()
    return run


def bill(env: Any, until: int) -> None:
    """Bill the world up to a month and post it, each batch in one transaction."""
    make_run(env, until).action_bill()


def bill_in_steps(env: Any, until: int) -> None:
    """The same step by step, as a clerk does it."""
    run = make_run(env, until)
    run.action_preview()
    run.action_invoice()
    run.action_post()


def post_leftovers(env: Any) -> None:
    """What an operator does after a crash: repeat the steps of unfinished runs."""
    for run in env["bpo.billing.run"].search([("state", "!=", "posted")]):
        run.action_bill()


def resume(env: Any, until: int) -> None:
    """Repeat what was interrupted, then bill up to a month."""
    post_leftovers(env)
    bill(env, until)


def last_statement(contract: Any) -> Any:
    """The last live statement of a contract."""
    live = contract.statement_ids.filtered(lambda each: each.state == "invoiced")
    return live.sorted("date_from")[-1:]


def credit(env: Any, move: Any) -> None:
    """Credit an invoice in full, once."""
    if not move.reversal_move_ids:
        move._reverse_moves(cancel=True)
    env.cr.commit()


def credit_part(env: Any, move: Any) -> None:
    """Credit half of the invoice's first line, once, in the two steps of a clerk."""
    notes = move.reversal_move_ids
    if not notes:
        notes = move._reverse_moves()
        lines = notes.invoice_line_ids
        lines[1:].unlink()
        lines[:1].quantity = lines[:1].quantity / 2
        env.cr.commit()
    notes.filtered(lambda each: each.state == "draft").action_post()
    env.cr.commit()
