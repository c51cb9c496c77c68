"""Fixtures of the tests that need a running Odoo with the add-ons installed.

They use the environment that ``./bpo test`` has built; started by hand, pytest builds
it itself. Each service has its own database, copied from one with the add-ons and
without demo data.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.environment import Environment, set_up
from cli.paths import Paths
from cli.progress import Progress
from cli.templates import Templates
from support.service import Service

ROOT = Path(__file__).resolve().parents[1]
# Their files share a service or a database.
TOGETHER = ("faults", "isolation", "load", "portal", "security")
# Empty unless several processes share the tests.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups after us
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what shares a service in one process, and each other file as a whole."""
    for item in items:
        file = item.path.relative_to(ROOT / "tests")
        group = file.parts[0] if file.parts[0] in TOGETHER else str(file)
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def environment() -> Iterator[Environment]:
    """The command line's environment, with its scratch database server running."""
    built = set_up(Paths(ROOT), Progress(), with_browser=True)
    with built.scratch.running():
        yield built


@pytest.fixture(scope="session")
def serve(environment):
    """A function that starts a service of its own: ``serve("name")``.

    For tests that kill, restart or fill it; it ends with the session.
    """
    templates = Templates(environment, Progress())
    services: list[Service] = []

    def start(name: str) -> Service:
        service = Service.copied_from(templates, f"bpo_{name}{WORKER}")
        services.append(service)
        service.start()
        return service

    yield start
    for service in services:
        service.remove()


@pytest.fixture(scope="session")
def bpo(serve) -> Service:
    """The service that most tests share; they keep to records of their own."""
    return serve("shared")
