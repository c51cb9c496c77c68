"""Starting an Odoo server and knowing when it answers."""

from __future__ import annotations

import subprocess
import time
import urllib.error
import urllib.request

from .errors import Refusal
from .odoo_run import Odoo
from .run import tail

PATIENCE = 120


def started(runner: Odoo, *arguments: str) -> subprocess.Popen[str]:
    """Start serving and return the process once it answers.

    :raise Refusal: when it ends or does not answer in time
    """
    tell_address(runner)
    with runner.log.open("w", encoding="utf-8") as log:
        process = runner.popen(
            "server", *arguments, stdin=subprocess.DEVNULL, stdout=log
        )
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        if answers(f"{runner.url}/web/health"):
            return process
        time.sleep(0.2)
    process.terminate()
    end = tail(runner.log.read_text(encoding="utf-8"))
    raise Refusal(f"{end}\nOdoo did not start; its log is {runner.log}.")


def tell_address(runner: Odoo) -> None:
    """Write the address into the database: wkhtmltopdf fetches styles from there.

    The default, the name localhost with the usual port, is not where it serves.
    """
    runner.server.query(
        f"UPDATE ir_config_parameter SET value = '{runner.url}' "
        "WHERE key = 'web.base.url'",
        runner.database,
    )


def answers(url: str) -> bool:
    """Tell whether a page is served without an error."""
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False
