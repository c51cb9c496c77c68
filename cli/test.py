"""``./bpo test``: Odoo's tests of our add-ons, then pytest on ``tests/``."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from .environment import Environment
from .errors import Refusal
from .log_check import Record, Verdict, check
from .manifests import with_needed
from .measure import measured
from .measure import report as report_coverage
from .odoo_run import Odoo, modules, our_addons
from .paths import Paths, addon_names
from .progress import Progress
from .run import tail
from .stamps import fingerprint
from .templates import Templates

PYTEST_NO_TESTS = 5
WORKERS = 4
SHOWN = 40


@dataclass(frozen=True)
class Selection:
    """What to test.

    :param addons: our add-ons whose Odoo tests run
    :param files: files and folders for pytest
    :param whole: everything, so that the add-ons that cannot be installed are left out
    :param everything: all of what tests under faults otherwise take a sample of
    """

    addons: tuple[str, ...]
    files: tuple[Path, ...]
    whole: bool = False
    everything: bool = False


@dataclass(frozen=True)
class Tally:
    """How many tests passed and failed."""

    passed: int = 0
    failed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.passed + other.passed, self.failed + other.failed)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed"


def select(paths: Paths, what: Sequence[str]) -> Selection:
    """Return what the words on the command line mean; no word means everything.

    :raise Refusal: for a word that is neither an add-on nor a path
    """
    ours = addon_names(paths.addons)
    if not what:
        return Selection(tuple(ours), (paths.root / "tests",), whole=True)
    addons, files = [], []
    for word in what:
        name = word.removeprefix("addons/").rstrip("/")
        file = Path(word.split("::")[0])
        if name in ours:
            addons.append(name)
        elif (paths.root / file).exists() or file.exists():
            files.append(Path(word) if file.exists() else paths.root / word)
        else:
            raise Refusal(
                f"{word} is neither an add-on nor a path: name one of "
                f"{', '.join(ours)} or a file or folder below tests/."
            )
    return Selection(tuple(addons), tuple(files))


def test(
    environment: Environment,
    progress: Progress,
    selection: Selection,
    keep: bool,
    coverage: bool = False,
) -> int:
    """Run the tests, print ``N passed, N failed`` last, and return the exit code.

    :param coverage: measure what they pass of the add-ons; too little of a whole run
        counts as one failure
    """
    tally = Tally()
    measuring = measured(environment.paths) if coverage else nullcontext()
    with measuring, environment.scratch.running():
        if selection.addons:
            tally += _odoo_tests(environment, progress, selection, keep)
        if selection.files:
            tally += _pytest(environment, progress, selection)
    if coverage:
        low = report_coverage(environment)
        tally += Tally(failed=int(bool(low) and selection.whole))
    print(tally, flush=True)
    return 1 if tally.failed or not tally.passed else 0


def _odoo_tests(
    environment: Environment, progress: Progress, selection: Selection, keep: bool
) -> Tally:
    """Install the add-ons into a fresh database and run their Odoo tests."""
    possible = our_addons(environment)
    tested = [name for name in selection.addons if name in possible]
    if not selection.whole and len(tested) < len(selection.addons):
        missing = sorted(set(selection.addons) - set(tested))
        raise Refusal(f"{', '.join(missing)} needs add-ons that are not installed.")
    prune(environment.paths.logs)
    templates = Templates(environment, progress)
    needed = templates.needed()
    mark = templates.full_mark(needed)
    database = f"bpo_test_{os.getpid()}"
    with progress.step(f"Testing {', '.join(tested)}"):
        templates.store.clone(needed, database)
        runner = Odoo(environment, environment.scratch, database)
        code = _run(
            runner, with_needed(environment.paths.addons, tested), tested, progress
        )
        verdict = check(runner.log.read_text(encoding="utf-8").splitlines())
    tally = judge(verdict, code)
    report(verdict, tally, runner.log)
    if keep:
        progress.say(f"The database is kept as {database}.")
    elif tally.failed or set(tested) != set(possible):
        templates.store.drop(database)
    else:
        templates.adopt(database, mark)
    return tally


def prune(logs: Path, kept: int = 5) -> None:
    """Remove the logs of earlier runs but the newest ones."""
    found = sorted(
        logs.glob("odoo-bpo_test_*.log"), key=lambda path: path.stat().st_mtime
    )
    for path in found[:-kept]:
        path.unlink(missing_ok=True)


def _run(
    runner: Odoo, installed: list[str], tested: list[str], progress: Progress
) -> int:
    started = 0

    def watch(line: str) -> None:
        nonlocal started
        if ": Starting " in line:
            started += 1
            progress.note(f"test {started}")
        elif ": Loading module " in line:
            progress.note(line.split(": Loading module ")[1].strip())

    tags = ",".join(f"/{name}" for name in tested)
    arguments = ["-i", modules(installed), "--test-enable", "--test-tags", tags]
    # A browser test that fails leaves its screenshot there.
    shots = str(runner.environment.paths.state / "screenshots")
    arguments += ["--screenshots", shots, "--stop-after-init"]
    return runner.run("server", *arguments, watch=watch)


def judge(verdict: Verdict, code: int) -> Tally:
    """Return the tally of an Odoo run.

    Unexpected warnings fail as one test, and so does a run that ended badly without
    a failed test to show for it.
    """
    failed = len(verdict.failures)
    faulty = bool(verdict.faults) or (code != 0 and not failed) or not verdict.tests
    passed = max(0, verdict.tests - failed)
    return Tally(passed + (not faulty), failed + faulty)


def report(verdict: Verdict, tally: Tally, log: Path) -> None:
    """Print what failed and how many tests each add-on ran."""
    for record in [*verdict.failures, *verdict.faults][:SHOWN]:
        print(_shortened(record), end="\n\n")
    for name, count in verdict.per_addon:
        print(f"{name}: {count} tests")
    if not verdict.tests:
        print(f"No test ran.\n{tail(log.read_text(encoding='utf-8'), 30)}")
    if tally.failed:
        print(f"The whole log is {log}.")


def _shortened(record: Record, lines: int = 40) -> str:
    text = str(record).splitlines()
    return "\n".join(
        text if len(text) <= lines else ["…".join(text[:1]), *text[-lines:]]
    )


def _pytest(
    environment: Environment, progress: Progress, selection: Selection
) -> Tally:
    """Run pytest and return its tally; its output is shown when something fails."""
    files = selection.files
    state = environment.paths.state
    result = state / "log" / f"pytest-{fingerprint(*files)}.xml"
    result.unlink(missing_ok=True)
    log = result.with_suffix(".log")
    argv = [str(environment.python.python), "-m", "pytest", "-q", "-rs"]
    argv += ["-p", "no:cacheprovider", f"--junitxml={result}"]
    if selection.whole:
        # As many as there are cores; what belongs together stays in one process.
        argv += ["-n", str(min(os.cpu_count() or 1, WORKERS))]
        argv += ["--dist", "loadscope", "--no-loadscope-reorder"]
    argv += map(str, files)
    with progress.step("Testing with pytest"), log.open("w", encoding="utf-8") as out:
        code = subprocess.run(
            argv,
            cwd=environment.paths.root,
            env={
                **environment.tool_variables(),
                "BPO_TEST_ALL": str(int(selection.everything)),
            },
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode
    tally = _tally_of(result, code)
    if tally.failed:
        print(tail(log.read_text(encoding="utf-8"), 200))
    for figure in _figures_of(result):
        print(figure)
    return tally


def _figures_of(result: Path) -> list[str]:
    """What tests counted, recorded by them as properties named ``figure``."""
    if not result.exists():
        return []
    found = ElementTree.parse(result).getroot().iter("property")
    return [each.get("value", "") for each in found if each.get("name") == "figure"]


def _tally_of(result: Path, code: int) -> Tally:
    """Read pytest's result file; a run without one is one failure."""
    if not result.exists():
        return Tally(failed=int(code != PYTEST_NO_TESTS))
    suites = ElementTree.parse(result).getroot().iter("testsuite")
    counts = [
        {
            key: int(suite.get(key, 0))
            for key in ("tests", "failures", "errors", "skipped")
        }
        for suite in suites
    ]
    failed = sum(count["failures"] + count["errors"] for count in counts)
    total = sum(count["tests"] - count["skipped"] for count in counts)
    return Tally(
        max(0, total - failed), failed or int(code not in (0, PYTEST_NO_TESTS))
    )
