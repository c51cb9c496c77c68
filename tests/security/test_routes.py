"""Our pages: who may open them, and that opening one changes nothing."""

from __future__ import annotations

import re

import pytest

# A stranger who opens these is sent to the page of the work order or to the list.
NATIVE = ("/my/projects/<int:project_id>", "/my/tasks/<int:task_id>")
# Pages that need to be told what to show.
QUERIES = {"/my/sla/report.xlsx": "?month=2026-09"}
ARGUMENT = re.compile(r"<int:(\w+)>")
WRITING = re.compile(r"query:\s*\"?\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)")


@pytest.fixture(scope="module")
def found(look) -> dict:
    """What the suite adds to Odoo."""
    return look("rules")


@pytest.fixture(scope="module")
def ours(found) -> list[dict]:
    """The routes that are ours alone."""
    return [route for route in found["routes"] if not route["path"].startswith(NATIVE)]


@pytest.fixture(scope="module")
def logged(room):
    """The service, telling every SQL statement in its log."""
    room.stop()
    room.start("--log-handler=odoo.sql_db:DEBUG")
    yield room
    room.stop()
    room.start()


def visited(service, session, path: str, post: bool = False):
    """Open a path; return the answer and which tables were written meanwhile."""
    log = service.odoo.log
    start = log.stat().st_size
    method = session.post if post else session.get
    answer = method(service.url + path, allow_redirects=False)
    with log.open(encoding="utf-8", errors="replace") as file:
        file.seek(start)
        written = {match[2] for match in WRITING.finditer(file.read())}
    return answer, written


def address(route: dict, records: dict) -> str:
    """Fill a route's arguments in."""
    path = ARGUMENT.sub(lambda match: str(records.get(match[1], 1)), route["path"])
    return path + QUERIES.get(path, "")


def test_no_route_is_for_the_public(ours):
    """Every route of ours asks for a login and says which methods it takes."""
    assert len(ours) >= 30
    for route in ours:
        assert route["auth"] == "user", route
        assert route["methods"] in (["GET"], ["POST"]), route
        assert route["type"] == "http", route


def test_forms_need_their_token(ours):
    """No route switches the check of the token off."""
    assert all(route["csrf"] for route in ours)


def test_opening_a_page_writes_nothing(found, ours, logged, record_property):
    """Every page that is opened with GET, by a contact or a team lead."""
    contact = logged.session("a_admin", "a_admin".ljust(8, "x"))
    lead = logged.session("security_lead")
    for session in (contact, lead):
        session.get(f"{logged.url}/my/bpo")
    count = 0
    for route in ours:
        if route["methods"] == ["GET"]:
            session = lead if route["path"].startswith("/bpo/") else contact
            path = address(route, found["records"])
            if path.endswith(".pdf"):
                # The first print of all compiles Odoo's style sheets.
                session.get(logged.url + path)
            answer, written = visited(logged, session, path)
            assert answer.status_code == 200, (path, answer.status_code)
            assert not written, (path, written)
            count += 1
    record_property(
        "figure", f"routes: {len(ours)}, {count} of them GET, none of these writes"
    )


def test_a_form_without_token_is_refused(found, ours, logged):
    """Every POST without the token of the session, as another site would send it."""
    session = logged.session("a_admin", "a_admin".ljust(8, "x"))
    for route in ours:
        if route["methods"] == ["POST"]:
            path = address(route, found["records"])
            answer, written = visited(logged, session, path, post=True)
            assert answer.status_code == 400, (path, answer.status_code)
            assert not written, (path, written)


def test_pages_need_a_login(found, ours, room):
    """Whoever is not logged in is sent to the login page."""
    import requests

    for route in ours:
        if route["methods"] == ["GET"]:
            path = address(route, found["records"])
            answer = requests.get(room.url + path, allow_redirects=False, timeout=60)
            assert answer.status_code == 303, path
            assert "/web/login" in answer.headers["Location"], path


def test_the_log_would_show_a_write(logged):
    """Mutation check: something that does write is noticed."""
    start = logged.odoo.log.stat().st_size
    logged.session("a_viewer", "a_viewer".ljust(8, "x"))
    with logged.odoo.log.open(encoding="utf-8", errors="replace") as file:
        file.seek(start)
        assert WRITING.search(file.read()), "a login is noted in the database"
