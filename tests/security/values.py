"""Values of a new record of each model, for one client."""

from __future__ import annotations

import base64
from datetime import date, datetime, timedelta

from .fresh import NUMBER, day, month

CSV = base64.b64encode(b"agent;date;hours\nNobody;2026-09-01;1\n")
PDF = base64.b64encode(b"%PDF-1.7 security")


def entry(client) -> dict:
    """Return time of the client's worker on the client's contract."""
    return {
        "name": f"Client{client.letter} time",
        "project_id": client.contract.project_id.id,
        "bpo_contract_line_id": client.time_line.id,
        "employee_id": client.worker.id,
        "date": day(),
        "unit_amount": 0.25,
    }


def item(client) -> dict:
    """Return a work item that came in yesterday."""
    return {
        "contract_line_id": client.unit_line.id,
        "reference": f"Client{client.letter} item {next(NUMBER)}",
        "received_at": f"{day()} 08:00:00",
        "quantity": 1,
    }


def contract(client) -> dict:
    """Return a draft contract."""
    return {
        "partner_id": client.company.id,
        "reference": f"Client{client.letter} agreement {next(NUMBER)}",
        "date_start": day(),
        "tz": "Europe/Berlin",
    }


def timer(client) -> dict:
    """Return a timer of somebody new: everybody has one at most."""
    users = client.contract.env["res.users"].with_context(no_reset_password=True)
    user = users.create({"name": "New", "login": f"security_new_{next(NUMBER)}"})
    employee = user.env["hr.employee"].create({"name": "New", "user_id": user.id})
    return {
        "user_id": user.id,
        "employee_id": employee.id,
        "contract_line_id": client.time_line.id,
    }


def hold(client) -> dict:
    """Return five minutes in which nobody else holds the item."""
    start = datetime(2026, 9, 7, 9) + timedelta(minutes=10 * next(NUMBER))
    return {
        "item_id": client.item.id,
        "date_from": start,
        "date_to": start + timedelta(minutes=5),
        "owner": "client",
        "reason": f"Client{client.letter} question",
    }


def rate(_client) -> dict:
    """Return a rate of one day."""
    one_day = day(next(NUMBER))
    return {"price_unit": 30.0, "date_start": one_day, "date_end": one_day}


def price_step(_client) -> dict:
    """Return a price step above all others."""
    return {"quantity_from": 1000 + next(NUMBER), "price_unit": 1.0}


def colleague(client) -> int:
    """Return a new contact of the client: roles of the others are under test."""
    partners = client.company.env["res.partner"]
    vals = {"name": f"Client{client.letter} {next(NUMBER)}"}
    return partners.create({**vals, "parent_id": client.company.id}).id


NIGHT = {"name": "Night", "percent": 25.0, "hour_from": 22.0, "hour_to": 24.0}

# model -> values of a new record for a client, see ``world.Client``.
VALUES = {
    "account.analytic.account": lambda c: {
        "name": f"Client{c.letter} account {next(NUMBER)}",
        "plan_id": c.contract.analytic_account_id.plan_id.id,
    },
    "account.analytic.line": entry,
    "account.move": lambda c: {
        "move_type": "out_invoice",
        "partner_id": c.company.id,
        "invoice_line_ids": [
            (0, 0, {"name": f"Client{c.letter} extra", "price_unit": 5.0})
        ],
    },
    "bpo.accrual": lambda c: {
        "contract_id": c.contract.id,
        "kind": "accrued",
        "date": day(next(NUMBER)),
    },
    "bpo.accrual.line": lambda c: {
        "accrual_id": c.accrual.id,
        "name": f"Client{c.letter} revenue",
        "account_id": c.move.invoice_line_ids[:1].account_id.id,
    },
    "bpo.accrual.wizard": lambda c: {"contract_ids": [(6, 0, c.contract.ids)]},
    "bpo.assignment": lambda c: {
        "employee_id": c.spare.id,
        "contract_id": c.contract.id,
        "date_start": day(-400),
        "date_end": day(-390),
    },
    "bpo.billing.log": lambda c: {
        "run_id": c.statement.run_id.id,
        "step": "preview",
        "contract_id": c.contract.id,
        "note": f"Client{c.letter} is left out",
    },
    "bpo.billing.run": lambda c: {
        "contract_ids": [(6, 0, c.contract.ids)],
        "date_from": "2026-08-01",
        "date_to": "2026-08-31",
    },
    "bpo.claim": lambda c: {
        "kind": "time",
        "source_id": 10**6 + next(NUMBER),
        "statement_line_id": c.statement.line_ids[:1].id,
    },
    "bpo.contract": contract,
    "bpo.contract.amendment": lambda c: {
        "contract_id": c.contract.id,
        "date_effective": day(30),
        "reason": f"Client{c.letter} talks",
    },
    "bpo.contract.amendment.change": lambda c: {
        "amendment_id": c.amendment.id,
        "line_id": c.time_line.id,
        "term": "price_unit",
        "new_value": 99.0,
    },
    "bpo.contract.as.of": lambda c: {"contract_id": c.contract.id, "date": day()},
    "bpo.contract.decision": lambda c: {
        "contract_id": c.contract.id,
        "kind": "suspend",
        "date": day(),
    },
    "bpo.contract.line": lambda c: {
        "contract_id": c.draft.id,
        "name": f"Client{c.letter} service {next(NUMBER)}",
        "pricing_model": "time",
        "product_id": c.time_line.product_id.id,
        "uom_id": c.time_line.uom_id.id,
        "price_unit": 10.0,
    },
    "bpo.contract.suspension": lambda c: {
        "contract_id": c.contract.id,
        **month(c),
    },
    "bpo.dispute": lambda c: {
        "line_id": c.statement.line_ids[:1].id,
        "comment": f"Client{c.letter} disagrees",
    },
    "bpo.expense": lambda c: {
        "name": f"Client{c.letter} stamps",
        "date": day(),
        "contract_line_id": c.cost_line.id,
        "amount": 12.0,
    },
    "bpo.first.company": lambda c: {"country_id": c.contract.env.ref("base.de").id},
    "bpo.first.contract": lambda c: {"partner_id": c.company.id, "card_id": c.card.id},
    "bpo.holiday.wizard": lambda c: {
        "contract_id": c.contract.id,
        "calendar_id": c.contract.resource_calendar_id.id
        or c.contract.company_id.resource_calendar_id.id,
        "country_id": c.contract.env.ref("base.de").id,
        "first_year": 2026,
        "last_year": 2026,
    },
    "bpo.import": lambda c: {
        "contract_id": c.contract.id,
        "file": CSV,
        "filename": f"Client{c.letter}.csv",
    },
    "bpo.import.column": lambda c: {
        "import_id": c.import_file.id,
        "header": f"Client{c.letter} column {next(NUMBER)}",
    },
    "bpo.import.issue": lambda c: {
        "import_id": c.import_file.id,
        "severity": "error",
        "code": "unknown_agent",
        "reason": f"Client{c.letter} row",
    },
    "bpo.import.progress": lambda c: {
        "import_id": 10**6 + next(NUMBER),
        "phase": "read",
    },
    "bpo.mail.quarantine": lambda c: {
        "name": f"Client{c.letter} mail",
        "contract_id": c.contract.id,
    },
    "bpo.milestone": lambda c: {
        "name": f"Client{c.letter} report",
        "contract_line_id": c.milestone_line.id,
        "date": day(10),
        "amount": 100.0,
    },
    "bpo.order.import": lambda c: {
        "filename": f"Client{c.letter}.csv",
        "file": CSV,
        "contact_id": c.contact.id,
        "client_id": c.company.id,
        "data_class": "internal",
    },
    "bpo.order.schedule": lambda c: {
        "name": f"Client{c.letter} standing order",
        "contract_id": c.contract.id,
        "contract_line_id": c.unit_line.id,
        "quantity": 1,
    },
    "bpo.portal.choice": lambda c: {"partner_id": colleague(c), "event": "report"},
    "bpo.portal.notice": lambda c: {
        "partner_id": c.contact.id,
        "key": f"report:{next(NUMBER)}",
    },
    "bpo.portal.role": lambda c: {
        "partner_id": colleague(c),
        "contract_id": c.contract.id,
        "role": "viewer",
    },
    "bpo.price.index": lambda c: {"name": f"Wages {next(NUMBER)}"},
    "bpo.price.index.value": lambda c: {
        "index_id": c.price_index.id,
        "date": day(next(NUMBER)),
        "value": 101.5,
    },
    "bpo.quality.check": lambda c: {
        "sample_id": c.sample.id,
        "item_id": c.task.bpo_item_ids.create(item(c)).id,
    },
    "bpo.quality.sample": lambda c: {"contract_line_id": c.unit_line.id, **month(c)},
    "bpo.rate": lambda c: {"line_id": c.draft_line.id, **rate(c)},
    "bpo.rate.card": lambda c: {"name": f"Card {next(NUMBER)}"},
    "bpo.rate.card.apply": lambda c: {
        "contract_id": c.draft.id,
        "card_id": c.card.id,
    },
    "bpo.rate.card.import": lambda c: {"file": CSV, "filename": "card.csv"},
    "bpo.rate.card.line": lambda c: {
        "card_id": c.card.id,
        "name": f"Service {next(NUMBER)}",
        "pricing_model": "time",
        "product_id": c.time_line.product_id.id,
        "uom_id": c.time_line.uom_id.id,
    },
    "bpo.rate.card.rate": lambda c: {"line_id": c.card_line.id, **rate(c)},
    "bpo.rate.card.surcharge": lambda c: {"line_id": c.card_line.id, **NIGHT},
    "bpo.rate.card.tier": lambda c: {"line_id": c.card_line.id, **price_step(c)},
    "bpo.rate.tier": lambda c: {"line_id": c.draft_line.id, **price_step(c)},
    "bpo.value.report": lambda c: {"contract_id": c.contract.id, **month(c)},
    "bpo.inhouse.cost": lambda c: {
        "contract_line_id": c.time_line.id,
        "date_start": date(2050, 1, 1) + timedelta(days=next(NUMBER)),
        "amount": 18.5,
    },
    "bpo.reconciliation.finding": lambda c: {
        "wizard_id": c.finding_wizard.id,
        "name": f"Client{c.letter} difference",
    },
    "bpo.reconciliation.wizard": lambda c: month(c),
    "bpo.saving": lambda c: {
        "name": f"Client{c.letter} saving",
        "contract_line_id": c.gain_line.id,
        "measured": 80.0,
        **month(c),
    },
    "bpo.service.report": lambda c: {
        "contract_id": c.contract.id,
        "date_from": date(2050, 1, 1) + timedelta(days=next(NUMBER)),
        "date_to": date(2060, 1, 1),
    },
    "bpo.simulation": lambda c: {
        "contract_ids": [(6, 0, c.contract.ids)],
        "source": "percent",
        "percent": 3.0,
        "date_from": "2026-09-01",
        "date_to": "2026-09-30",
    },
    "bpo.simulation.line": lambda c: {
        "simulation_id": c.simulation.id,
        "contract_id": c.contract.id,
        "client_id": c.company.id,
        "name": f"Client{c.letter} line",
        "date_from": "2026-09-01",
        "date_to": "2026-09-30",
    },
    "bpo.sla": lambda c: {
        "contract_id": c.draft.id,
        "name": f"Client{c.letter} promise {next(NUMBER)}",
        "metric": "turnaround",
        "target_percent": 90.0,
        "threshold_hours": 8.0,
    },
    "bpo.sla.change": lambda c: {"contract_id": c.contract.id},
    "bpo.sla.result": lambda c: {"sla_id": c.sla.id, **month(c)},
    "bpo.sla.step": lambda c: {
        "sla_id": c.draft_sla.id,
        "attainment_below": 80.0 - next(NUMBER) / 100,
        "credit_percent": 1.0,
    },
    "bpo.statement": lambda c: {
        "contract_id": c.contract.id,
        "partner_id": c.company.id,
        "currency_id": c.contract.currency_id.id,
        "reason": "correction",
        **month(c),
    },
    "bpo.statement.charge": lambda c: {
        "statement_id": c.draft_statement.id,
        "name": f"Client{c.letter} discount",
        "amount": -1.0,
    },
    "bpo.statement.release": lambda c: {
        "statement_ids": [(6, 0, c.statement.ids)],
        "reason": "Checked",
    },
    "bpo.statement.line": lambda c: {
        "statement_id": c.draft_statement.id,
        "kind": "adjustment",
        "name": f"Client{c.letter} adjustment",
    },
    "bpo.surcharge": lambda c: {"line_id": c.draft_line.id, **NIGHT},
    "bpo.time.export": lambda c: {
        "contract_ids": [(6, 0, c.contract.ids)],
        "date_from": day(),
        "date_to": day(),
    },
    "bpo.time.reject": lambda c: {
        "entry_ids": [(6, 0, c.entry.ids)],
        "reason": "Explain",
    },
    "bpo.timer": timer,
    "bpo.work.file": lambda c: {
        "name": f"Client{c.letter}.pdf",
        "task_id": c.task.id,
        "file": PDF,
    },
    "bpo.work.file.download": lambda c: {
        "file_id": c.file.id,
        "contact_id": c.contact.id,
    },
    "bpo.work.hold": hold,
    "bpo.work.item": item,
    "project.project": lambda c: {"name": f"Client{c.letter} project {next(NUMBER)}"},
    "project.task": lambda c: {
        "name": f"Client{c.letter} task",
        "project_id": c.contract.project_id.id,
        "bpo_contract_line_id": c.unit_line.id,
        "user_ids": False,
    },
}
# Rows that SQL makes; they are read only.
VIEWS = (
    "bpo.capacity.report",
    "bpo.location.report",
    "bpo.margin.report",
    "bpo.reconciliation",
    "bpo.savings.report",
    "bpo.statement.difference",
    "bpo.unbilled.report",
    "bpo.utilisation.report",
)
