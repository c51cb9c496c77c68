"""Installs, uses and uninstalls the add-ons one by one, in one process of Odoo.

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

    def run(self) -> dict[str, Any]:
        """Install one after the other, use them, uninstall them in turn, go on.

        :return: what each left behind, and Odoo's own books before and after
        """
        before = []
        for name in STEPS:
            before.append(self.snapshot())
            self.press("button_immediate_install", name)
        with self.opened() as env:
            build(env)
            books = facts(env, NATIVE)
        rests = {}
        for name, wanted in zip(reversed(STEPS), reversed(before), strict=True):
            self.press("button_immediate_uninstall", name)
            rests[name] = different(self.snapshot(), wanted)
        self.press("button_immediate_install", STEPS[-1])
        with self.opened() as env:
            kept = facts(env, NATIVE)
        return {"rests": rests, "before": books, "after": kept}


def run(env: Any) -> None:
    """Print what was found."""
    env["ir.module.module"].update_list()
    env.cr.commit()
    print(RESULT + json.dumps(Life(env.cr.dbname).run()), flush=True)
