"""Coverage: parts, their rules, and what a run is told."""

import os
from pathlib import Path

from cli.measure import START, Covered, by_part, configuration, lowest, measured
from cli.paths import Paths


def file(done, lines, branches=0, passed=0):
    """Return what coverage says of one file."""
    return {
        "summary": {
            "covered_lines": done,
            "num_statements": lines,
            "covered_branches": passed,
            "num_branches": branches,
        }
    }


FILES = {
    "addons/bpo_contracts/sla/clock.py": file(10, 10, 4, 3),
    "addons/bpo_contracts/models/a.py": file(18, 20),
    "addons/bpo_contracts/models/b.py": file(1, 2),
    "addons/bpo_timesheets/timing.py": file(0, 0),
}


def test_a_core_counts_lines_and_branches_an_addon_lines():
    core, contracts, timesheets = (
        by_part(FILES)[1],
        by_part(FILES)[0],
        by_part(FILES)[2],
    )
    assert str(core) == "addons/bpo_contracts/sla: 92.9 % of 14 lines and branches"
    assert str(contracts) == "addons/bpo_contracts: 86.4 % of 22 lines"
    assert [part.is_enough for part in (core, contracts, timesheets)] == [
        False,
        False,
        True,
    ]


def test_nine_of_ten_lines_are_enough_for_an_addon():
    assert Covered("addons/bpo_x", 90, 100).is_enough
    assert not Covered("addons/bpo_x", 89, 100).is_enough
    assert Covered("addons/bpo_billing/rating", 5, 5).is_enough


def test_low_files_are_named():
    assert [one.name for one in lowest(FILES)] == ["addons/bpo_contracts/models/b.py"]


def test_processes_are_told_only_while_it_measures(tmp_path):
    paths = Paths(tmp_path)
    with measured(paths):
        rc = Path(os.environ[START])
        assert rc.read_text(encoding="utf-8") == configuration(paths)
    assert START not in os.environ
