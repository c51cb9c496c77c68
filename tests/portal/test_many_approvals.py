"""Approving with two thousand entries waiting."""

from __future__ import annotations

import re
import time

import pytest

from support.request_log import queries

from .world import BUSY, MANY

PATH = "/my/approvals"
PAGE = 200
MAX_QUERIES = 30
# To approve takes a few more, but as many for all as for a few.
MAX_QUERIES_TO_APPROVE = 120
SECONDS = 30
TOKEN = re.compile(r'csrf_token: "([^"]+)"')
BOX = re.compile(r'name="line_ids"\s+value="(\d+)"|value="(\d+)"[^>]*name="line_ids"')
LAST = re.compile(r'name="last_id"\s+value="(\d+)"')


@pytest.fixture(scope="module")
def session(service):
    """The administrator of the client with much to approve."""
    login = f"{BUSY.lower()}_admin"
    made = service.session(login, login.ljust(8, "x"))
    made.get(service.url + PATH)
    return made


@pytest.fixture
def waiting(service):
    """A function that counts what waits, in the database."""
    count = (
        "SELECT count(*) FROM account_analytic_line line "
        "JOIN bpo_contract contract ON contract.id = line.bpo_contract_id "
        "JOIN res_partner client ON client.id = contract.client_id "
        f"WHERE client.name = 'Client{BUSY}' AND line.bpo_client_state = 'pending'"
    )
    return lambda: int(service.query(count)[0])


def approve_all(service, session, search: str = "") -> tuple[str, float]:
    """Press the button below the list; return the page that follows and its time."""
    page = session.get(service.url + PATH, params={"search": search}).text
    fields = {
        "csrf_token": TOKEN.search(page)[1],
        "decision": "approve",
        "scope": "all",
        "search": search,
        "last_id": LAST.search(page)[1],
    }
    started = time.monotonic()
    answer = session.post(service.url + PATH, data=fields)
    assert answer.status_code == 200
    return answer.text, time.monotonic() - started


def test_the_list_shows_a_page_of_them(service, session, waiting):
    """Two hundred at a time, all counted, with few queries."""
    assert waiting() == MANY
    page = session.get(service.url + PATH).text
    assert len(BOX.findall(page)) == PAGE
    assert str(MANY) in page
    assert queries(service, PATH) <= MAX_QUERIES


def test_a_search_approves_what_it_finds(service, session, waiting, record_property):
    """All of the filter and none beside it; then everything, with one click."""
    _page, filtered = approve_all(service, session, "typing")
    asked = queries(service, PATH, "POST")
    assert waiting() == MANY // 2 + 2
    page, whole = approve_all(service, session)
    assert waiting() == 0
    assert not BOX.search(page)
    record_property(
        "figure",
        f"approvals: {MANY} entries, approved by search in {filtered:.1f} s, "
        f"the rest in {whole:.1f} s, {asked} queries",
    )
    assert max(asked, queries(service, PATH, "POST")) <= MAX_QUERIES_TO_APPROVE
    assert max(filtered, whole) <= SECONDS
