"""Many contracts with much time, written by SQL, for measuring the billing run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

ADDONS = Path(__file__).resolve().parents[2] / "addons"

LINES = 3
MONTH = date(2026, 1, 1)
LAST = date(2026, 1, 31)
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}


def administer(*statements: str) -> None:
    """Run statements that stand outside of a transaction."""
    import psycopg2

    connection = psycopg2.connect(dbname="postgres")
    connection.autocommit = True
    with closing(connection), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def open_database(
    kind: str,
    template: str | None = None,
    modules: tuple[str, ...] = ("bpo_billing",),
    addons: tuple[Path, ...] = (ADDONS,),
) -> Iterator[Any]:
    """An environment on a new database with add-ons installed; it is dropped after.

    :param kind: a part of its name
    :param template: database to copy instead of starting from an empty one
    """
    from odoo import SUPERUSER_ID, api, sql_db

    name = f"bpo_bench_{kind}_{os.getpid()}"
    of = f'TEMPLATE "{template}"' if template else "TEMPLATE template0"
    drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    administer(drop, f"CREATE DATABASE \"{name}\" {of} ENCODING 'unicode'")
    try:
        with tempfile.TemporaryDirectory(prefix="bpo-bench-") as data:
            registry = _load(name, modules, addons, data)
            with registry.cursor() as cr:
                yield api.Environment(cr, SUPERUSER_ID, {})
            sql_db.close_all()
    finally:
        administer(drop)


def _load(name: str, modules: Iterable[str], addons: Iterable[Path], data: str) -> Any:
    """The registry of a database with add-ons installed."""
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(
        [
            f"--addons-path={','.join(map(str, addons))}",
            f"--data-dir={data}",
            f"--database={name}",
            "--log-level=error",
            "--max-cron-threads=0",
        ],
        setup_logging=True,
    )
    Registry.new(name, update_module=True, install_modules=list(modules))
    registry = Registry(name)
    registry.check_signaling()
    return registry


def copy_rows(cr: Any, table: str, source: int, series: str, **values: str) -> None:
    """Copy a row once per row of ``series``, with SQL expressions for some columns."""
    cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND column_name <> 'id'",
        [table],
    )
    columns = [f'"{name}"' for [name] in cr.fetchall()]
    chosen = [values.get(name.strip('"'), f"proto.{name}") for name in columns]
    cr.execute(
        f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608
        f" SELECT {', '.join(chosen)} FROM {table} AS proto, {series}"
        f" WHERE proto.id = {source}"
    )


def make_prototype(env: Any) -> Any:
    """One contract with three services and one approved entry, by the ORM."""
    from odoo import Command

    product = env["product.product"].create(
        {
            "name": "Back-office hour",
            "type": "service",
            "uom_id": env.ref("uom.product_uom_hour").id,
        }
    )
    partner = env["res.partner"].create({"name": "Client 0", "is_company": True})
    contract = env["bpo.contract"].create(
        {
            "partner_id": partner.id,
            "date_start": MONTH,
            "tz": "UTC",
            "line_ids": [
                Command.create(
                    {
                        "name": f"Service {number}",
                        "product_id": product.id,
                        "price_unit": 20 + number,
                        "billing_increment": 6,
                    }
                )
                for number in range(LINES)
            ],
        }
    )
    contract.action_activate()
    employee = env["hr.employee"].create({"name": "Agent"})
    env["bpo.assignment"].create(
        {"employee_id": employee.id, "contract_id": contract.id, "date_start": MONTH}
    )
    entry = env["account.analytic.line"].create(
        {
            "name": "/",
            "employee_id": employee.id,
            "bpo_contract_line_id": contract.line_ids[0].id,
            "bpo_start": "2026-01-05 08:00:00",
            "bpo_stop": "2026-01-05 08:30:00",
        }
    )
    entry.action_bpo_approve()
    env.flush_all()
    return contract, entry


def seed(env: Any, contracts: int, entries: int) -> Any:
    """``contracts`` more contracts with ``entries`` entries each in January 2026.

    :return: the prototype, to warm up with
    """
    contract, entry = make_prototype(env)
    cr = env.cr
    numbers = f"generate_series(1, {contracts}) AS made(n)"
    copy_rows(
        cr,
        "res_partner",
        contract.partner_id.id,
        numbers,
        name="'Client ' || made.n",
        complete_name="'Client ' || made.n",
        commercial_partner_id="NULL",
    )
    cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id"
        " WHERE commercial_partner_id IS NULL"
    )
    copy_rows(cr, "account_analytic_account", contract.analytic_account_id.id, numbers)
    copy_rows(
        cr,
        "bpo_contract",
        contract.id,
        f"{numbers} JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n"
        "  FROM account_analytic_account"
        f" WHERE id > {contract.analytic_account_id.id}) AS account USING (n)"
        " JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM res_partner"
        f" WHERE id > {contract.partner_id.id} AND name LIKE 'Client %') AS client"
        " USING (n)",
        name="'BENCH/' || made.n",
        analytic_account_id="account.id",
        partner_id="client.id",
        client_id="client.id",
        access_token="NULL",
    )
    for line in contract.line_ids:
        copy_rows(
            cr,
            "bpo_contract_line",
            line.id,
            "(SELECT id, client_id FROM bpo_contract"
            " WHERE name LIKE 'BENCH/%') AS made",
            contract_id="made.id",
            client_id="made.client_id",
        )
    copy_rows(
        cr,
        "account_analytic_line",
        entry.id,
        "(SELECT line.id AS line_id, line.contract_id, contract.analytic_account_id,"
        " row_number() OVER (PARTITION BY line.contract_id ORDER BY line.id) AS place"
        " FROM bpo_contract_line AS line JOIN bpo_contract AS contract"
        " ON contract.id = line.contract_id WHERE contract.name LIKE 'BENCH/%') AS made"
        f" JOIN generate_series(1, {entries}) AS each(n)"
        f" ON each.n %% {LINES} = made.place %% {LINES}".replace("%%", "%"),
        bpo_contract_line_id="made.line_id",
        bpo_contract_id="made.contract_id",
        bpo_import_key="NULL",
        date="date '2026-01-01' + each.n % 31",
        unit_amount="0.25 + (each.n % 40) / 60.0",
        bpo_start="date '2026-01-01' + each.n % 31 + time '08:00'",
        bpo_stop="date '2026-01-01' + each.n % 31 + time '08:15'"
        " + (each.n % 40) * interval '1 minute'",
    )
    cr.commit()
    env.invalidate_all()
    analyze(env)
    return contract


def analyze(env: Any) -> None:
    """Let the database know what was loaded."""
    with env.registry.cursor() as own:
        own._cnx.autocommit = True
        own.execute("ANALYZE")
