"""Rights that end: nothing of the old client on the next request, on any worker.

Two worker processes serve. The change is made by a call to one of them; the other one
has cached the contact's rules and must forget them before its next answer.
"""

from __future__ import annotations

import re
import xmlrpc.client

import pytest
import requests

LOGIN = "a_mover"
PASSWORD = LOGIN.ljust(8, "x")
REQUESTS = 4


class Contact:
    """A contact of client A in a browser and over the external API.

    :param service: the service with its two workers
    :param records: ids of what is client A's
    """

    def __init__(self, service, records: dict) -> None:
        self.service, self.records = service, records
        self.session = service.session(LOGIN, PASSWORD)
        self.rpc = service.rpc(LOGIN, PASSWORD)

    def pages(self) -> dict[str, str]:
        """Return path -> a word that is client A's where the page shows it."""
        ids = self.records
        return {
            "/my/bpo": "ClientA",
            f"/my/contracts/{ids['contract_id']}": "ClientA",
            f"/my/work-orders/{ids['task_id']}": "ClientA",
            f"/my/sla/{ids['result_id']}": "ClientA",
            f"/my/statements/{ids['statement_id']}": "ClientA",
        }

    def seen(self) -> set[str]:
        """Return the pages and models that still show something of client A.

        Each request has a connection of its own, so that both workers are asked.
        """
        found = set()
        for number in range(REQUESTS):
            for path, word in self.pages().items():
                answer = self.session.get(
                    self.service.url + path,
                    headers={"Connection": "close"},
                    allow_redirects=False,
                )
                if answer.status_code == 200 and word in answer.text:
                    found.add(path)
            if number % 2 == 0:
                found |= self._seen_by_rpc()
        return found

    def _seen_by_rpc(self) -> set[str]:
        """Return the models of which the external API hands out records of A."""
        found = set()
        for model, name in (
            ("bpo.contract", "contract_id"),
            ("bpo.statement", "statement_id"),
            ("project.task", "task_id"),
        ):
            try:
                if self.rpc.call(model, "search", [[["id", "=", self.records[name]]]]):
                    found.add(model)
            except xmlrpc.client.Fault:
                continue
        return found


@pytest.fixture(scope="module")
def workers(room):
    """The service with two workers."""
    room.stop()
    room.start("--workers=2")
    yield room
    room.stop()
    room.start()


@pytest.fixture
def contact(workers, look):
    """The contact, who sees everything of client A to begin with."""
    contact = Contact(workers, look("rules")["records"])
    expected = {*contact.pages(), "bpo.contract", "bpo.statement", "project.task"}
    assert contact.seen() == expected
    return contact


@pytest.fixture
def staff(workers):
    """The external API of the administrator."""
    return workers.rpc()


def partner_of(staff) -> int:
    """Return the contact's id."""
    domain = [["login", "=", LOGIN]]
    [user] = staff.call(
        "res.users",
        "search_read",
        [domain, ["partner_id"]],
        context={"active_test": False},
    )
    return user["partner_id"][0]


def company_of(staff, letter: str) -> int:
    """Return the id of a client company."""
    domain = [["name", "=", f"Client{letter}"], ["is_company", "=", True]]
    return staff.call("res.partner", "search", [domain])[0]


def test_two_workers_answer(contact):
    """These tests mean something only where two processes have the rules cached."""
    text = contact.service.odoo.log.read_text(encoding="utf-8", errors="replace")
    processes = set(re.findall(r"^\S+ \S+ (\d+) INFO .* werkzeug: ", text, re.M))
    assert len(processes) >= 2, processes


def test_a_contact_who_moves_sees_the_old_client_no_more(contact, staff):
    """And sees it again after moving back."""
    partner = partner_of(staff)
    staff.call(
        "res.partner", "write", [[partner], {"parent_id": company_of(staff, "B")}]
    )
    assert contact.seen() == set()
    staff.call(
        "res.partner", "write", [[partner], {"parent_id": company_of(staff, "A")}]
    )
    assert "bpo.contract" in contact.seen()


def test_a_company_that_becomes_a_branch_takes_all_along(contact, staff):
    """Contracts and contacts go to the new head office together: nothing is lost."""
    company = company_of(staff, "A")
    head = {"name": "Head office", "is_company": True}
    office = staff.call("res.partner", "create", [head])
    branch = {"is_company": False, "parent_id": office}
    staff.call("res.partner", "write", [[company], branch])
    assert "bpo.contract" in contact.seen()
    again = {"is_company": True, "parent_id": False}
    staff.call("res.partner", "write", [[company], again])
    assert "bpo.contract" in contact.seen()


def test_a_role_that_is_taken_away_closes_the_statements(contact, staff):
    """A viewer sees no money."""
    partner = partner_of(staff)
    role = {"bpo_portal_admin": False, "bpo_portal_role": "viewer"}
    staff.call("res.partner", "write", [[partner], role])
    seen = contact.seen()
    assert "bpo.contract" in seen
    assert not {name for name in seen if "statement" in name}
    staff.call("res.partner", "write", [[partner], {"bpo_portal_admin": True}])


def test_a_changed_password_ends_sessions(contact, staff):
    """Who knew the old password is out."""
    domain = [["login", "=", LOGIN]]
    user = staff.call("res.users", "search", [domain])
    staff.call("res.users", "write", [user, {"password": "another-password"}])
    assert contact.seen() == set()
    staff.call("res.users", "write", [user, {"password": PASSWORD}])


def test_a_revoked_access_ends_at_once(contact, staff):
    """The native way to take portal access away."""
    partner = partner_of(staff)
    wizard = staff.call(
        "portal.wizard", "create", [{"partner_ids": [(6, 0, [partner])]}]
    )
    [line] = staff.call("portal.wizard.user", "search", [[["wizard_id", "=", wizard]]])
    staff.call("portal.wizard.user", "action_revoke_access", [[line]])
    assert contact.seen() == set()
    login = requests.get(
        f"{contact.service.url}/my/bpo",
        cookies=contact.session.cookies.get_dict(),
        allow_redirects=False,
        timeout=60,
    )
    assert login.status_code == 303


class TestEnds:
    """What ends the contact for good; these come last and start from a new one."""

    @pytest.fixture(autouse=True)
    def restored(self, workers):
        """Give the contact back what the test before took away."""
        workers.shell(
            "users = env['res.users'].with_context(active_test=False)\n"
            f"user = users.search([('login', '=', '{LOGIN}')])\n"
            "user.active = True\n"
            "user.partner_id.active = True\n"
            "user.group_ids = env.ref('base.group_portal')\n"
            f"user.password = '{PASSWORD}'\n"
            "user.partner_id.bpo_portal_admin = True\n"
            "env.cr.commit()\n"
            "env.registry.signal_changes()"
        )

    def test_an_archived_account_is_out(self, contact, staff):
        """Archiving the user ends its sessions and its calls."""
        domain = [["login", "=", LOGIN]]
        user = staff.call("res.users", "search", [domain])
        staff.call("res.users", "write", [user, {"active": False}])
        assert contact.seen() == set()

    def test_a_contact_merged_into_another_company_is_the_others(self, contact, staff):
        """Merging rewrites contacts below the ORM."""
        twin = {"name": "Twin", "parent_id": company_of(staff, "B")}
        twin["email"] = "a_mover@client.example"
        target = staff.call("res.partner", "create", [twin])
        ids = [partner_of(staff), target]
        wizard = staff.call(
            "base.partner.merge.automatic.wizard",
            "create",
            [{"partner_ids": [(6, 0, ids)], "dst_partner_id": target}],
        )
        staff.call("base.partner.merge.automatic.wizard", "action_merge", [[wizard]])
        assert partner_of(staff) == target
        assert contact.seen() == set()
