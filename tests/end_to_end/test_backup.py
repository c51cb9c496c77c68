"""A backup as the operations guide takes it, restored, is the same company."""

from __future__ import annotations

import base64
import os
import subprocess
from pathlib import Path

import pytest

from support.service import Rpc, Service

MONTH = {"date_from": "2026-04-01", "date_to": "2026-04-30"}
SCAN = b"%PDF-1.7 signed agreement"
# What must be the same: statements, their invoices, the ledger and the claims.
TOTALS = (
    "SELECT count(*), sum(amount_untaxed) FROM bpo_statement",
    "SELECT count(*), sum(amount) FROM bpo_statement_line",
    "SELECT count(*), sum(amount_untaxed) FROM account_move WHERE state = 'posted'",
    "SELECT sum(debit), sum(credit) FROM account_move_line",
    "SELECT count(*) FROM bpo_contract",
)


STEPS = ("action_preview", "action_invoice", "action_post")


def run(rpc: Rpc, contract: int, dates: dict[str, str]) -> None:
    """Bill a contract's period."""
    wanted = {**dates, "contract_ids": [(6, 0, [contract])]}
    made = rpc.call("bpo.billing.run", "create", [wanted])
    for step in STEPS:
        rpc.call("bpo.billing.run", step, [[made]])


def bill(service: Service) -> int:
    """Bill a contract's month, attach a file to it, and return the contract."""
    rpc = service.rpc()
    client = rpc.call("res.partner", "create", [{"name": "Old Mill", "is_company": 1}])
    line = {"name": "Desk", "pricing_model": "fixed", "price_unit": 480}
    values = {
        "partner_id": client,
        "date_start": MONTH["date_from"],
        "line_ids": [(0, 0, line)],
    }
    contract = rpc.call("bpo.contract", "create", [values])
    rpc.call("bpo.contract", "action_activate", [[contract]])
    run(rpc, contract, MONTH)
    file = {
        "name": "agreement.pdf",
        "datas": base64.b64encode(SCAN).decode(),
        "res_model": "bpo.contract",
        "res_id": contract,
    }
    rpc.call("ir.attachment", "create", [file])
    return contract


def program(service: Service, name: str, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's programs against the service's server."""
    server = service.odoo.server
    subprocess.run(
        [server.programs / name, *arguments],
        env={**os.environ, **server.variables()},
        check=True,
    )


@pytest.fixture(scope="module")
def pair(serve, tmp_path_factory):
    """A company and what was restored from its backup, both served."""
    folder = tmp_path_factory.mktemp("backup")
    first = serve("backup")
    contract = bill(first)
    dump, files = folder / "bpo.dump", folder / "bpo-files.tar"
    store = first.templates.store.data / "filestore"
    program(first, "pg_dump", "-Fc", "-f", dump, first.database)
    subprocess.run(["tar", "-C", store, "-cf", files, first.database], check=True)
    before = [first.query(statement) for statement in TOTALS]
    first.remove()

    first.odoo.server.query(f'CREATE DATABASE "{first.database}"')
    program(first, "pg_restore", "-d", first.database, "--no-owner", dump)
    subprocess.run(["tar", "-C", store, "-xf", files], check=True)
    second = Service(first.odoo, first.templates)
    second.start()
    yield before, second, contract
    second.remove()


def test_totals_are_the_same(pair):
    before, restored, _contract = pair
    assert [restored.query(statement) for statement in TOTALS] == before
    assert before[1] == ["1|480.00"]


def test_files_are_there(pair):
    _before, restored, contract = pair
    domain = [("res_model", "=", "bpo.contract"), ("res_id", "=", contract)]
    [file] = restored.rpc().call(
        "ir.attachment", "search_read", [domain], fields=["datas"]
    )
    assert base64.b64decode(file["datas"]) == SCAN


def test_billing_goes_on_where_it_was(pair):
    """The same month bills nothing again, the next one is billed."""
    before, restored, contract = pair
    rpc = restored.rpc()
    for dates, count in (
        (MONTH, 1),
        ({"date_from": "2026-05-01", "date_to": "2026-05-31"}, 2),
    ):
        run(rpc, contract, dates)
        domain = [("contract_id", "=", contract), ("move_id.state", "=", "posted")]
        assert rpc.call("bpo.statement", "search_count", [domain]) == count
