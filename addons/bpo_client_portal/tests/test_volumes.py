"""Deliveries are accepted or sent back by service and week."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PortalCase


@tagged("post_install", "-at_install")
class TestVolumes(PortalCase):
    """Each client has one delivered item of ten units, from the week of 7 September."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Billing has closed the week; what was measured in it is open again here.
        for world in cls.world.values():
            world["result"].sudo()._bpo_reopen()
            world["item"] = world["items"].filtered(
                lambda item: item.state == "delivered"
            )
        cls.items = cls.env["bpo.work.item"].with_user(
            cls.world["A"]["users"]["approver"]
        )

    def test_one_row_per_service_and_week(self):
        rows = self.items._bpo_portal_volumes()
        self.assertEqual(len(rows), 1)
        self.assertEqual(str(rows[0]["week"]), "2026-09-07")
        self.assertEqual((rows[0]["count"], rows[0]["quantity"]), (1, 10.0))

    def test_accepted_on_the_page(self):
        self._login("A", "approver")
        page = self._get("/my/approvals").text
        self.assertIn("Deliveries to accept", page)
        key = self.items._bpo_portal_volumes()[0]["key"]
        self._post("/my/approvals/volumes", {"decision": "accept", "volumes": key})
        self.assertEqual(self.world["A"]["item"].state, "accepted")
        self.assertEqual(self.world["B"]["item"].state, "delivered")

    def test_sent_back_with_comment_only(self):
        key = self.items._bpo_portal_volumes()[0]["key"]
        with self.assertRaises(UserError):
            self.items._bpo_portal_decide_volumes([key], False)
        self.items._bpo_portal_decide_volumes([key], False, "Wrong year")
        self.assertEqual(self.world["A"]["item"].state, "rejected")
        messages = self.world["A"]["task"]._bpo_portal_messages()
        self.assertIn("Wrong year", str(messages[-1]["body"]))

    def test_strange_keys_decide_nothing(self):
        foreign = self.world["B"]["unit_line"].id
        for key in ("", "x:y:z", f"{foreign}:2026-09-07:999999999", "1:2026-99-99:1"):
            with self.subTest(key=key), self.assertRaises(UserError):
                self.items._bpo_portal_decide_volumes([key], True)
