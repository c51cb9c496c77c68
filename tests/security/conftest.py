"""The service of the security tests, with two clients and a user per role."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest


@pytest.fixture(scope="session")
def room(serve):
    """A service with the world of these tests in its database."""
    service = serve("security")
    service.shell("from tests.security import world\nworld.seed(env)")
    return service


@pytest.fixture(scope="session")
def look(room) -> Callable[[str], object]:
    """A function that runs one of our runners in Odoo's shell: ``look("routes")``.

    It returns what the runner's ``run`` has printed.
    """
    found: dict[str, object] = {}

    def run(name: str):
        if name not in found:
            module = f"tests.security.{name}_runner"
            text = room.shell(f"from {module} import run\nrun(env)")
            mark = f"{name.upper()} "
            line = next(row for row in text.splitlines() if row.startswith(mark))
            found[name] = json.loads(line.removeprefix(mark))
        return found[name]

    return run
