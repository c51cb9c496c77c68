"""Billing under faults, on a real database outside of Odoo's test transactions.

A sample runs in minutes; ``BPO_FAULTS=all`` runs every kill point.
"""

import os
import subprocess
from pathlib import Path

import pytest

from cli.progress import Progress
from cli.templates import Templates

HARNESS = Path(__file__).with_name("harness.py")
EVERYTHING = os.environ.get("BPO_FAULTS") == "all"


@pytest.fixture
def run_harness(environment, tmp_path):
    """A function that runs the harness over a fresh database and returns its report."""
    templates = Templates(environment, Progress())
    database = "bpo_faults"

    def run(kind: str, *arguments: str) -> str:
        templates.store.clone(templates.full(), database)
        argv = [
            str(environment.python.python),
            str(HARNESS),
            kind,
            f"--database={database}",
            f"--addons={environment.paths.addons}",
            f"--data-dir={tmp_path}",
            *arguments,
        ]
        variables = environment.variables(environment.scratch)
        done = subprocess.run(argv, env=variables, capture_output=True, text=True)
        report = done.stdout + done.stderr
        assert done.returncode == 0, report[-4000:]
        return report

    yield run
    templates.store.drop(database)


def test_nothing_is_lost_or_doubled_at_any_kill_point(run_harness):
    """SIGKILL before SQL statements and on both sides of COMMIT, then go on."""
    every, months = ("1", "520") if EVERYTHING else ("13", "40")
    report = run_harness("kill", f"--every={every}", f"--months={months}", "--cancel=4")
    assert report.strip().endswith("0 wrong"), report


def test_eight_runners_bill_each_month_once(run_harness):
    months = "50" if EVERYTHING else "5"
    report = run_harness("runners", f"--months={months}")
    assert report.strip().endswith("0 wrong"), report


def test_random_histories_keep_what_must_be_true(run_harness):
    steps = "1000" if EVERYTHING else "25"
    report = run_harness("history", f"--months={steps}")
    assert report.strip().endswith("0 wrong"), report
