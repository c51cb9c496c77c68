"""Several at once: billings of one month, and changes of what is being billed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import world
from audit import audit
from processes import finish, start, within


def run_at_once(registry: Any, rounds: int, runners: int, number: int):
    """Each month billed by several processes, while a lead takes approvals back.

    :return: the figures as a sentence, and how many rounds were wrong
    """
    wrong = 0
    within(registry, lambda env: _add_months(env, number, rounds))
    for month in range(number, number + rounds):
        works = [world.bill] * runners + [reopen_some]
        pids = [
            start(lambda work=work, n=month: within(registry, lambda e: work(e, n)))
            for work in works
        ]
        codes = [finish(pid) for pid in pids]
        findings = within(registry, lambda env, n=month: audit(env, n))
        if any(codes) or findings:
            wrong += 1
            print(f"round {month - number}: exits {codes}")
            print(*findings[:9], sep="\n  ", flush=True)
    return f"{rounds} rounds of {runners} runners and a lead who reopens time", wrong


def _add_months(env: Any, number: int, count: int) -> None:
    for contract in world.contracts_of(env):
        world.add_work(env, contract, number, number + count)
        world.add_items(env, contract, number, number + count)
        world.add_milestones(env, contract, number, number + count)


def reopen_some(env: Any, number: int) -> None:
    """A lead reopens the first entries of the month, while it is billed.

    Refused where it is billed already; a conflict with the billing is retried, as the
    server does for users.
    """
    from odoo.exceptions import UserError
    from odoo.service.model import retrying

    for contract in world.contracts_of(env):
        entry = _entries(env, contract, number)[:1]
        try:
            retrying(entry.action_bpo_reopen, env)
        except UserError:
            env.cr.rollback()


def change_meanwhile(registry: Any, number: int):
    """Each change of a source after billing has read it and before it locks.

    The order is forced: the billing's snapshot is older than the change.

    :return: the figures as a sentence, how many were wrong, and the next month
    """
    from odoo import SUPERUSER_ID, api

    wrong = 0
    for name, change in CHANGES.items():
        within(registry, lambda env, n=number: _add_months(env, n, 1))
        with registry.cursor() as cr:
            run = world.make_run(api.Environment(cr, SUPERUSER_ID, {}), number)
            cr.execute("SELECT count(*) FROM bpo_contract")
            within(registry, lambda env, n=number, c=change: _change(env, n, c))
            run.action_bill()
            cr.commit()
        within(registry, lambda env, n=number: world.resume(env, n + 1))
        findings = within(registry, lambda env, n=number: audit(env, n + 1))
        if findings:
            wrong += 1
            print(name, *findings[:9], sep="\n  ", flush=True)
        number += 2
    return f"{len(CHANGES)} kinds of change between reading and billing", wrong, number


def _change(env: Any, number: int, change: Callable[[Any], Any]) -> None:
    for contract in world.contracts_of(env):
        change(_sources(env, contract, number))


def _entries(env: Any, contract: Any, number: int) -> Any:
    begin, end = world.month(number)
    return env["account.analytic.line"].search(
        [
            ("bpo_contract_id", "=", contract.id),
            ("date", ">=", begin),
            ("date", "<=", end),
        ],
        order="date, id",
    )


def _sources(env: Any, contract: Any, number: int) -> dict[str, Any]:
    """The contract and what it has to bill in a month."""
    begin, end = world.month(number)
    span = [("contract_id", "=", contract.id)]
    return {
        "contract": contract,
        "time": _entries(env, contract, number),
        "items": env["bpo.work.item"].search(
            [*span, ("accepted_at", ">=", begin), ("accepted_at", "<=", end)]
        ),
        "milestones": env["bpo.milestone"].search(
            [*span, ("billable_on", ">=", begin), ("billable_on", "<=", end)]
        ),
    }


def _drop_time(sources: dict[str, Any]) -> None:
    sources["time"][:2].action_bpo_reopen()
    sources["time"][:2].unlink()


def _correct_time(sources: dict[str, Any]) -> None:
    entry = sources["time"][:1]
    entry.action_bpo_reopen()
    entry.unit_amount = 7
    entry.action_bpo_approve()


def _reset_milestones(sources: dict[str, Any]) -> None:
    sources["milestones"].write({"state": "planned", "accepted_on": False})


def _log_time(sources: dict[str, Any]) -> None:
    sources["time"][:1].copy({"unit_amount": 2}).action_bpo_approve()


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "time reopened": lambda found: found["time"][:2].action_bpo_reopen(),
    "time rejected": lambda found: found["time"][:2].action_bpo_reject("No"),
    "time deleted": _drop_time,
    "time corrected": _correct_time,
    "time logged": _log_time,
    "items corrected": lambda found: found["items"].write({"accepted_quantity": 1}),
    "items rejected": lambda found: found["items"].write({"state": "rejected"}),
    "items deleted": lambda found: found["items"].unlink(),
    "milestone reset": _reset_milestones,
    "milestone deleted": lambda found: found["milestones"].unlink(),
    "price changed": lambda found: found["contract"].line_ids.write({"price_unit": 33}),
}
