"""A database of the version before, with data, after the upgrade to this one.

The old version comes from the checkout's own history. Where that is not there (a
shallow clone), this version's database is said to be of the old one: its migration
scripts run all the same.
"""

import json
import subprocess
from pathlib import Path

import pytest

from cli.log_check import check
from cli.odoo_run import Odoo, modules, our_addons
from cli.progress import Progress
from cli.templates import Templates

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "bpo_upgrade"
OLD = "19.0.1.0.0"
OLD_COMMIT = "65226ac3525aef8b0b41df6f6a51ac39dda952a5"
# What addon_upgrade sets as the company's days for the client to answer.
DAYS = 7
SCRIPT = "from tests.packaging.addon_upgrade import"
KEYS = """
    SELECT count(*) FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid
     WHERE relname IN ('bpo_claim_source_uniq', 'bpo_statement_live_period_uniq',
                       'bpo_statement_live_days_excl',
                       'account_move_bpo_billing_key_uniq')
       AND indisvalid AND (indisunique OR indisexclusion)
"""


def old_addons(folder: Path) -> Path:
    """Return a folder with the add-ons of the old version, or this one's."""
    archive = folder / "old.tar"
    command = ["git", "archive", "-o", str(archive), OLD_COMMIT, "addons"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        return ROOT / "addons"
    subprocess.run(["tar", "-xf", str(archive), "-C", str(folder)], check=True)
    return folder / "addons"


def printed(log: Path, mark: str) -> dict:
    """Return what a script has printed behind a mark."""
    lines = log.read_text(encoding="utf-8").splitlines()
    line = next((row for row in lines if row.startswith(mark)), None)
    assert line, "\n".join(lines[-40:])
    return json.loads(line.removeprefix(mark))


@pytest.fixture(scope="module")
def upgraded(environment, tmp_path_factory):
    """What was there before and after, the log of the upgrade, the keys found."""
    templates = Templates(environment, Progress())
    templates.store.clone(templates.needed(), DATABASE)
    odoo = Odoo(environment, environment.scratch, DATABASE)
    old = f"--addons-path={old_addons(tmp_path_factory.mktemp('old'))}"
    script = f"{SCRIPT} before\nbefore(env, {OLD!r})"
    odoo.run("shell", old, "--no-http", script=script)
    before = printed(odoo.log, "BEFORE ")
    ours = modules(our_addons(environment))
    code = odoo.run("server", "-u", ours, "--no-http", "--stop-after-init")
    log = odoo.log.read_text(encoding="utf-8")
    assert code == 0, log[-3000:]
    keys = odoo.server.query(KEYS, DATABASE)
    odoo.run("shell", "--no-http", script=f"{SCRIPT} after\nafter(env)")
    after = printed(odoo.log, "AFTER ")
    templates.store.drop(DATABASE)
    return {"before": before, "after": after, "log": log, "keys": keys}


def test_all_data_and_totals_are_the_same(upgraded):
    before, after = dict(upgraded["before"]), dict(upgraded["after"])
    tables, now = before.pop("tables"), after.pop("tables")
    before.pop("deadlines")
    assert before["statements"]
    assert {name: after[name] for name in before} == before
    lost = {name: count for name, count in tables.items() if now.get(name, 0) < count}
    assert lost == {}


def test_damaged_keys_are_built_anew(upgraded):
    assert upgraded["keys"] == ["4"]
    assert upgraded["after"]["previewed"] == ["draft"]


def test_the_contract_alone_says_how_long_the_client_may_take(upgraded):
    before, after = upgraded["before"]["deadlines"], upgraded["after"]["deadlines"]
    had = bool(before["columns"])
    assert before["jobs"] == before["columns"] == int(had)
    days = [DAYS] if had else before["days"]
    assert after == {"days": days, "columns": 0, "jobs": 0}


def test_the_upgrade_logs_no_warning(upgraded):
    faults = check(upgraded["log"].splitlines()).faults
    assert not faults, "\n".join(map(str, faults))
