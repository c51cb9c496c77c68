"""Milestones that the client accepts or sends back, and the contract's page."""

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PortalCase


@tagged("post_install", "-at_install")
class TestMilestones(PortalCase):
    """One reached milestone per client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for letter, world in cls.world.items():
            line = cls.env["bpo.contract.line"].create(
                {
                    "contract_id": world["contract"].id,
                    "name": f"Client{letter} project",
                    "pricing_model": "milestone",
                    "product_id": cls.product_a.id,
                    "price_unit": 5000.0,
                    "requires_client_approval": True,
                }
            )
            world["milestone"] = cls.env["bpo.milestone"].create(
                {"name": f"Client{letter} concept", "contract_line_id": line.id}
            )
            world["milestone"].action_reach()

    def _decide(self, letter, role, decision, **data):
        self._login("A", role)
        path = f"/my/approvals/milestones/{self.world[letter]['milestone'].id}"
        return self._post(path, {"decision": decision, **data})

    def test_approver_accepts(self):
        self._login("A", "approver")
        page = self._get("/my/approvals").text
        self.assertIn("ClientA concept", page)
        self.assertNotIn("ClientB concept", page)
        self.assertEqual(self._decide("A", "approver", "accept").status_code, 200)
        milestone = self.world["A"]["milestone"]
        self.assertEqual(milestone.state, "accepted")
        self.assertTrue(milestone.billable_on)

    def test_approver_sends_back_with_reason(self):
        milestone = self.world["A"]["milestone"]
        self._decide("A", "approver", "reject")
        self.assertEqual(milestone.state, "reached")
        self._decide("A", "approver", "reject", reason="Chapter 3 is missing")
        self.assertEqual(milestone.state, "planned")
        self.assertFalse(milestone.reached_on)
        activities = self.world["A"]["contract"].activity_ids
        self.assertIn("Chapter 3 is missing", "".join(activities.mapped("note")))
        page = self._get(f"/my/contracts/{self.world['A']['contract'].id}").text
        self.assertIn("Chapter 3 is missing", page)

    def test_others_decide_nothing(self):
        for role in ("viewer", "finance"):
            self.assertEqual(self._decide("A", role, "accept").status_code, 403)
        self._decide("B", "admin", "accept")
        self.assertEqual(self.world["B"]["milestone"].state, "reached")
        self.assertEqual(self.world["A"]["milestone"].state, "reached")
        approver = self.world["A"]["users"]["approver"]
        milestones = self.env["bpo.milestone"].with_user(approver)
        with self.assertRaises(UserError):
            milestones._bpo_portal_decide(self.world["B"]["milestone"].id, True)

    def test_contract_page_shows_versions_and_people(self):
        contract = self.world["A"]["contract"]
        amendment = self.env["bpo.contract.amendment"].create(
            {
                "contract_id": contract.id,
                "date_effective": "2027-01-01",
                "reason": "Yearly review",
                "change_ids": [
                    (
                        0,
                        0,
                        {
                            "line_id": self.world["A"]["time_line"].id,
                            "term": "price_unit",
                            "new_value": 43.0,
                        },
                    )
                ],
            }
        )
        self._login("A", "viewer")
        path = f"/my/contracts/{contract.id}"
        self.assertNotIn("Yearly review", self._get(path).text)
        amendment.action_approve()
        page = self._get(path).text
        for text in (amendment.name, "Yearly review", "43.00", "ClientA approver"):
            self.assertIn(text, page)

    def test_agreed_reports_are_shown_to_those_they_are_for(self):
        contract = self.world["A"]["contract"]
        self._login("A", "finance")
        path = f"/my/contracts/{contract.id}"
        page = self._get(path).text
        self.assertNotIn("What you saved", page)
        self.assertNotIn("Where the work was done", page)
        contract.write({"bpo_portal_savings": True, "bpo_portal_locations": True})
        page = self._get(path).text
        self.assertIn("What you saved", page)
        self.assertIn("Where the work was done", page)
        self._login("A", "viewer")
        self.assertNotIn("What you saved", self._get(path).text)

    def test_signed_agreement_is_handed_out_to_the_own_client(self):
        contract = self.world["A"]["contract"]
        contract.write(
            {
                "dpa_state": "signed",
                "bpo_dpa_file": base64.b64encode(b"%PDF-1.7 agreed"),
                "bpo_dpa_filename": "agreement.pdf",
            }
        )
        self._login("A", "viewer")
        path = f"/my/contracts/{contract.id}"
        self.assertIn("agreement.pdf", self._get(path).text)
        response = self._post(f"{path}/agreement")
        self.assertEqual(response.content, b"%PDF-1.7 agreed")
        self.assertIn("attachment", response.headers["Content-Disposition"])
        foreign = self.world["B"]["contract"].id
        response = self._post(f"/my/contracts/{foreign}/agreement")
        self.assertEqual(response.status_code, 403)
        with self.assertRaises(AccessError):
            contract.with_user(self.world["A"]["users"]["admin"]).read(["bpo_dpa_file"])
