"""The same invoices by OCA ``contract`` and by Odoo's ``sale_timesheet``.

Each on a database of its own with nothing else installed, against the floor on that
same database. ``contract`` bills fixed quantities, as it knows no usage;
``sale_timesheet`` bills delivered hours and links every time entry.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from billing_floor import BATCH, floor
from billing_world import LAST, LINES, MONTH, QUIET, analyze, copy_rows, open_database
from measuring import cost

REQUIREMENTS = Path(__file__).with_name("requirements-peers.txt")
HOURS = 33.5


def make_base(env: Any, count: int) -> tuple[Any, Any, Any]:
    """A product, clients, and one analytic account for each."""
    env["account.chart.template"].try_loading(
        "generic_coa", env.company, install_demo=False
    )
    product = env["product.product"].create(
        {
            "name": "Back-office hour",
            "type": "service",
            "uom_id": env.ref("uom.product_uom_hour").id,
            "invoice_policy": "delivery",
            "taxes_id": [(6, 0, env.company.account_sale_tax_id.ids)],
        }
        if "invoice_policy" in env["product.product"]._fields
        else {"name": "Back-office hour", "type": "service"}
    )
    partners = env["res.partner"].create(
        [{"name": f"Client {n}", "is_company": True} for n in range(count)]
    )
    plan = env["account.analytic.plan"].create({"name": "Clients"})
    accounts = env["account.analytic.account"].create(
        [{"name": each.name, "plan_id": plan.id} for each in partners]
    )
    return product, partners, accounts


def as_contracts(product: Any, partners: Any, accounts: Any) -> list[SimpleNamespace]:
    """What the floor reads of contracts."""
    lines = [
        SimpleNamespace(name=f"Service {n}", product_id=product, price_unit=20 + n)
        for n in range(LINES)
    ]
    return [
        SimpleNamespace(partner_id=partner, analytic_account_id=account, line_ids=lines)
        for partner, account in zip(partners, accounts, strict=True)
    ]


def seed_contract(env: Any, product: Any, partners: Any, accounts: Any, _n: int) -> Any:
    """Monthly contracts of OCA's ``contract`` with three fixed lines each."""
    quiet = env["contract.contract"].with_context(**QUIET)
    made = quiet.browse()
    vals_list = [
        {
            "name": partner.name,
            "partner_id": partner.id,
            "line_recurrence": False,
            "recurring_rule_type": "monthly",
            "recurring_invoicing_type": "post-paid",
            "date_start": MONTH,
            "contract_line_ids": [
                (
                    0,
                    0,
                    {
                        "name": f"Service {number}",
                        "product_id": product.id,
                        "quantity": HOURS,
                        "price_unit": 20 + number,
                        "analytic_distribution": {str(account.id): 100},
                    },
                )
                for number in range(LINES)
            ],
        }
        for partner, account in zip(partners, accounts, strict=True)
    ]
    # More than a thousand lines at once are more than it can create.
    for start in range(0, len(vals_list), BATCH):
        made += quiet.create(vals_list[start : start + BATCH])
    return made


def bill_contract(env: Any, contracts: Any) -> int:
    """Bill and post as the add-on does; the number of invoices."""
    count = 0
    for start in range(0, len(contracts), BATCH):
        moves = contracts[start : start + BATCH]._recurring_create_invoice()
        moves.action_post()
        count += len(moves)
        env.cr.commit()
    return count


def seed_sale(
    env: Any, product: Any, partners: Any, accounts: Any, entries: int
) -> Any:
    """Confirmed orders with three services each and their time entries."""
    product.write(
        {
            "invoice_policy": "delivery",
            "service_type": "timesheet",
            "service_tracking": "no",
        }
    )
    orders = (
        env["sale.order"]
        .with_context(**QUIET)
        .create(
            [
                {
                    "partner_id": partner.id,
                    "order_line": [
                        (
                            0,
                            0,
                            {
                                "name": f"Service {number}",
                                "product_id": product.id,
                                "product_uom_qty": HOURS,
                                "price_unit": 20 + number,
                                "analytic_distribution": {str(account.id): 100},
                            },
                        )
                        for number in range(LINES)
                    ],
                }
                for partner, account in zip(partners, accounts, strict=True)
            ]
        )
    )
    orders.action_confirm()
    project = env["project.project"].create(
        {"name": "All", "allow_timesheets": True, "allow_billable": True}
    )
    employee = env["hr.employee"].create({"name": "Agent"})
    entry = env["account.analytic.line"].create(
        {
            "name": "/",
            "project_id": project.id,
            "employee_id": employee.id,
            "unit_amount": 0.5,
            "date": MONTH,
            "so_line": orders[0].order_line[0].id,
            "is_so_line_edited": True,
        }
    )
    env.flush_all()
    copy_rows(
        env.cr,
        "account_analytic_line",
        entry.id,
        "(SELECT id, order_id, row_number() OVER (PARTITION BY order_id ORDER BY id)"
        " AS place FROM sale_order_line) AS made"
        f" JOIN generate_series(1, {entries}) AS each(n)"
        f" ON each.n % {LINES} = made.place % {LINES}",
        so_line="made.id",
        order_id="made.order_id",
        date="date '2026-01-01' + each.n % 31",
    )
    entry.unlink()
    env.invalidate_all()
    lines = orders.order_line
    env.add_to_compute(lines._fields["qty_delivered"], lines)
    env.flush_all()
    lines.modified(["qty_delivered"])
    env.flush_all()
    return orders


def bill_sale(env: Any, orders: Any) -> int:
    """Invoice the delivered hours and post; the number of invoices."""
    count = 0
    for start in range(0, len(orders), BATCH):
        moves = orders[start : start + BATCH]._create_invoices(date=LAST)
        moves.action_post()
        count += len(moves)
        env.cr.commit()
    return count


@dataclass(frozen=True)
class Peer:
    """Somebody else's way to bill.

    :param modules: what is installed for it
    :param seed: makes what is billed, with entries where it knows them
    :param bill: makes and posts the invoices; returns how many
    :param usage: whether it bills entries, so that their number matters
    """

    modules: tuple[str, ...]
    seed: Callable[..., Any]
    bill: Callable[[Any, Any], int]
    usage: bool = True


PEERS = {
    "OCA contract": Peer(("contract",), seed_contract, bill_contract, usage=False),
    "sale_timesheet": Peer(("sale_timesheet",), seed_sale, bill_sale),
}


@contextmanager
def peer_addons() -> Iterator[Path]:
    """A folder with the add-ons of others, fetched for this one run."""
    with tempfile.TemporaryDirectory(prefix="bpo-bench-peers-") as folder:
        argv = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
        argv += ["--require-hashes", "-r", REQUIREMENTS, "--target", folder]
        subprocess.run(argv, check=True)
        yield Path(folder) / "odoo" / "addons"


def measure_peer(name: str, contracts: int, entries: int, addons: Path) -> dict:
    """A peer against the floor, on a database of its own."""
    peer = PEERS[name]
    with open_database("peer", modules=peer.modules, addons=(addons,)) as env:
        product, partners, accounts = make_base(env, contracts + 1)
        documents = peer.seed(env, product, partners, accounts, entries)
        env.cr.commit()
        analyze(env)
        plain = as_contracts(product, partners, accounts)
        floor(env, plain[:1])
        peer.bill(env, documents[:1])
        env.invalidate_all()
        lowest, least, _none = cost(env, floor, env, plain[1:])
        env.invalidate_all()
        clock, processor, count = cost(env, peer.bill, env, documents[1:])
        assert count == contracts, count
    return {
        "peer": name,
        "contracts": contracts,
        "entries each": entries if peer.usage else 0,
        "peer / floor": clock / lowest,
        "processor peer / floor": processor / least,
    }
