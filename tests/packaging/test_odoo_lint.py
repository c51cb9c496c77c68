"""Odoo's own linters (``test_lint``) over our add-ons."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from cli.environment import maker
from cli.paths import Paths, addon_names
from cli.progress import Progress

PATHS = Paths(Path(__file__).resolve().parents[2])
SCRIPT = "from tests.packaging.odoo_lint_runner import run\nrun(env)"
# Odoo's own checkers; the others of test_lint/tests/test_pylint.py ruff has too.
PYLINT = (
    "sql-injection",
    "missing-gettext",
    "gettext-variable",
    "gettext-placeholders",
    "gettext-repr",
    "raise-unlink-override",
)
PLUGINS = (
    "_pylint_path_setup",
    "_odoo_checker_sql_injection",
    "_odoo_checker_gettext",
    "_odoo_checker_unlink_override",
)


@pytest.fixture(scope="module")
def lint(bpo):
    """What ran and what was found in the registry and the files."""
    text = bpo.shell(SCRIPT)
    line = next(row for row in text.splitlines() if row.startswith("ODOO_LINT "))
    return json.loads(line.removeprefix("ODOO_LINT "))


def test_odoo_finds_nothing_in_models_and_files(lint):
    assert "\n".join(lint["found"]) == ""
    assert len(lint["ran"]) >= 17


def test_odoo_finds_nothing_with_pylint(environment):
    making = maker(PATHS, Progress())
    tools = making.make(PATHS.lint_venv, PATHS.root / "requirements-lint.txt")
    checkers = environment.odoo.path / "odoo" / "addons" / "test_lint" / "tests"
    options = [
        f"--rcfile={os.devnull}",
        "--disable=all,useless-option-value,unknown-option-value",
        "--jobs=2",
        f"--enable={','.join(PYLINT)}",
        f"--load-plugins={','.join(PLUGINS)}",
        "--reports=n",
        "--score=n",
        "--msg-template={path}:{line}: {msg} ({msg_id})",
    ]
    path = [checkers, environment.odoo.path, environment.python.packages]
    answer = subprocess.run(
        [str(tools.folder / "bin" / "pylint"), *options]
        + [str(PATHS.addons / name) for name in addon_names(PATHS.addons)],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, path)),
            "ADDONS_PATH": str(PATHS.addons),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
