"""``./bpo odoo -- ...``: the environment's Odoo with any arguments."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Sequence

from .environment import Environment
from .odoo_run import Odoo, free_port

DEFAULT_PORT = 8069


def odoo(
    environment: Environment, database: str, port: int | None, arguments: Sequence[str]
) -> int:
    """Run Odoo in the foreground on the private server; return its exit code."""
    chosen = port or free_port(DEFAULT_PORT)
    runner = Odoo(environment, environment.server, database, chosen)
    with environment.server.running():
        return in_foreground(runner.command(*arguments), runner.variables())


def in_foreground(argv: Sequence[str], variables: dict[str, str]) -> int:
    """Run a program on this terminal; Ctrl-C is the program's own business."""
    process = subprocess.Popen(argv, env=variables)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
