"""One service for all browser tests of the portal, and a browser to look with."""

from __future__ import annotations

import pytest

from support import routes

from . import world


@pytest.fixture(scope="session")
def service(serve):
    """A service with the clients of ``world``."""
    made = serve("portal")
    made.shell("from tests.portal import world\nworld.seed(env)")
    made.stop()
    made.start()
    return made


@pytest.fixture(scope="session")
def found(service) -> dict:
    """Records of the client looked at and the pages there are."""
    return routes.found_by(service, f"Client{world.LOOKED_AT}")


@pytest.fixture(scope="session")
def pages(found) -> list[str]:
    """The address of every page of the portal, for the client looked at."""
    return routes.pages(found)


@pytest.fixture(scope="session")
def looking(service):
    """A browser of the administrator of the client looked at."""
    login = f"{world.LOOKED_AT.lower()}_admin"
    with service.page(login, login.ljust(8, "x")) as page:
        yield page
