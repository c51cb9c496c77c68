"""``./bpo test --coverage``: what the tests pass of the add-ons.

Every Python that the tests start notes the lines it passes: Odoo's tests, the servers
of the suite, their shells. A server that a test kills on purpose loses its notes.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .environment import Environment
from .paths import Paths
from .stamps import write_atomically

START = "COVERAGE_PROCESS_START"
CORES = ("addons/bpo_contracts/sla", "addons/bpo_billing/rating")
LEAST = 90.0
SHOWN = 15


@dataclass(frozen=True)
class Covered:
    """What was passed of a part of the code.

    :param done: lines, or lines and branches of a core, that some test passed
    :param all: those there are
    """

    name: str
    done: int
    all: int

    @property
    def percent(self) -> float:
        """The share that was passed; an empty part is covered."""
        return 100 * self.done / self.all if self.all else 100.0

    @property
    def is_core(self) -> bool:
        """Whether the stricter rule of the pure cores holds."""
        return self.name in CORES

    @property
    def is_enough(self) -> bool:
        """Whether the house's rule holds: all of a core, 90 % of an add-on."""
        return self.done == self.all if self.is_core else self.percent >= LEAST

    def __str__(self) -> str:
        counted = "lines and branches" if self.is_core else "lines"
        return f"{self.name}: {self.percent:.1f} % of {self.all} {counted}"


def configuration(paths: Paths) -> str:
    """Return the settings for all processes of a run."""
    options = {
        "run": {
            "branch": "true",
            "parallel": "true",
            "data_file": paths.state / "coverage" / "data",
            "source": paths.addons,
            "omit": "*/tests/*,*/__manifest__.py,*/migrations/*",
            "disable_warnings": "no-data-collected,module-not-imported",
        },
        "report": {"exclude_also": "if TYPE_CHECKING:"},
    }
    return "".join(
        f"[{section}]\n" + "".join(f"{key} = {value}\n" for key, value in each.items())
        for section, each in options.items()
    )


@contextmanager
def measured(paths: Paths) -> Iterator[None]:
    """Have every Python that is started meanwhile note what it passes."""
    folder = paths.state / "coverage"
    for old in folder.glob("data*"):
        old.unlink()
    rc = folder / "rc"
    write_atomically(rc, configuration(paths))
    os.environ[START] = str(rc)
    try:
        yield
    finally:
        del os.environ[START]


def read(environment: Environment) -> dict[str, Any]:
    """Return coverage's own summary of the run, by file."""
    folder = environment.paths.state / "coverage"
    tool = [str(environment.python.python), "-m", "coverage"]
    options = [f"--rcfile={folder / 'rc'}"]
    for words in (["combine", *options], ["json", *options, "-o", folder / "sum.json"]):
        subprocess.run(
            [*tool, *map(str, words)],
            cwd=environment.paths.root,
            capture_output=True,
            check=False,
        )
    text = (folder / "sum.json").read_text(encoding="utf-8")
    return dict(json.loads(text)["files"])


def by_part(files: dict[str, Any]) -> list[Covered]:
    """Return what was passed of each core and of the rest of each add-on."""
    done: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    for name, file in files.items():
        part = _part(name)
        counted = file["summary"]
        done[part] += counted["covered_lines"]
        total[part] += counted["num_statements"]
        if part in CORES:
            done[part] += counted["covered_branches"]
            total[part] += counted["num_branches"]
    return [Covered(part, done[part], total[part]) for part in sorted(total)]


def lowest(files: dict[str, Any]) -> list[Covered]:
    """Return the files below the house's rule, those with most to do first."""
    found = [
        Covered(
            name, file["summary"]["covered_lines"], file["summary"]["num_statements"]
        )
        for name, file in files.items()
    ]
    missing = [one for one in found if one.percent < LEAST]
    return sorted(missing, key=lambda one: one.done - one.all)[:SHOWN]


def report(environment: Environment) -> list[Covered]:
    """Print the coverage of each part; return the parts below the house's rule."""
    files = read(environment)
    parts = by_part(files)
    print(*parts, sep="\n")
    print(*(f"  low: {one}" for one in lowest(files)), sep="\n")
    return [part for part in parts if not part.is_enough]


def _part(name: str) -> str:
    """Return the core or the add-on of a file.

    >>> _part("addons/bpo_contracts/sla/clock.py"), _part("addons/bpo_x/models/a.py")
    ('addons/bpo_contracts/sla', 'addons/bpo_x')
    """
    core = next((core for core in CORES if name.startswith(f"{core}/")), None)
    return core or "/".join(Path(name).parts[:2])
