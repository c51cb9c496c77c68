"""Mutation testing of the two pure cores: puts in one fault at a time and runs tests.

Run from the checkout, in the environment of ``./bpo`` (docs/quality.md)::

    python tests/mutation/run.py RESULT.json [--minutes N] [--only rating.money]

A first run of the tests notes which test passes which line. Each fault then lives in
a process forked for it, with the tests that pass its line, quickest first; the tests
on generated cases come last. The faults come in a random order that is the same each
time, so a run with a time limit is a fair sample; a run with the same result file
goes on where the last one stopped. ``--again`` tries once more what survived or hung,
for after new tests were written (the cores themselves must not have changed).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType

import coverage
import hypothesis  # noqa: F401 - once for all forked processes
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from mutation.operators import mutants, mutated

ROOT = Path(__file__).resolve().parents[2]
CORES = {
    "rating": ROOT / "addons" / "bpo_billing" / "rating",
    "sla": ROOT / "addons" / "bpo_contracts" / "sla",
}
PYTEST = ["-q", "-x", "-p", "no:cacheprovider", "--confcutdir", "tests/core"]
# Seconds that any tests may take, and how many times as long as without a fault.
GRACE, PATIENCE = 20, 8
FIRST = 12
MAP = Path(tempfile.gettempdir()) / f"mutation-map-{os.getpid()}.json"


def module_name(path: Path) -> str:
    """Return the name a file of a core is imported by.

    >>> module_name(CORES["sla"] / "clock.py")
    'sla.clock'
    """
    core = next(core for core in CORES.values() if core in path.parents)
    parts = path.relative_to(core.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


class Timer:
    """A pytest plugin that notes, for each test, its time and the lines it passes."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.measured = measured
        self.times: dict[str, float] = {}
        self.generated: set[str] = set()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_call(self, item):
        """Give the lines passed from here on to this test."""
        self.measured.switch_context(item.nodeid)
        started = time.perf_counter()
        yield
        self.times[item.nodeid] = time.perf_counter() - started
        self.measured.switch_context("")
        if item.get_closest_marker("hypothesis"):
            self.generated.add(item.nodeid)


def note_lines() -> None:
    """Run all tests once and write which test passes which line."""
    sources = [str(core) for core in CORES.values()]
    measured = coverage.Coverage(data_file=None, source=sources)
    timer = Timer(measured)
    measured.start()
    code = pytest.main([*PYTEST, "tests/core/rating", "tests/core/sla"], [timer])
    measured.stop()
    if code:
        sys.exit("The tests fail without any fault: repair them first.")
    data = measured.get_data()
    lines = {file: data.contexts_by_lineno(file) for file in data.measured_files()}
    # Examples first, the quickest of them first; generated cases after them.
    order = sorted(
        timer.times, key=lambda node: (node in timer.generated, timer.times[node])
    )
    noted = {
        "lines": lines,
        "times": {node: timer.times[node] for node in order},
        "generated": sorted(timer.generated),
    }
    MAP.write_text(json.dumps(noted))


class Faulty(MetaPathFinder, Loader):
    """Imports one module of a core with a fault in it."""

    def __init__(self, path: Path, code: CodeType) -> None:
        self.path, self.code, self.name = path, code, module_name(path)

    def find_spec(self, fullname, _path=None, _target=None) -> ModuleSpec | None:
        """Offer the one module."""
        if fullname != self.name:
            return None
        return spec_from_file_location(fullname, self.path, loader=self)

    def exec_module(self, module) -> None:
        """Fill the module from the faulty code."""
        exec(self.code, module.__dict__)


def forked(work: Callable[[], int], timeout: float) -> int | None:
    """Run a function in a forked process; return its result, None when it hangs."""
    pid = os.fork()
    if not pid:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        code = 99
        try:
            code = int(work())
        finally:
            os._exit(code)
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    return None


def outcome(path: Path, number: int, tests: dict[str, float]) -> str:
    """Return ``killed``, ``hung`` or ``survived`` for one fault.

    :param tests: those to run, in their order, with the seconds each takes
    """
    code = compile(mutated(path.read_text(), number), str(path), "exec")

    def work(chosen: list[str]) -> int:
        sys.meta_path.insert(0, Faulty(path, code))
        return pytest.main([*PYTEST, *chosen])

    names = list(tests)
    for chosen in (names[:FIRST], names[FIRST:]):
        if chosen:
            seconds = GRACE + PATIENCE * sum(tests[name] for name in chosen)
            result = forked(lambda chosen=chosen: work(chosen), seconds)
            if result is None:
                return "hung"
            if result:
                return "killed"
    return "survived"


def tests_of(path: Path, line: int, noted: dict) -> dict[str, float]:
    """Return the tests that pass a line, or all where importing passes it."""
    lines = noted["lines"].get(str(path), {})
    chosen = {test for test in lines.get(str(line), []) if test} or noted["times"]
    return {name: time for name, time in noted["times"].items() if name in chosen}


def targets(only: str | None) -> list[tuple[Path, int, int, str]]:
    """Return (file, number, line, change) of all faults, in the fixed random order."""
    found = [
        (path, each.number, each.line, each.change)
        for core in CORES.values()
        for path in sorted(core.rglob("*.py"))
        if only in (None, module_name(path))
        for each in mutants(path.read_text())
    ]
    random.Random(7).shuffle(found)
    return found


def summary(results: dict[str, dict]) -> str:
    """Return the score of each core, and what survived."""
    tally: dict[str, Counter] = defaultdict(Counter)
    lines = []
    for key, result in sorted(results.items()):
        tally[key.split(".")[0].split(":")[0]][result["outcome"]] += 1
        if result["outcome"] == "survived":
            lines.append(f"{key}: {result['change']}")
    for core, counts in sorted(tally.items()):
        noticed = counts["killed"] + counts["hung"]
        total = sum(counts.values())
        lines.append(f"{core}: {noticed} of {total} noticed, {noticed / total:.1%}")
    return "\n".join(lines)


def main() -> None:
    """Put in faults until all are done or the time is over; print the score."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("result", type=Path)
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--only", help="one module, such as rating.money")
    parser.add_argument("--again", action="store_true", help="retry what survived")
    parser.add_argument(
        "--examples", action="store_true", help="without tests on generated cases"
    )
    options = parser.parse_args()
    os.chdir(ROOT)
    # A changed number must not make Odoo's or Python's caches stale for others.
    sys.dont_write_bytecode = True
    deadline = time.monotonic() + 60 * options.minutes
    if forked(lambda: note_lines() or 0, 600):
        sys.exit("The tests could not be run.")
    noted = json.loads(MAP.read_text())
    if options.examples:
        for name in noted["generated"]:
            del noted["times"][name]
    results = json.loads(options.result.read_text()) if options.result.exists() else {}
    again = {
        key
        for key, result in results.items()
        if options.again and result["outcome"] != "killed"
    }
    for path, number, line, change in targets(options.only):
        key = f"{module_name(path)}:{line}:{number}"
        due = key in again or (key not in results and not again)
        if due and time.monotonic() < deadline:
            found = outcome(path, number, tests_of(path, line, noted))
            results[key] = {"outcome": found, "change": change}
            options.result.write_text(json.dumps(results, indent=0))
    print(summary(results))


if __name__ == "__main__":
    main()
