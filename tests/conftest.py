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
# Folders whose files share a service or a database.
TOGETHER = ("faults", "isolation", "load", "portal", "security")
# What takes longest starts first, so that no process waits for another at the end.
LONGEST = (
    "packaging/test_life_of_addons.py",
    "security",
    "portal",
    "faults",
    "packaging/test_odoo_lint.py",
    "charts/test_charts.py",
    "isolation",
    "packaging/test_upgrade.py",
    "load",
    "end_to_end/test_backup.py",
)
# Empty unless several processes share the tests.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def group_of(nodeid: str) -> str:
    """Return what a test stays together with: its folder or its file."""
    file = nodeid.split("::")[0].removeprefix("tests/")
    folder = file.split("/")[0]
    return folder if folder in TOGETHER else file


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the longest to the front; the others keep their order."""
    places = {group: place for place, group in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(group_of(item.nodeid), len(LONGEST)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give each process whole groups."""
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    return ByGroup(config, log)


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
