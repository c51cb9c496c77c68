"""One contact, two contracts of the same company, two roles."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import PortalCase


@tagged("post_install", "-at_install")
class TestRolesByContract(PortalCase):
    """The approver of A is a mere viewer of A's second contract, or sees only it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        world = cls.world["A"]
        cls.second = cls.builder.create_contract("A", world["client"])
        time_line, unit_line = cls.second.line_ids
        cls.other = {
            "contract": cls.second,
            "time_line": time_line,
            "unit_line": unit_line,
        }
        cls.builder.env["bpo.assignment"].create(
            {
                "employee_id": cls.employee.id,
                "contract_id": cls.second.id,
                "date_start": "2026-01-01",
            }
        )
        cls.other["waiting"] = cls.builder.create_entries(
            "A", cls.other, world["waiting"][0].date, 2
        )
        cls.other["task"] = cls.env["project.task"].create(
            {
                "name": "ClientA second order",
                "project_id": cls.second.project_id.id,
                "bpo_contract_line_id": unit_line.id,
                "user_ids": False,
            }
        )
        cls.approver = world["users"]["approver"]
        cls.finance = world["users"]["finance"]

    def _give(self, user, contract, role):
        return self.env["bpo.portal.role"].create(
            {
                "partner_id": user.partner_id.id,
                "contract_id": contract.id,
                "role": role,
            }
        )

    def _found(self, user, model, domain=()):
        return self.env[model].with_user(user).search(list(domain))

    def test_own_role_counts_where_none_is_given(self):
        rights = self.approver.partner_id._bpo_portal_rights
        self.assertIn("approve", rights(self.second))
        self._give(self.approver, self.second, "viewer")
        self.assertNotIn("approve", rights(self.second))
        self.assertIn("approve", rights(self.world["A"]["contract"]))
        self.assertIn("approve", rights())

    def test_decisions_follow_the_contract(self):
        self._give(self.approver, self.second, "viewer")
        Line = self.env["account.analytic.line"].with_user(self.approver)
        with self.assertRaises(UserError):
            Line._bpo_portal_decide(True, self.other["waiting"].ids)
        decided = Line._bpo_portal_decide(True, None, last_id=10**9)
        self.assertEqual(decided, self.world["A"]["waiting"])
        self._login("A", "approver")
        path = f"/my/work-orders/{self.other['task'].id}"
        self.assertEqual(self._get(path).status_code, 200)
        for action in ("accept", "reject"):
            self.assertEqual(self._post(f"{path}/{action}").status_code, 403)
        form = self._get("/my/work-orders/new").text
        self.assertIn(self.world["A"]["contract"].name, form)
        self.assertNotIn(self.second.name, form)

    def test_a_role_may_open_more_than_the_own_one(self):
        viewer = self.world["A"]["users"]["viewer"]
        self._give(viewer, self.world["A"]["contract"], "finance")
        statement = self.world["A"]["statement"]
        self.assertIn(statement, self._found(viewer, "bpo.statement"))
        self.assertIn(statement.move_id, self._found(viewer, "account.move"))
        self._login("A", "viewer")
        self.assertEqual(self._get(f"/my/statements/{statement.id}").status_code, 200)

    def test_money_of_one_contract_is_closed(self):
        statement = self.world["A"]["statement"]
        self._give(self.finance, self.world["A"]["contract"], "approver")
        self.assertFalse(self._found(self.finance, "bpo.statement"))
        self.assertFalse(self._found(self.finance, "bpo.statement.line"))
        self.assertNotIn(statement.move_id, self._found(self.finance, "account.move"))
        with self.assertRaises(AccessError):
            statement.move_id.line_ids.with_user(self.finance).read(["name"])
        self._login("A", "finance")
        self.assertEqual(self._get(f"/my/statements/{statement.id}").status_code, 403)
        # Money of the second contract is still the contact's to see.
        self.assertEqual(self._get("/my/statements").status_code, 200)

    def test_restricted_contacts_see_nothing_else(self):
        self._give(self.approver, self.second, "viewer")
        self.approver.partner_id.bpo_portal_restricted = True
        first = self.world["A"]
        self.assertEqual(self._found(self.approver, "bpo.contract"), self.second)
        models = {
            "bpo.contract.line": first["contract"].line_ids,
            "bpo.work.item": first["items"],
            "bpo.sla": first["sla"],
            "bpo.sla.result": first["result"],
            "project.task": first["task"],
        }
        for model, records in models.items():
            with self.subTest(model=model):
                self.assertFalse(self._found(self.approver, model) & records)
                with self.assertRaises(AccessError):
                    records.with_user(self.approver).read(["display_name"])
        self._login("A", "approver")
        for path in (
            f"/my/contracts/{first['contract'].id}",
            f"/my/work-orders/{first['task'].id}",
            f"/my/sla/{first['result'].id}",
        ):
            self.assertEqual(self._get(path).status_code, 403)
        for path in ("/my/bpo", "/my/bpo/month", "/my/contracts", "/my/approvals"):
            page = self._get(path)
            self.assertEqual(page.status_code, 200)
            self.assertNotIn(first["contract"].name, page.text)

    def test_administrator_gives_roles_on_the_page(self):
        self._login("A", "admin")
        person = self.approver.partner_id
        path = f"/my/bpo/people/{person.id}"
        self.assertIn(self.second.name, self._get(path).text)
        self._post(
            f"{path}/contracts",
            {"restricted": "1", f"contract_{self.second.id}": "finance"},
        )
        self.assertTrue(person.bpo_portal_restricted)
        self.assertEqual(person.bpo_portal_role_ids.contract_id, self.second)
        self.assertEqual(person.bpo_portal_role_ids.role, "finance")
        self._post(f"{path}/contracts", {f"contract_{self.second.id}": ""})
        self.assertFalse(person.bpo_portal_restricted or person.bpo_portal_role_ids)

    def test_roles_stay_within_the_company(self):
        partners = self.env["res.partner"].with_user(self.world["A"]["users"]["admin"])
        stranger = self.world["B"]["users"]["viewer"].partner_id
        foreign = self.world["B"]["contract"]
        with self.assertRaises(UserError):
            partners._bpo_portal_set_contract_roles(stranger.id, False, {})
        with self.assertRaises(UserError):
            partners._bpo_portal_set_contract_roles(
                self.approver.partner_id.id, False, {foreign.id: "viewer"}
            )
        with self.assertRaises(ValidationError):
            self._give(self.approver, foreign, "viewer")

    def test_nobody_gives_roles_to_oneself(self):
        admin = self.world["A"]["users"]["admin"]
        partners = self.env["res.partner"].with_user(admin)
        with self.assertRaises(UserError):
            partners._bpo_portal_set_contract_roles(admin.partner_id.id, False, {})
        with self.assertRaises(AccessError):
            self.env["bpo.portal.role"].with_user(admin).search([])
