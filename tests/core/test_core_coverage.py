"""The examples pass every line and every branch of the two pure cores.

The tests on generated cases are left out: what they happen to meet differs from run to
run, and a rule that has no example is a rule nobody can look up.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORES = ("addons/bpo_contracts/sla", "addons/bpo_billing/rating")


def measure(folder: Path) -> dict:
    """Return coverage's summary of the examples, by file."""
    tool = [sys.executable, "-m", "coverage"]
    sources = ",".join(str(ROOT / core) for core in CORES)
    data = {**os.environ, "COVERAGE_FILE": str(folder / "data")}
    data.pop("COVERAGE_PROCESS_START", None)
    tests = ["tests/core/rating", "tests/core/sla", "-m", "not hypothesis"]
    options = ["-q", "-p", "no:cacheprovider", "--confcutdir=tests/core"]
    commands = (
        ["run", "--branch", f"--source={sources}", "-m", "pytest", *options, *tests],
        ["json", "-q", "-o", str(folder / "summary.json")],
    )
    for words in commands:
        answer = subprocess.run(
            [*tool, *words],
            cwd=ROOT,
            env=data,
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, answer.stdout + answer.stderr
    return json.loads((folder / "summary.json").read_text())["files"]


def test_the_examples_pass_every_branch_of_the_cores(tmp_path):
    files = measure(tmp_path)
    assert {name for name in files if name.endswith(("clock.py", "engine.py"))}
    missing = {
        name: [*file["missing_lines"], *map(tuple, file["missing_branches"])]
        for name, file in files.items()
        if file["missing_lines"] or file["missing_branches"]
    }
    assert not missing, "add an example for each of these lines and branches"
