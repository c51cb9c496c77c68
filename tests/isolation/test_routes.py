"""Pages, files and messages over HTTP: contacts of A ask for what is B's."""

from __future__ import annotations

import json

import pytest

from .world import ROLES

# What a browser may be shown when it asks for a stranger's record.
REFUSED = {303, 400, 403, 404, 405}
WHERE = """
import json
from tests.isolation import world
made = world.find(env)
print("WORLD " + json.dumps([made.records, made.users, made.marks]))
"""


COUNT = {
    "jsonrpc": "2.0",
    "method": "call",
    "params": {
        "model": "bpo.contract",
        "method": "search_count",
        "args": [[["name", "!=", False], ["reference", "=", "ClientA agreement"]]],
        "kwargs": {},
    },
}
USER = """
users = env["res.users"].with_context(active_test=False)
user = users.search([("login", "=", "a_viewer")])
"""


def world_of(service) -> dict:
    """Return the ids and marks of both clients."""
    line = next(
        row for row in service.shell(WHERE).splitlines() if row.startswith("WORLD ")
    )
    records, users, marks = json.loads(line.removeprefix("WORLD "))
    return {"records": records, "users": users, "marks": marks}


@pytest.fixture(scope="module")
def served(serve):
    """A service with two workers and clients A and B."""
    service = serve("isolation_http")
    service.shell("from tests.isolation import world\nworld.seed(env)")
    service.stop()
    service.start("--workers=2")
    return service, world_of(service)


def addresses(records: dict) -> list[str]:
    """Return every address that names a record, ours and Odoo's own."""
    found = []
    for model, patterns in PATTERNS.items():
        for record_id in records[model]:
            found += [pattern.format(id=record_id, model=model) for pattern in patterns]
    return found


ANY = (
    "/web/content/{model}/{id}/file",
    "/web/content/{model}/{id}/datas?filename_field=name",
    "/web/image/{model}/{id}/image_128",
    "/json/1/{model}/{id}",
    "/odoo/{model}/{id}",
    "/mail/view?model={model}&res_id={id}",
)
PATTERNS = {
    "bpo.contract": ("/my/contracts/{id}", *ANY),
    "project.task": (
        "/my/work-orders/{id}",
        "/my/work-orders/new?copy={id}",
        "/my/tasks/{id}",
        *ANY,
    ),
    "project.project": ("/my/projects/{id}", "/my/projects/{id}/project_sharing", *ANY),
    "bpo.sla.result": ("/my/sla/{id}", *ANY),
    "bpo.statement": (
        "/my/statements/{id}",
        "/my/statements/{id}.xlsx",
        "/my/statements/{id}.pdf",
        "/report/html/bpo_billing.report_bpo_statement/{id}",
        "/report/pdf/bpo_billing.report_bpo_statement/{id}",
        *ANY,
    ),
    "account.move": (
        "/my/invoices/{id}",
        "/my/invoices/{id}?report_type=pdf",
        "/report/html/account.report_invoice/{id}",
        *ANY,
    ),
    "bpo.work.file": ANY,
    "bpo.dispute": ANY,
    "bpo.work.item": ANY,
    "ir.attachment": ("/web/content/{id}", "/web/content/{id}?download=1", *ANY),
    "res.partner": ("/web/image/res.partner/{id}/avatar_128?filename_field=email",),
}


def leaks_of(answer, marks) -> list[str]:
    """Return the marks of the other client in an answer, body or headers."""
    text = answer.content.decode("utf-8", "replace") + str(dict(answer.headers))
    return [mark for mark in marks if mark in text]


def test_no_address_shows_another_client(served, record_property):
    """Every address of client B, asked for by every role of client A."""
    service, world = served
    count, leaks = 0, []
    for role in ROLES:
        login = f"a_{role}"
        session = service.session(login, login.ljust(8, "x"))
        for path in addresses(world["records"]["B"]):
            answer = session.get(service.url + path, allow_redirects=False)
            count += 1
            found = leaks_of(answer, world["marks"]["B"])
            if found or answer.status_code >= 500:
                leaks.append(f"{role} {path}: {answer.status_code} {found}")
    record_property(
        "figure", f"isolation over HTTP: {count} requests, {len(leaks)} leaks"
    )
    assert not leaks, "\n".join(leaks[:40])


def test_message_routes_show_nothing_of_another_client(served):
    """Chatter routes of every model with messages."""
    service, world = served
    session = service.session("a_admin", "a_admin".ljust(8, "x"))
    for model in ("project.task", "bpo.contract", "bpo.statement", "account.move"):
        for record_id in world["records"]["B"].get(model, []):
            for route, parameters in chatter_calls(model, record_id):
                body = {"jsonrpc": "2.0", "method": "call", "params": parameters}
                answer = session.post(service.url + route, json=body)
                assert not leaks_of(answer, world["marks"]["B"]), (route, model)


def chatter_calls(model: str, record_id: int) -> list[tuple[str, dict]]:
    """Return the calls a curious contact would make on a thread."""
    thread = {"thread_model": model, "thread_id": record_id}
    post = {"body": "x", "message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
    return [
        ("/mail/thread/messages", {**thread, "fetch_params": {"limit": 30}}),
        ("/mail/chatter_fetch", {**thread, "fetch_params": {"limit": 30}}),
        ("/mail/message/post", {**thread, "post_data": post}),
        ("/mail/data", {"fetch_params": [["mail.thread", thread]]}),
    ]


def rpc_count(service, login: str, model: str) -> int:
    """Return how many records of a model a user finds by the external API."""
    return service.rpc(login, login.ljust(8, "x")).call(model, "search_count", [[]])


@pytest.fixture
def contact(served):
    """A viewer of client A and what is A's; a function runs code as the provider."""
    service, world = served
    session = service.session("a_viewer", "a_viewer")
    path = f"/my/contracts/{world['records']['A']['bpo.contract'][0]}"

    def statuses():
        # Several, so that both workers are asked; by page and by the rules alone.
        seen = set()
        for _try in range(8):
            page = session.get(service.url + path, allow_redirects=False)
            seen.add(page.status_code)
            answer = session.post(f"{service.url}/web/dataset/call_kw", json=COUNT)
            if answer.json().get("result", 0) and page.status_code != 200:
                seen.add("rules still open")
        return seen

    def run(code: str):
        # As a request would: commit, then tell the other processes.
        tell = "env.cr.commit()\nenv.registry.signal_changes()"
        service.shell(f"{USER}\n{code}\n{tell}")

    return statuses, run


def test_rights_end_with_the_next_request_on_both_workers(contact):
    """Moved, moved back, merged, archived: nothing of the old client is readable."""
    statuses, run = contact
    assert statuses() == {200}
    company = "env['res.partner'].search([('name', '=', '{}'), ('is_company', '=', 1)])"
    own, other = company.format("ClientA"), company.format("ClientB")
    run(f"user.partner_id.parent_id = {other}")
    assert statuses() <= REFUSED
    run(f"user.partner_id.parent_id = {own}")
    assert statuses() == {200}
    run("user.active = False")
    assert statuses() <= REFUSED
    run("user.active = True")
    run(
        "copy = env['res.partner'].create({'name': 'Twin', 'parent_id': "
        f"{other}.id, 'email': 'twin@b.example'}})\n"
        "env['base.partner.merge.automatic.wizard']._merge("
        "(user.partner_id | copy).ids, copy)"
    )
    assert statuses() <= REFUSED


def test_external_api_of_a_contact_counts_own_records_only(served):
    """XML-RPC as client A: as many records as are A's, and no more."""
    service, world = served
    # Periods without a charge are shown as such, without an invoice.
    for model in ("bpo.contract", "bpo.work.item", "project.task", "bpo.statement"):
        found = rpc_count(service, "a_admin", model)
        assert found == len(world["records"]["A"][model]), model
