"""Random histories: work, approvals, rates, runs, kills, corrections, moves."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import world
from audit import audit, find_strangers
from processes import in_child, within


def tell(registry: Any, steps: int, seed: int, number: int):
    """Do random things; after each an operator repeats what is unfinished.

    :return: the figures as a sentence, and how many steps were wrong
    """
    chance = random.Random(seed)
    done: Counter[str] = Counter()
    names = list(ACTIONS)
    for step in range(steps):
        name = chance.choice(names)
        salt = chance.randrange(1 << 30)
        # What is late now is billed with the next month.
        number += 1
        point = chance.randrange(1, 400) if chance.random() < 0.3 else 0
        done[name] += 1
        action = ACTIONS[name]

        def act(env: Any, n=number, action=action, salt=salt) -> None:
            action(env, n, random.Random(salt))

        in_child(registry, act, point)
        code = in_child(registry, lambda env, n=number: world.resume(env, n))
        findings = within(registry, lambda env, n=number: check(env, n))
        if code or findings:
            print(f"seed {seed}, step {step}, {name} killed at {point}: exit {code}")
            print(*findings[:9], sep="\n  ", flush=True)
            return f"history with seed {seed}, {step + 1} steps", 1
    told = ", ".join(f"{count} {name}" for name, count in sorted(done.items()))
    return f"history with seed {seed}, {steps} steps ({told})", 0


def check(env: Any, number: int) -> list[str]:
    """The audit, and what clients' contacts see."""
    return audit(env, number) + find_strangers(env)


def _log(env: Any, number: int, chance: random.Random, approve=True) -> None:
    """Work of this month or of one that is billed."""
    contract = chance.choice(list(world.contracts_of(env)))
    of = chance.choice([number, chance.randrange(number)])
    world.add_work(env, contract, of, of + 1, approve)
    if of == number:
        world.add_items(env, contract, of, of + 1, f"H{chance.random()}-")
    world.add_milestones(env, contract, of, of + 1)


def _log_only(env: Any, number: int, chance: random.Random) -> None:
    _log(env, number, chance, approve=False)


def _approve(env: Any, _number: int, _chance: random.Random) -> None:
    """Whatever waits, of whatever month."""
    env["account.analytic.line"].search(
        [("bpo_contract_id", "!=", False), ("bpo_state", "=", "draft")]
    ).action_bpo_approve()


def _reopen(env: Any, _number: int, chance: random.Random) -> None:
    """An approved entry; refused if it is billed."""
    from odoo.exceptions import UserError

    entries = env["account.analytic.line"].search([("bpo_state", "=", "approved")])
    if entries:
        try:
            chance.choice(list(entries)).action_bpo_reopen()
        except UserError:
            env.cr.rollback()


def _change_rate(env: Any, _number: int, chance: random.Random) -> None:
    contract = chance.choice(list(world.contracts_of(env)))
    contract.line_ids[0].price_unit = chance.randrange(10, 40)


def _pick_statement(env: Any, chance: random.Random) -> Any:
    """A live statement with a posted invoice and no credit note."""
    contract = chance.choice(list(world.contracts_of(env)))
    live = contract.statement_ids.filtered(
        lambda each: (
            each.state == "invoiced"
            and each.move_id.state == "posted"
            and each.move_id.move_type == "out_invoice"
            and not each.move_id.reversal_move_ids
        )
    )
    return chance.choice(list(live)) if live else live


def _cancel(env: Any, _number: int, chance: random.Random) -> None:
    _pick_statement(env, chance).action_cancel()


def _credit(env: Any, _number: int, chance: random.Random) -> None:
    statement = _pick_statement(env, chance)
    if statement:
        world.credit(env, statement.move_id)


def _credit_part(env: Any, _number: int, chance: random.Random) -> None:
    statement = _pick_statement(env, chance)
    if statement:
        world.credit_part(env, statement.move_id)


def _dispute(env: Any, _number: int, chance: random.Random) -> None:
    """A client's dispute, and its end."""
    statement = _pick_statement(env, chance)
    statement.action_dispute("Too much")
    env.cr.commit()
    if chance.random() < 0.8:
        statement.action_resolve()


def _move_contact(env: Any, _number: int, chance: random.Random) -> None:
    """A contact changes sides: from one client to another."""
    user = env["res.users"].search([("login", "=like", "fault_contact_%")])
    partner = chance.choice(list(user)).partner_id
    clients = world.contracts_of(env).partner_id - partner.parent_id
    partner.parent_id = chance.choice(list(clients))


def _bill(env: Any, number: int, _chance: random.Random) -> None:
    world.bill(env, number)


def _bill_in_steps(env: Any, number: int, _chance: random.Random) -> None:
    world.bill_in_steps(env, number)


ACTIONS = {
    "log": _log,
    "log unapproved": _log_only,
    "approve": _approve,
    "reopen": _reopen,
    "rate": _change_rate,
    "run": _bill,
    "run in steps": _bill_in_steps,
    "cancel": _cancel,
    "credit": _credit,
    "credit part": _credit_part,
    "dispute": _dispute,
    "move contact": _move_contact,
}
