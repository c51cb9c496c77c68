"""The programs of the integration guide run as they are printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "integration.md"
PROGRAM = re.compile(r"^```python (\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
KEY = """
key = env["res.users.apikeys"].with_user(env.ref("base.user_admin"))._generate(
    "rpc", "integration", None)
env.cr.commit()
print("KEY=" + key)
"""


@pytest.fixture(scope="module")
def surroundings(bpo) -> dict[str, str]:
    """The environment variables the programs read."""
    [key] = re.findall(r"KEY=(\w+)", bpo.shell(KEY))
    return {
        **os.environ,
        "ODOO_URL": bpo.url,
        "ODOO_DATABASE": bpo.database,
        "ODOO_LOGIN": "admin",
        "ODOO_API_KEY": key,
    }


def run(name: str, surroundings: dict[str, str]) -> str:
    """Run the program of that name and return what it prints."""
    programs = dict(PROGRAM.findall(GUIDE.read_text(encoding="utf-8")))
    done = subprocess.run(
        [sys.executable, "-c", programs[name]],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_programs_bill_a_month_and_import_a_file(bpo, surroundings):
    assert run("json2", surroundings).split()[-1] == "112.0"
    assert (
        run("xmlrpc", surroundings)
        .strip()
        .endswith("'row_count': 2, 'error_count': 1}")
    )
    rpc = bpo.rpc()
    domain = [("bpo_contract_id.reference", "=", "LB-2026")]
    assert rpc.call("account.analytic.line", "search_count", [domain]) == 2


def test_a_wrong_key_is_refused(surroundings):
    with pytest.raises(AssertionError, match="401"):
        run("json2", {**surroundings, "ODOO_API_KEY": "0" * 40})
