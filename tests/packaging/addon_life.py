"""Installs and uninstalls the add-ons one by one, in one process of Odoo.

Runs in Odoo's shell and prints, as JSON, what each of them left behind.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from .addon_snapshot import different, take
from .addon_world import NATIVE, build, facts

RESULT = "LIFE "
# Each with those of ours that install themselves beside it.
STEPS = ("bpo_contracts", "bpo_timesheets", "bpo_billing", "bpo_client_portal")


class Life:
    """One database through its add-ons' lives.

    :param database: with what our add-ons need, and none of them
    """

    def __init__(self, database: str) -> None:
        self.database = database

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """Give an environment of the database as it is now, and commit."""
        with Registry(self.database).cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def snapshot(self) -> set[str]:
        """Return what the database holds beside its data."""
        with self.opened() as env:

            def query(text: str) -> list[str]:
                env.cr.execute(text)
                return [str(name) for (name,) in env.cr.fetchall()]

            return take(query)

    def press(self, button: str, name: str) -> None:
        """Press one of the buttons of an add-on."""
        with self.opened() as env:
            modules = env["ir.module.module"]
            getattr(modules.search([("name", "=", name)]), button)()

    def step_by_step(self) -> dict[str, list[str]]:
        """Install one after the other, uninstall them in turn; return the rests."""
        before = []
        for name in STEPS:
            before.append(self.snapshot())
            self.press("button_immediate_install", name)
        rests = {}
        for name, wanted in zip(reversed(STEPS), reversed(before), strict=True):
            self.press("button_immediate_uninstall", name)
            rests[name] = different(self.snapshot(), wanted)
        return rests

    def with_data(self) -> dict[str, Any]:
        """Install all again, use them, uninstall all at once; return rest and facts."""
        wanted = self.snapshot()
        self.press("button_immediate_install", STEPS[-1])
        with self.opened() as env:
            build(env)
            native = facts(env, NATIVE)
        self.press("button_immediate_uninstall", STEPS[0])
        with self.opened() as env:
            kept = facts(env, NATIVE)
        rest = different(self.snapshot(), wanted)
        return {"rest": rest, "before": native, "after": kept}


def run(env: Any) -> None:
    """Print what was found."""
    env["ir.module.module"].update_list()
    env.cr.commit()
    life = Life(env.cr.dbname)
    found = {"rests": life.step_by_step(), "data": life.with_data()}
    print(RESULT + json.dumps(found), flush=True)
