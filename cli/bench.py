"""``./bpo bench``: run one of the benchmarks in ``tests/bench/``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .environment import Environment
from .errors import Refusal
from .odoo import in_foreground
from .paths import Paths

PREFIX = "bench_"


def names(paths: Paths) -> list[str]:
    """Return the names of the benchmarks."""
    files = (paths.root / "tests" / "bench").glob(f"{PREFIX}*.py")
    return sorted(file.stem.removeprefix(PREFIX) for file in files)


def bench(
    set_up: Callable[[], Environment],
    paths: Paths,
    name: str | None,
    arguments: Sequence[str] = (),
) -> int:
    """Run a benchmark with its own arguments, or list the benchmarks.

    It finds the database server in the variables of libpq and Odoo on PYTHONPATH.

    :raise Refusal: for an unknown name
    """
    known = names(paths)
    if not name:
        print("\n".join(known) or "There are no benchmarks yet.")
        return 0
    if name not in known:
        raise Refusal(f"There is no benchmark {name}: name one of {', '.join(known)}.")
    environment = set_up()
    script = paths.root / "tests" / "bench" / f"{PREFIX}{name}.py"
    with environment.server.running():
        argv = [str(environment.python.python), str(script), *arguments]
        return in_foreground(argv, environment.variables(environment.server))
