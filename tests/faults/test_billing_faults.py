"""Billing under faults, on real databases outside of Odoo's test transactions.

A sample runs in a minute or two; ``./bpo test tests/faults --all`` runs every kill
point, fifty rounds of eight runners, twenty restarts and long histories, in an hour.
The figures are printed at the end.
"""

import os
import subprocess
from pathlib import Path

import pytest
from restarts import cluster_in

from cli.database import Server
from cli.progress import Progress
from cli.templates import Templates

HARNESS = Path(__file__).with_name("harness.py")
EVERYTHING = os.environ.get("BPO_TEST_ALL") == "1"


@pytest.fixture(scope="session")
def templates(environment):
    """The databases to copy from."""
    return Templates(environment, Progress())


@pytest.fixture
def run_harness(environment, templates, tmp_path, record_property):
    """A function that runs the harness over a fresh database."""
    database = "bpo_faults"

    def run(kind: str, *arguments: str, server: Server | None = None) -> None:
        argv = [
            str(environment.python.python),
            str(HARNESS),
            kind,
            f"--database={database}",
            f"--addons={environment.paths.addons}",
            f"--data-dir={tmp_path}",
            *arguments,
        ]
        variables = environment.variables(server or environment.scratch)
        done = subprocess.run(argv, env=variables, capture_output=True, text=True)
        for line in done.stdout.splitlines():
            if line.startswith("figure: "):
                record_property("figure", line.removeprefix("figure: "))
        report = done.stdout + done.stderr
        assert done.returncode == 0, report[-4000:]

    templates.store.clone(templates.full(), database)
    yield run
    templates.store.drop(database)


@pytest.fixture
def own_server(environment, templates, tmp_path):
    """A database server of the test's own with a copy of the database."""
    cluster = cluster_in(tmp_path / "pg", environment.scratch.programs)
    server = Server(cluster.programs, cluster)
    cluster.start()
    server.query('CREATE DATABASE "bpo_faults"')
    copied = subprocess.run(
        f"'{server.programs}/pg_dump' -h \"$FROM\" -Fp bpo_faults"
        f" | '{server.programs}/psql' -qX -d bpo_faults",
        shell=True,
        env={
            **environment.variables(server),
            "FROM": environment.variables(environment.scratch)["PGHOST"],
        },
        capture_output=True,
        text=True,
    )
    assert copied.returncode == 0, copied.stderr[-2000:]
    yield server
    cluster.stop()


def test_nothing_is_lost_or_doubled_at_any_kill_point(run_harness):
    """SIGKILL before SQL statements and on both sides of COMMIT, then go on."""
    run_harness("kill", f"--every={1 if EVERYTHING else 90}", "--offset=7")


def test_runners_and_changes_at_once(run_harness):
    """Eight runners a month; changes of sources between reading and billing."""
    run_harness("runners", f"--rounds={50 if EVERYTHING else 3}", "--joint")


def test_random_histories_keep_what_must_be_true(run_harness):
    run_harness("history", f"--rounds={400 if EVERYTHING else 12}")


@pytest.mark.skipif(not EVERYTHING, reason="runs with --all")
def test_random_histories_of_joint_invoices(run_harness):
    run_harness("history", "--rounds=200", "--joint")


def test_database_server_may_die(run_harness, own_server):
    """PostgreSQL stopped at once in the middle of billing, then started."""
    run_harness(
        "restart",
        f"--rounds={20 if EVERYTHING else 2}",
        f"--cluster={own_server.cluster.folder}",
        f"--programs={own_server.programs}",
        server=own_server,
    )
