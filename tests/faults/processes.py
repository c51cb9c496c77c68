"""Processes that share one loaded registry: forked, counted, killed, resumed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

KILLED = -signal.SIGKILL


def load(database: str, addons: str, data_dir: str) -> Any:
    """The registry of the database, loaded once for all children."""
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(
        [
            f"--addons-path={addons}",
            f"--data-dir={data_dir}",
            f"--database={database}",
            "--log-level=critical",
            "--max-cron-threads=0",
        ],
        setup_logging=True,
    )
    return Registry(database)


def within(registry: Any, function: Callable[[Any], Any]) -> Any:
    """Call a function with an environment of its own, committed."""
    from odoo import SUPERUSER_ID, api

    with registry.cursor() as cr:
        result = function(api.Environment(cr, SUPERUSER_ID, {}))
        cr.commit()
        return result


def start(function: Callable[[], None]) -> int:
    """Run a function in a forked child; its process id."""
    from odoo import sql_db

    sql_db.close_all()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        function()
        code = 0
    except BaseException as error:  # noqa: BLE001 - the child must not return
        print(
            f"child: {type(error).__name__}: {error}"[:300], file=sys.stderr, flush=True
        )
    finally:
        os._exit(code)


def finish(pid: int) -> int:
    """Wait for a child; its exit code, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def in_child(registry: Any, work: Callable[[Any], Any], point: int = 0) -> int:
    """Do some work in a child that is killed at an event, or never for 0."""

    def run() -> None:
        if point:
            arm(point)
        within(registry, work)

    return finish(start(run))


def arm(point: int) -> list[int]:
    """Kill this process at its ``point``-th event: statement or side of a COMMIT."""
    from odoo.sql_db import Cursor

    seen = [0]

    def step() -> None:
        seen[0] += 1
        if seen[0] == point:
            os.kill(os.getpid(), signal.SIGKILL)

    execute, commit = Cursor.execute, Cursor.commit

    def counted_execute(self, *arguments, **keywords):
        step()
        return execute(self, *arguments, **keywords)

    def counted_commit(self):
        step()
        result = commit(self)
        step()
        return result

    def counted_copy(self, *arguments, **keywords):
        step()
        return self._obj.copy_expert(*arguments, **keywords)

    Cursor.execute, Cursor.commit = counted_execute, counted_commit
    Cursor.copy_expert = counted_copy
    return seen


def count_events(registry: Any, work: Callable[[Any], Any]) -> int:
    """How many events the work has, by doing it in a child."""
    reader, writer = os.pipe()

    def run() -> None:
        seen = arm(0)
        within(registry, work)
        os.write(writer, str(seen[0]).encode())

    code = finish(start(run))
    os.close(writer)
    with os.fdopen(reader) as pipe:
        counted = pipe.read()
    assert code == 0, code
    return int(counted)
