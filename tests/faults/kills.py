"""SIGKILL at the statements of everything that moves money or work."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import world
from audit import audit
from processes import KILLED, count_events, in_child, within

Work = Callable[[Any, int], Any]
ROWS = 12


@dataclass(frozen=True)
class Scenario:
    """Something that is killed, and what an operator does then.

    :param prepare: makes ready for one more try; committed
    :param work: is killed at one of its statements
    :param resume: repeats it
    :param check: what is wrong afterwards
    :param months: how many months one try takes
    :param stride: kill at each of so many events, times what is asked for
    """

    prepare: Work
    work: Work
    resume: Work
    check: Work = audit
    months: int = 1
    stride: int = 1


def kill(registry: Any, name: str, every: int, offset: int, number: int):
    """Kill a scenario at each ``every``-th event.

    :param number: the month to go on with
    :return: the figures as a sentence, how many were wrong, and the next month
    """
    scenario = SCENARIOS[name]
    events = _count(registry, scenario, number)
    number += scenario.months
    killed = wrong = 0
    for point in range(offset, events + 1, every * scenario.stride):
        within(registry, lambda env, n=number: scenario.prepare(env, n))
        code = in_child(registry, lambda env, n=number: scenario.work(env, n), point)
        killed += code == KILLED
        code = in_child(registry, lambda env, n=number: scenario.resume(env, n))
        findings = within(registry, lambda env, n=number: scenario.check(env, n))
        if code or findings:
            wrong += 1
            print(f"{name} killed at {point} of {events}: exit {code}")
            print(*findings[:9], sep="\n  ", flush=True)
        number += scenario.months
    return f"{name}: {killed} kill points of {events} events", wrong, number


def _count(registry: Any, scenario: Scenario, number: int) -> int:
    within(registry, lambda env: scenario.prepare(env, number))
    events = count_events(registry, lambda env: scenario.work(env, number))
    within(registry, lambda env: scenario.resume(env, number))
    return events


def _nothing(_env: Any, _number: int) -> None:
    """Nothing to make ready."""


def _work(env: Any, number: int) -> None:
    """Work of the month."""
    for contract in world.contracts_of(env):
        world.add_work(env, contract, number, number + 1)
        world.add_items(env, contract, number, number + 1)
        world.add_milestones(env, contract, number, number + 1)


def _billed(env: Any, number: int) -> None:
    _work(env, number)
    world.bill(env, number)


def _cancel(env: Any, _number: int) -> None:
    """Take back a month with time, a fee and a milestone."""
    world.last_statement(world.contracts_of(env)[2]).action_cancel()


def _invoice(contract: Any) -> Any:
    """The newest invoice of a contract, whatever became of it."""
    moves = contract.statement_ids.sorted("id").move_id
    return moves.filtered(lambda move: move.move_type == "out_invoice")[-1:]


def _credit(env: Any, _number: int) -> None:
    """Credit a month with time, items and a service level."""
    world.credit(env, _invoice(world.contracts_of(env)[1]))


def _credit_again(env: Any, number: int) -> None:
    _credit(env, number)
    world.resume(env, number)


def _credit_part(env: Any, _number: int) -> None:
    """Credit half of the time of a month."""
    world.credit_part(env, _invoice(world.contracts_of(env)[0]))


def _credit_part_again(env: Any, number: int) -> None:
    """The freed work is late, and billed with the next month."""
    _credit_part(env, number)
    _work(env, number + 1)
    world.resume(env, number + 1)


def _make_import(env: Any, number: int, kind: str) -> None:
    """A file of twelve rows of the month, stored and committed."""
    contract = world.contracts_of(env)[1]
    start = datetime.combine(world.month(number)[0], time(13))
    rows = []
    for place in range(ROWS):
        begin = start + timedelta(days=place)
        end = begin + timedelta(minutes=50 + place)
        if kind == "timesheet":
            rows.append(f"Agent,Desk,{begin},{end},{number}-{place}")
        else:
            rows.append(f"{number}-{place},Cases,{begin},{end},{end},{place + 1}")
    header = {
        "timesheet": "agent,service,start,stop,case",
        "work_item": "case,service,received,delivered,accepted,quantity",
    }[kind]
    text = "\n".join((header, *rows))
    env["bpo.import"].create(
        {
            "kind": kind,
            "contract_id": contract.id,
            "file": base64.b64encode(text.encode()),
            "filename": f"{kind}-{number}.csv",
        }
    )
    env.cr.commit()


def _last_import(env: Any) -> Any:
    return env["bpo.import"].search([], limit=1, order="id DESC")


def _import(env: Any, _number: int) -> None:
    """Check and import, as a user does; what is imported already stays."""
    record = _last_import(env)
    if record.state != "done":
        record.action_check()
        env.cr.commit()
    record.action_import()


def _undo(env: Any, _number: int) -> None:
    _last_import(env).action_undo()


def _imported(env: Any, number: int, kind: str) -> None:
    _make_import(env, number, kind)
    _last_import(env).action_import()


def _check_import(env: Any, _number: int) -> list[str]:
    """All rows once, and only those of files that were imported."""
    env.cr.execute(
        """
        SELECT f.filename, f.state, f.imported_count, count(e.id) + count(i.id)
          FROM bpo_import f
          LEFT JOIN account_analytic_line e ON e.bpo_import_id = f.id
          LEFT JOIN bpo_work_item i ON i.bpo_import_id = f.id
         GROUP BY f.id
        HAVING count(e.id) + count(i.id)
               <> CASE f.state WHEN 'done' THEN %(rows)s ELSE 0 END
            OR f.imported_count <> CASE f.state WHEN 'done' THEN %(rows)s ELSE 0 END
            OR f.state NOT IN ('done', 'undone')
        """,
        {"rows": ROWS},
    )
    wrong = [f"import {row}" for row in env.cr.fetchall()]
    env.cr.execute(
        "SELECT bpo_import_key FROM account_analytic_line"
        " WHERE bpo_import_key IS NOT NULL GROUP BY 1 HAVING count(*) > 1"
    )
    return wrong + [f"imported twice: {row}" for row in env.cr.fetchall()]


def bill_imports(registry: Any, number: int) -> list[str]:
    """Approve what was imported and bill it; what is wrong then."""

    def approve(env: Any) -> None:
        entries = env["account.analytic.line"].search([("bpo_import_id", "!=", False)])
        entries.action_bpo_approve()
        world.resume(env, number)

    within(registry, approve)
    return within(registry, lambda env: audit(env, number))


def _time(work: Work) -> Work:
    return lambda env, number: work(env, number, "timesheet")


def _items(work: Work) -> Work:
    return lambda env, number: work(env, number, "work_item")


SCENARIOS = {
    "run": Scenario(_work, world.bill, world.resume),
    "steps": Scenario(_work, world.bill_in_steps, world.resume, stride=3),
    "cancel": Scenario(_billed, _cancel, world.resume, stride=3),
    "credit": Scenario(_billed, _credit, _credit_again),
    "credit part": Scenario(
        _billed,
        _credit_part,
        _credit_part_again,
        lambda env, number: audit(env, number + 1),
        months=2,
        stride=3,
    ),
    "import time": Scenario(_time(_make_import), _import, _import, _check_import),
    "import items": Scenario(_items(_make_import), _import, _import, _check_import),
    "undo time": Scenario(_time(_imported), _undo, _undo, _check_import, stride=3),
    "undo items": Scenario(_items(_imported), _undo, _undo, _check_import, stride=3),
}
