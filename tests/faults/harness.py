"""Kill billing at a statement, go on, and see that nothing is lost or doubled.

The registry is loaded once; each kill point is a forked child that bills the next month
and is killed by SIGKILL just before its n-th SQL statement, or on either side of a
COMMIT. A second child repeats the work as an operator would, then the audit is asked::

    python tests/faults/harness.py kill --database NAME --addons addons --every 7

``runners`` bills each month by eight processes at once, ``history`` does random things.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

import world

KILLED = -signal.SIGKILL


def load(options: argparse.Namespace) -> Any:
    """The registry of the database, loaded once for all children."""
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(
        [
            f"--addons-path={options.addons}",
            f"--data-dir={options.data_dir}",
            f"--database={options.database}",
            "--log-level=critical",
            "--max-cron-threads=0",
        ],
        setup_logging=True,
    )
    return Registry(options.database)


def within(registry: Any, function: Callable[[Any], Any]) -> Any:
    """Call a function with an environment of its own, committed."""
    from odoo import SUPERUSER_ID, api

    with registry.cursor() as cr:
        result = function(api.Environment(cr, SUPERUSER_ID, {}))
        cr.commit()
        return result


def in_child(registry: Any, function: Callable[[], None]) -> int:
    """Run a function in a forked child; its exit code, negative for a signal."""
    from odoo import sql_db

    sql_db.close_all()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        _pid, status = os.waitpid(pid, 0)
        return os.waitstatus_to_exitcode(status)
    code = 1
    try:
        function()
        code = 0
    except BaseException as error:  # noqa: BLE001 - the child must not return
        print(f"child: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(code)


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

    Cursor.execute, Cursor.commit = counted_execute, counted_commit
    return seen


def count_events(registry: Any, work: Callable[[Any], None]) -> int:
    """How many events the work has, by doing it in a child."""
    reader, writer = os.pipe()

    def run() -> None:
        seen = arm(0)
        within(registry, work)
        os.write(writer, str(seen[0]).encode())

    code = in_child(registry, run)
    assert code == 0, code
    os.close(writer)
    with os.fdopen(reader) as stream:
        return int(stream.read())


def kill(registry: Any, options: argparse.Namespace) -> int:
    """One kill point after the other, each in a month of its own."""
    within(registry, lambda env: world.build(env, options.months))
    events = count_events(registry, lambda env: world.bill(env, 0))
    points = list(range(options.offset or 1, events + 3, options.every))
    points = points[: options.months - 1]
    print(f"{events} events, {len(points)} kill points", flush=True)
    wrong = 0
    for number, point in enumerate(points, start=1):
        code = in_child(registry, lambda p=point, n=number: _killed(registry, p, n))
        assert code in (KILLED, 0), code
        code = in_child(registry, lambda n=number: _resume(registry, n))
        findings = within(registry, lambda env, n=number: world.audit(env, n))
        if code or findings:
            wrong += 1
            print(f"point {point} of {events}: exit {code}", *findings, sep="\n  ")
        if options.cancel and number % options.cancel == 0:
            wrong += _cancel_point(registry, point, number)
    print(f"{len(points)} kill points, {wrong} wrong", flush=True)
    return wrong


def _killed(registry: Any, point: int, number: int) -> None:
    arm(point)
    within(registry, lambda env: world.bill(env, number))


def _resume(registry: Any, number: int) -> None:
    within(registry, world.post_leftovers)
    within(registry, lambda env: world.bill(env, number))


def _cancel_point(registry: Any, point: int, number: int) -> int:
    """Kill a cancellation somewhere, then bill again."""

    def run() -> None:
        arm(point)
        within(registry, world.cancel_last)

    in_child(registry, run)
    code = in_child(registry, lambda: _resume(registry, number))
    findings = within(registry, lambda env: world.audit(env, number))
    if code or findings:
        print(f"cancellation killed at {point}: exit {code}", *findings, sep="\n  ")
        return 1
    return 0


def runners(registry: Any, options: argparse.Namespace) -> int:
    """Each month billed by several processes at once, while a lead reopens time."""
    within(registry, lambda env: world.build(env, options.months))
    wrong = 0
    for number in range(options.months):
        children = [
            _start(registry, lambda env, n=number: world.bill(env, n))
            for _each in range(options.runners)
        ]
        children.append(
            _start(registry, lambda env, n=number: world.reopen_some(env, n))
        )
        codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]
        findings = within(registry, lambda env, n=number: world.audit(env, n))
        if any(codes) or findings:
            wrong += 1
            print(f"round {number}: exits {codes}", *findings, sep="\n  ", flush=True)
    print(f"{options.months} rounds of {options.runners}, {wrong} wrong", flush=True)
    return wrong


def _start(registry: Any, work: Callable[[Any], None]) -> int:
    """Fork a child that does some work; its process id."""
    from odoo import sql_db

    sql_db.close_all()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        within(registry, work)
        code = 0
    except BaseException as error:  # noqa: BLE001 - the child must not return
        print(f"runner: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(code)


def history(registry: Any, options: argparse.Namespace) -> int:
    """Random work, rates, runs, kills, cancellations and credit notes."""
    seed = options.seed or int(time.time())
    print(f"seed {seed}", flush=True)
    chance = random.Random(seed)
    within(registry, lambda env: world.build(env, 1))
    within(registry, lambda env: world.bill(env, 0))
    number = 0
    for step in range(options.months):
        action = chance.choice(
            ["work", "late", "rate", "run", "kill", "cancel", "credit"]
        )
        salt = chance.randrange(1 << 30)
        # late work comes with the next month
        if action in ("run", "kill", "late"):
            number += 1
        point = chance.randrange(1, 400) if action in ("kill", "cancel") else 0

        def act(action=action, salt=salt, number=number, point=point) -> None:
            if point:
                arm(point)
            within(registry, lambda env: ACTIONS[action](env, number, salt))

        in_child(registry, act)
        code = in_child(registry, lambda n=number: _resume(registry, n))
        findings = within(registry, lambda env, n=number: world.audit(env, n))
        if code or findings:
            print(f"step {step} {action}: exit {code}", *findings, sep="\n  ")
            return 1
    print(f"{options.months} steps, 0 wrong", flush=True)
    return 0


def _log_work(env: Any, number: int, salt: int) -> None:
    """Work of the coming month."""
    chance = random.Random(salt)
    contract = chance.choice(list(world.contracts_of(env)))
    employee = contract.assignment_ids[0].employee_id
    world.add_work(env, contract, employee, number + 1, number + 2)


def _log_late(env: Any, number: int, salt: int) -> None:
    """Work of a month that is billed."""
    chance = random.Random(salt)
    contract = chance.choice(list(world.contracts_of(env)))
    employee = contract.assignment_ids[0].employee_id
    past = chance.randrange(number)
    world.add_work(env, contract, employee, past, past + 1)


def _change_rate(env: Any, number: int, salt: int) -> None:
    chance = random.Random(salt)
    contract = chance.choice(list(world.contracts_of(env)))
    contract.line_ids[0].price_unit = chance.randrange(10, 40)


def _credit(env: Any, number: int, salt: int) -> None:
    """A credit note of everything on some posted invoice."""
    chance = random.Random(salt)
    contract = chance.choice(list(world.contracts_of(env)))
    live = contract.statement_ids.filtered(lambda s: s.move_id.state == "posted")
    live = live.filtered(lambda s: s.state == "invoiced")
    if live:
        chance.choice(list(live)).move_id._reverse_moves(cancel=True)


ACTIONS = {
    "work": _log_work,
    "late": _log_late,
    "rate": _change_rate,
    "run": lambda env, number, salt: world.bill(env, number),
    "kill": lambda env, number, salt: world.bill(env, number),
    "cancel": lambda env, number, salt: world.cancel_last(env),
    "credit": _credit,
}


def main() -> int:
    """Run one kind of fault; the exit code tells whether anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["kill", "runners", "history"])
    parser.add_argument("--database", required=True)
    parser.add_argument("--addons", required=True)
    parser.add_argument("--data-dir", default="/tmp/bpo-faults")
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--every", type=int, default=10, help="kill at each n-th event")
    parser.add_argument("--offset", type=int, default=1, help="the first event killed")
    parser.add_argument("--cancel", type=int, default=0, help="kill cancellations too")
    parser.add_argument("--runners", type=int, default=8)
    parser.add_argument("--seed", type=int)
    options = parser.parse_args()
    registry = load(options)
    return 1 if globals()[options.kind](registry, options) else 0


if __name__ == "__main__":
    sys.exit(main())
