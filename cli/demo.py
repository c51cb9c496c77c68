"""``./bpo demo``: a provider with five clients, last month billed, served."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from . import demo_bill
from .environment import Environment
from .errors import Refusal
from .odoo_run import Odoo, free_port, modules, our_addons
from .progress import Progress
from .run import tail
from .serving import started
from .stamps import Stamps, fingerprint, tree_fingerprint, write_atomically
from .store import Store
from .templates import NOT_INSTALLED

DEFAULT_PORT = 8069
COLUMNS = (
    ("Client", "client"),
    ("Statement", "statement"),
    ("Invoice", "invoice"),
    ("Lines", "lines"),
    ("Amount", "amount"),
    ("SLA credit", "credit"),
    ("Portal link", "link"),
)
NUMBERS = {"lines", "amount", "credit"}


def demo(
    environment: Environment, progress: Progress, database: str, port: int | None
) -> int:
    """Make the demo database if needed, show what was billed, and serve it."""
    chosen = port or free_port(DEFAULT_PORT)
    with environment.server.running():
        result = provide(environment, progress, database)
        runner = Odoo(environment, environment.server, database, chosen)
        with progress.step("Starting Odoo"):
            process = started(runner)
        print(f"\n{table(result, runner.url)}\n\n{login_table(result)}\n")
        print(f"Open {runner.url} - stop with Ctrl-C.", flush=True)
        return wait(process)


def provide(
    environment: Environment, progress: Progress, database: str
) -> dict[str, Any]:
    """Return what was billed in the demo database, which is made if missing.

    It is installed under another name, so an interrupted run starts it anew.

    :raise Refusal: when a database of that name exists that is not a demo
    """
    store = Store(environment.server, environment.paths.data)
    record = environment.paths.state / "demo" / f"{database}.json"
    exists = environment.server.exists(database)
    if exists and not record.exists():
        raise Refusal(
            f"The database {database} exists and is no demo of this checkout: choose "
            "another one with --db."
        )
    if not exists:
        draft = f"{database}.draft"
        store.drop(draft)
        result = _made(environment, progress, draft)
        write_atomically(record, json.dumps(result))
        store.rename(draft, database)
        _stamps(environment).set_done(f"demo-{database}", _mark(environment))
    else:
        _updated(environment, progress, database)
    return json.loads(record.read_text(encoding="utf-8"))


def _made(
    environment: Environment, progress: Progress, database: str
) -> dict[str, Any]:
    runner = Odoo(environment, environment.server, database)
    names = our_addons(environment)
    with progress.step("Installing Odoo and the add-ons with demo data"):
        arguments = ["-i", modules(names), "--with-demo", "--stop-after-init"]
        _succeed(runner, "server", *arguments, progress=progress)
    with progress.step("Billing last month"):
        return bill(runner)


def _updated(environment: Environment, progress: Progress, database: str) -> None:
    """Update the add-ons in an existing demo when their files changed."""
    stamps, step = _stamps(environment), f"demo-{database}"
    if stamps.is_done(step, _mark(environment)):
        return
    runner = Odoo(environment, environment.server, database)
    with progress.step("Updating the add-ons"):
        names = modules(our_addons(environment))
        _succeed(runner, "server", "-u", names, "--stop-after-init", progress=progress)
    stamps.set_done(step, _mark(environment))


def _stamps(environment: Environment) -> Stamps:
    return Stamps(environment.paths.stamps)


def _mark(environment: Environment) -> str:
    files = tree_fingerprint(environment.paths.addons, NOT_INSTALLED)
    return fingerprint(environment.mark, files)


def _succeed(runner: Odoo, *arguments: str, progress: Progress) -> None:
    def watch(line: str) -> None:
        if ": Loading module " in line:
            progress.note(line.split(": Loading module ")[1].strip())

    if runner.run(*arguments, watch=watch):
        end = tail(runner.log.read_text(encoding="utf-8"), 30)
        raise Refusal(f"{end}\nOdoo failed; its log is {runner.log}.")


def bill(runner: Odoo) -> dict[str, Any]:
    """Run the billing script in Odoo's shell and return its result.

    :raise Refusal: when it fails; the end of its output is shown
    """
    script = Path(demo_bill.__file__).read_text(encoding="utf-8")
    log = runner.log.with_name(f"demo-bill-{runner.database}.log")
    code = runner.run("shell", "--no-http", script=script, log=log)
    lines = log.read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if line.startswith(demo_bill.MARK)]
    if code or not found:
        raise Refusal(f"{tail(chr(10).join(lines), 30)}\nBilling failed; see {log}.")
    return json.loads(found[-1].removeprefix(demo_bill.MARK))


def wait(process: subprocess.Popen[str]) -> int:
    """Wait until a person stops the server; the terminal's Ctrl-C reaches it too."""

    def end(_number: int, _frame: FrameType | None) -> None:
        process.terminate()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    code = process.wait()
    return 0 if code in (0, -signal.SIGINT, -signal.SIGTERM) else code


def table(result: dict[str, Any], url: str) -> str:
    """Return what was billed as a table; parked contracts follow with their reason."""
    rows = [_cells(statement, url) for statement in result["statements"]]
    lines = [f"Billed from {result['period'][0]} to {result['period'][1]}:"]
    lines += _aligned([[title for title, _key in COLUMNS], *rows])
    lines += [
        f"Parked: {statement['client']}: {statement['parked']}"
        for statement in result["statements"]
        if statement["parked"]
    ]
    return "\n".join(lines)


def _cells(statement: dict[str, Any], url: str) -> list[str]:
    cells = {key: str(statement[key]) for _title, key in COLUMNS}
    for key in ("amount", "credit"):
        cells[key] = f"{statement[key]:,.2f} {statement['currency']}"
    cells["link"] = url + statement["link"] if statement["link"] else ""
    return [cells[key] for _title, key in COLUMNS]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(width) if key in NUMBERS else cell.ljust(width)
            for cell, width, (_title, key) in zip(row, widths, COLUMNS, strict=True)
        ]
        yield "  ".join(cells).rstrip()


def login_table(result: dict[str, Any]) -> str:
    """Return the logins, one per line."""
    width = max(len(user["login"]) for user in result["logins"])
    lines = ["Logins (the password is the login):"]
    lines += [
        f"  {user['login']:<{width}}  {user['name']}"
        + (f", {user['company']}" if user["company"] else "")
        for user in result["logins"]
    ]
    return "\n".join(lines)
