"""Who of a client sees and decides what."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ROLES, PortalCase

# Page -> roles that may open it.
PAGES = {
    "/my/bpo": set(ROLES),
    "/my/contracts": set(ROLES),
    "/my/work-orders": set(ROLES),
    "/my/work-orders/new": {"approver", "admin"},
    "/my/work-orders/import": {"approver", "admin"},
    "/my/work-orders/import/template.xlsx": {"approver", "admin"},
    "/my/bpo/month": set(ROLES),
    "/my/bpo/settings": set(ROLES),
    "/my/sla": set(ROLES),
    "/my/approvals": set(ROLES),
    "/my/statements": {"finance", "admin"},
    "/my/bpo/people": {"admin"},
}
# Decision -> roles that may take it.
DECISIONS = {
    "/my/approvals": {"approver", "admin"},
    "/my/work-orders/new": {"approver", "admin"},
    "/my/work-orders/%(task)s/accept": {"approver", "admin"},
    "/my/work-orders/%(task)s/reject": {"approver", "admin"},
    "/my/work-orders/%(task)s/message": set(ROLES),
    "/my/statements/%(statement)s/dispute": {"finance", "admin"},
    "/my/bpo/people/%(person)s": {"admin"},
    "/my/bpo/people/invite": {"admin"},
    "/my/bpo/people/%(person)s/contracts": {"admin"},
    "/my/bpo/settings": set(ROLES),
    "/my/work-orders/import": {"approver", "admin"},
    "/my/approvals/volumes": {"approver", "admin"},
    "/my/approvals/milestones/1": {"approver", "admin"},
}


@tagged("post_install", "-at_install")
class TestRoles(PortalCase):
    """Every role against every page and every decision."""

    def test_pages_by_role(self):
        for role in ROLES:
            self._login("A", role)
            for path, allowed in PAGES.items():
                with self.subTest(role=role, path=path):
                    expected = 200 if role in allowed else 403
                    self.assertEqual(self._get(path).status_code, expected)

    def test_decisions_by_role(self):
        world = self.world["A"]
        values = {
            "task": world["task"].id,
            "statement": world["statement"].id,
            "person": world["users"]["viewer"].partner_id.id,
        }
        for role in ROLES:
            self._login("A", role)
            for path, allowed in DECISIONS.items():
                with self.subTest(role=role, path=path):
                    response = self._post(path % values, {"decision": "approve"})
                    expected = 200 if role in allowed else 403
                    self.assertEqual(response.status_code, expected)

    def test_decisions_on_foreign_records_are_refused(self):
        world = self.world["B"]
        self._login("A", "admin")
        for path in (
            f"/my/work-orders/{world['task'].id}/accept",
            f"/my/work-orders/{world['task'].id}/message",
            f"/my/statements/{world['statement'].id}/dispute",
        ):
            response = self._post(path, {"body": "x", "comment": "x"})
            self.assertEqual(response.status_code, 403)
        self._post("/my/approvals", self._decide(world["waiting"].ids))
        self.assertEqual(set(world["waiting"].mapped("bpo_client_state")), {"pending"})
        person = world["users"]["viewer"].partner_id
        self._post(f"/my/bpo/people/{person.id}", {"role": "admin"})
        self.assertFalse(person.bpo_portal_admin)

    def _decide(self, ids):
        return {"decision": "approve", "line_ids": ids}

    def test_decisions_need_post_and_token(self):
        world = self.world["A"]
        self._login("A", "admin")
        accept = f"/my/work-orders/{world['task'].id}/accept"
        self.assertEqual(self._get(accept).status_code, 405)
        response = self._post(accept, {"x": "1"}, with_token=False)
        self.assertEqual(response.status_code, 400)
        self.assertIn("delivered", world["items"].mapped("state"))

    def test_statements_of_viewers_are_closed_to_rpc_too(self):
        statement = self.world["A"]["statement"]
        viewer = self.world["A"]["users"]["viewer"]
        finance = self.world["A"]["users"]["finance"]
        Statement = self.env["bpo.statement"]
        self.assertFalse(Statement.with_user(viewer).search([]))
        found = Statement.with_user(finance).search([])
        self.assertIn(statement, found)
        self.assertEqual(found.sudo().client_id, self.world["A"]["client"])
        with self.assertRaises(AccessError):
            statement.with_user(viewer).read(["name"])

    def test_invoices_of_statements_follow_the_role(self):
        move = self.world["A"]["statement"].move_id
        users = self.world["A"]["users"]
        Move = self.env["account.move"]
        self.assertIn(move, Move.with_user(users["finance"]).search([]))
        self.assertNotIn(move, Move.with_user(users["viewer"]).search([]))
        with self.assertRaises(AccessError):
            move.line_ids.with_user(users["viewer"]).read(["name"])

    def test_role_change_counts_at_once(self):
        viewer = self.world["A"]["users"]["viewer"]
        Statement = self.env["bpo.statement"].with_user(viewer)
        self.assertFalse(Statement.search([]))
        viewer.partner_id.bpo_portal_role = "finance"
        self.assertTrue(Statement.search([]))

    def test_contact_without_role_reads_and_decides_nothing(self):
        user = self.world["A"]["users"]["viewer"]
        user.partner_id.bpo_portal_role = False
        self._login("A", "viewer")
        self.assertEqual(self._get("/my/statements").status_code, 200)
        self.assertEqual(self._get("/my/work-orders/new").status_code, 403)
        response = self._post("/my/approvals", {"decision": "approve"})
        self.assertEqual(response.status_code, 403)

    def test_role_is_not_the_contacts_own_to_write(self):
        viewer = self.world["A"]["users"]["viewer"]
        with self.assertRaises(AccessError):
            viewer.partner_id.with_user(viewer).write({"bpo_portal_admin": True})
