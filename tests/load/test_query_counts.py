"""A page asks as little of the database for 10,000 records as for 10."""

from __future__ import annotations

import json
import time

import pytest

from support import routes
from support.request_log import queries

from .growing import CLIENTS, MANY

MAX_QUERIES = 30
# Far above what a page takes, far below what reading everything would.
MAX_SECONDS = 10


@pytest.fixture(scope="module")
def service(serve):
    """A service with the clients of ``growing``."""
    made = serve("growing")
    made.shell("from tests.load import growing\ngrowing.seed(env)")
    made.stop()
    made.start()
    return made


def visits(service, letter: str) -> dict[str, tuple[int, float]]:
    """Return queries and seconds of the second visit to each page of a client."""
    found = routes.found_by(service, f"Client{letter}")
    login = f"{letter.lower()}_admin"
    session = service.session(login, login.ljust(8, "x"))
    seen = {}
    for pattern, path in zip(routes.patterns(found), routes.pages(found), strict=True):
        for _visit in range(2):
            started = time.monotonic()
            answer = session.get(service.url + path, allow_redirects=False)
            assert answer.status_code == 200, path
        seen[pattern] = (queries(service, path), time.monotonic() - started)
    return seen


def test_no_page_costs_more_for_many_than_for_few(service, record_property):
    """All pages, of a client with some and of one with thousands of everything."""
    few, many = (visits(service, letter) for letter in CLIENTS)
    counts = {path: (few[path][0], many[path][0]) for path in few}
    slowest = max(seconds for _count, seconds in many.values())
    most = max(count for count, _seconds in many.values())
    record_property(
        "figure",
        f"queries: {len(counts)} pages, at most {most}, slowest "
        f"{slowest * 1000:.0f} ms with {MANY} records of each kind",
    )
    assert few.keys() == many.keys()
    told = json.dumps(counts, indent=1)
    assert all(large <= small for small, large in counts.values()), told
    assert most <= MAX_QUERIES, told
    assert slowest <= MAX_SECONDS
