"""``./bpo lint``: ruff, pylint-odoo, the OCA checks, our own rules."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Sequence

from . import readme
from .environment import maker
from .errors import Refusal
from .house import offences
from .locks import exclusive
from .paths import Paths, addon_names
from .progress import Progress
from .python_env import PythonEnv
from .stamps import write_atomically

PYTHON = ("addons", "cli", "tests", "bpo")
FOLDERS = ("addons", "cli", "tests")

# name of the check -> command line; the pylint and OCA checks get the add-ons appended
COMMANDS: dict[str, list[str]] = {
    "ruff": ["ruff", "check", "--quiet", *PYTHON],
    "format": ["ruff", "format", "--check", "--quiet", *PYTHON],
    "pylint": ["pylint", "--rcfile=.pylintrc"],
    "oca": ["oca-checks-odoo-module"],
    "po": ["oca-checks-po"],
}
# Checks of our own, without a program.
OWN: dict[str, Callable[[Paths], Iterator[str]]] = {
    "house": lambda paths: offences(paths.root, FOLDERS),
    "readme": readme.offences,
}
NAMES = (*COMMANDS, *OWN)


def lint(
    paths: Paths, progress: Progress, only: str | None, files: Sequence[str] = ()
) -> int:
    """Run all checks or one; print offences and a closing line; return the exit code.

    :param files: accepted for pre-commit and not used: checks look at the whole
    :raise Refusal: for an unknown name
    """
    del files
    if only and only not in NAMES:
        raise Refusal(f"There is no check {only}: name one of {', '.join(NAMES)}.")
    environment = _environment(paths, progress)
    failed = [
        name
        for name in ([only] if only else NAMES)
        if not _passes(name, paths, environment, progress)
    ]
    count = 1 if only else len(NAMES)
    text = f"{count - len(failed)} checks passed, {len(failed)} failed"
    print(f"{text}: {', '.join(failed)}" if failed else text, flush=True)
    return 1 if failed else 0


def _environment(paths: Paths, progress: Progress) -> PythonEnv:
    paths.state.mkdir(exist_ok=True)
    write_atomically(paths.state / ".gitignore", "*\n")
    with exclusive(paths.state / "lint.lock"):
        requirements = paths.root / "requirements-lint.txt"
        return maker(paths, progress).make(paths.lint_venv, requirements)


def _passes(
    name: str, paths: Paths, environment: PythonEnv, progress: Progress
) -> bool:
    with progress.step(f"Checking with {name}"):
        text = _offences(name, paths, environment)
    if text:
        print(text, flush=True)
    return not text


def _offences(name: str, paths: Paths, environment: PythonEnv) -> str:
    """Return what a check complains about, ``""`` when it is content."""
    if name in OWN:
        return "\n".join(OWN[name](paths))
    arguments = _targets(name, paths)
    if arguments is None:
        return ""
    argv = [*COMMANDS[name], *arguments]
    program = environment.folder / "bin" / argv[0]
    result = subprocess.run(
        [str(program), *argv[1:]],
        cwd=paths.root,
        capture_output=True,
        text=True,
        check=False,
    )
    if not result.returncode:
        return ""
    return f"{result.stdout}{result.stderr}".strip() or f"{argv[0]} failed"


def _targets(name: str, paths: Paths) -> list[str] | None:
    """Return what a check is given to look at, None when there is nothing for it."""
    if name in ("pylint", "oca"):
        return [f"addons/{addon}" for addon in addon_names(paths.addons)]
    if name == "po":
        found = sorted(paths.addons.glob("*/i18n/*.po*"))
        return [str(path.relative_to(paths.root)) for path in found] or None
    return []
