"""Install, uninstall, reinstall: no warning in the log, and nothing left behind.

One database, one process of Odoo. A snapshot before each add-on is installed is what
must be found again after it was used and uninstalled: tables, columns of Odoo's own
models, keys, external ids, jobs, parameters, rules, groups, menus.
"""

import json
import re

import pytest

from cli.log_check import check
from cli.odoo_run import Odoo
from cli.progress import Progress
from cli.templates import Templates

DATABASE = "bpo_life"
ADDONS = ("bpo_contracts", "bpo_timesheets", "bpo_billing", "bpo_client_portal")
# The analytic accounts of contracts keep their plan, and its columns.
BOOKS = re.compile(r"\+ (analytic plan: |field: [a-z.]+\.x_account_id_\d+$)")
SCRIPT = "from tests.packaging.addon_life import run\nrun(env)"


@pytest.fixture(scope="module")
def life(environment):
    """What the process printed, and its log."""
    templates = Templates(environment, Progress())
    templates.store.clone(templates.needed(), DATABASE)
    odoo = Odoo(environment, environment.scratch, DATABASE)
    code = odoo.run("shell", "--no-http", script=SCRIPT)
    log = odoo.log.read_text(encoding="utf-8")
    templates.store.drop(DATABASE)
    assert code == 0, log[-3000:]
    line = next(row for row in log.splitlines() if row.startswith("LIFE "))
    return {**json.loads(line.removeprefix("LIFE ")), "log": log}


@pytest.mark.parametrize("addon", ADDONS)
def test_nothing_is_left_behind(life, addon):
    assert [line for line in life["rests"][addon] if not BOOKS.match(line)] == []


def test_uninstalling_keeps_the_books(life):
    [[state, untaxed, _total]] = life["before"]["invoices"]
    assert (state, untaxed > 0) == ("posted", True)
    assert life["after"] == life["before"]


def test_no_warning_in_the_log(life):
    faults = check(life["log"].splitlines()).faults
    assert not faults, "\n".join(map(str, faults))
