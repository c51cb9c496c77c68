"""Running other programs quietly, with their output kept in a log."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from .errors import Refusal

TAIL_LINES = 15


def tail(text: str, lines: int = TAIL_LINES) -> str:
    """Return the last lines of a text.

    >>> tail("a\\nb\\nc\\n", 2)
    'b\\nc'
    """
    return "\n".join(text.rstrip().splitlines()[-lines:])


def run(
    argv: Sequence[str | Path],
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    hint: str = "",
) -> None:
    """Run a program with its output in ``log``.

    :param hint: sentence that tells a person what to do when it fails
    :raise Refusal: when the program fails; the end of its output is shown
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [str(part) for part in argv]
    with log.open("w", encoding="utf-8", errors="replace") as output:
        result = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if env is None else dict(env),
            cwd=cwd,
            check=False,
        )
    if result.returncode:
        end = tail(log.read_text(encoding="utf-8", errors="replace"))
        name = Path(command[0]).name
        raise Refusal(f"{end}\n{name} failed. {hint or f'Its output is in {log}.'}")


def output_of(argv: Sequence[str | Path], env: Mapping[str, str] | None = None) -> str:
    """Return a program's standard output without the final newline.

    :raise Refusal: when the program fails; its error output is shown
    """
    command = [str(part) for part in argv]
    result = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=None if env is None else dict(env),
        check=False,
    )
    if result.returncode:
        raise Refusal(f"{tail(result.stderr)}\n{Path(command[0]).name} failed.")
    return result.stdout.rstrip("\n")
