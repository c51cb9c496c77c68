"""Who may see and change what."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .sla_common import SlaCase


@tagged("post_install", "-at_install")
class TestSlaAccess(SlaCase):
    """Allowed and refused for every group."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item = cls._create_item(delivered="2026-03-04 10:00")
        cls.result = cls.contract._bpo_sla_results(
            cls.contract.date_start, cls.item.delivered_at.date()
        )

    def _can(self, user, record, operation):
        return record.with_user(user).has_access(operation)

    def test_work_items(self):
        for user, rights in (
            (self.lead, "111"),
            (self.billing, "100"),
            (self.manager, "111"),
        ):
            found = [
                self._can(user, self.item, operation)
                for operation in ("read", "write", "create")
            ]
            self.assertEqual(found, [digit == "1" for digit in rights], user.login)

    def test_agents_without_assignment_see_no_items(self):
        if self.env["ir.module.module"].search_count(
            [("name", "=", "bpo_timesheets"), ("state", "=", "installed")]
        ):
            self.skipTest("assignments decide")
        self.assertFalse(self.env["bpo.work.item"].with_user(self.agent).search([]))

    def test_only_managers_change_promises(self):
        self.sla.with_user(self.manager).target_percent = 90
        for user in (self.lead, self.billing):
            self.assertTrue(self._can(user, self.sla, "read"))
            with self.assertRaises(AccessError):
                self.sla.with_user(user).target_percent = 80
        with self.assertRaises(AccessError):
            self.sla.with_user(self.agent).read(["name"])

    def test_results_are_read_by_leads_and_billing(self):
        self.assertTrue(self._can(self.lead, self.result, "read"))
        self.assertTrue(self._can(self.billing, self.result, "read"))
        self.assertFalse(self._can(self.billing, self.result, "write"))
        self.assertFalse(self._can(self.agent, self.result, "read"))

    def test_share_users_read_listed_fields_of_their_own_only(self):
        own = self._create_portal_user("a_viewer", self.client_a)
        other = self._create_portal_user("b_viewer", self.client_b)
        models = {
            "bpo.work.item": self.item,
            "bpo.sla": self.sla,
            "bpo.sla.result": self.result,
        }
        for model, record in models.items():
            portal = self.env["ir.model.access"].create(
                {
                    "name": model,
                    "model_id": self.env["ir.model"]._get_id(model),
                    "group_id": self.env.ref("base.group_portal").id,
                    "perm_read": True,
                }
            )
            self.assertIn(record, record.with_user(own).search([], order="id"), model)
            self.assertFalse(record.with_user(other).search([], order="id"), model)
            with self.assertRaises(AccessError):
                record.with_user(own).read(["company_id"])
            portal.unlink()

    def test_items_of_another_company_are_invisible(self):
        company = self.env["res.company"].create({"name": "Other provider"})
        stranger = self._create_user_of(company)
        self.assertFalse(self.env["bpo.work.item"].with_user(stranger).search([]))

    def _create_user_of(self, company):
        user = self.lead.copy({"login": "stranger"})
        user.write({"company_ids": [(6, 0, company.ids)], "company_id": company.id})
        return user
