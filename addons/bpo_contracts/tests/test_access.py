"""Who may do what: one allowed and one refused action per group."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ContractCase

MONEY = ("price_unit", "summary", "rate_ids", "tier_ids", "surcharge_ids")


@tagged("post_install", "-at_install")
class TestAccess(ContractCase):
    """Groups, clients and companies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract()
        cls.other = cls._create_contract(partner_id=cls.client_b.id)
        (cls.contract | cls.other).action_activate()
        cls.portal_a = cls._create_portal_user("portal_a", cls.client_a)
        cls._grant_portal()

    @classmethod
    def _grant_portal(cls):
        """Give portal users the read right that the portal addon brings."""
        for model in ("bpo.contract", "bpo.contract.line"):
            cls.env["ir.model.access"].create(
                {
                    "name": f"{model} portal",
                    "model_id": cls.env["ir.model"]._get_id(model),
                    "group_id": cls.env.ref("base.group_portal").id,
                    "perm_read": True,
                }
            )

    def test_manager_writes(self):
        contract = self.contract.with_user(self.manager)
        contract.reference = "PO 77"
        contract.line_ids.price_unit = 25
        self.assertEqual(self.contract.line_ids.price_unit, 25)

    def test_manager_makes_and_activates_contracts(self):
        vals = {
            "partner_id": self.client_a.id,
            "line_ids": [(0, 0, self._prepare_line())],
        }
        contract = self.env["bpo.contract"].with_user(self.manager).create(vals)
        contract.action_activate()
        self.assertEqual(contract.user_id, self.manager)

    def test_billing_and_lead_read_prices(self):
        for user in (self.billing, self.lead):
            self.assertEqual(self.contract.line_ids.with_user(user).price_unit, 20)

    def test_billing_and_lead_do_not_write(self):
        for user in (self.billing, self.lead):
            contract = self.contract.with_user(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                contract.reference = "X"
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                contract.action_close("2026-01-01", "X")

    def test_other_employees_see_nothing(self):
        user = new_test_user(self.env, "clerk", "base.group_user")
        with self.assertRaises(AccessError):
            self.contract.with_user(user).read(["name"])

    def test_agent_has_no_prices(self):
        lines = self.env["bpo.contract.line"].with_user(self.agent)
        for name in MONEY:
            with self.subTest(field=name):
                self.assertFalse(lines._has_field_access(lines._fields[name], "read"))

    def test_agent_without_assignment_sees_no_contract(self):
        if "bpo.assignment" in self.env:
            self.skipTest("assignments decide")
        self.assertFalse(self.env["bpo.contract"].with_user(self.agent).search([]))

    def test_lead_sees_work_orders_of_all_clients(self):
        order = self.env["project.task"].create(
            {"name": "Batch", "project_id": self.contract.project_id.id}
        )
        order.with_user(self.lead).bpo_quantity = 5
        self.assertEqual(order.bpo_quantity, 5)

    def test_client_sees_its_own_contract_only(self):
        found = self.env["bpo.contract"].with_user(self.portal_a).search([], order="id")
        self.assertEqual(found, self.contract)
        with self.assertRaises(AccessError):
            self.other.with_user(self.portal_a).read(["display_name"])

    def test_client_reads_listed_fields_only(self):
        contract = self.contract.with_user(self.portal_a)
        listed = contract._bpo_portal_readable_fields()
        self.assertTrue(contract.display_name)
        self.assertEqual(set(contract.fields_get()) - listed, set())
        for name in ("user_id", "note", "message_ids", "access_token", "client_id"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                contract.read([name])

    def test_client_cannot_ask_about_hidden_fields(self):
        contracts = self.env["bpo.contract"].with_user(self.portal_a)
        with self.assertRaises(AccessError):
            contracts.search([("note", "ilike", "a")])
        with self.assertRaises(AccessError):
            contracts.search([], order="user_id")
        with self.assertRaises(AccessError):
            contracts._read_group([], ["user_id"])

    def test_client_writes_nothing(self):
        contract = self.contract.with_user(self.portal_a)
        self.assertFalse(contract._has_field_access(contract._fields["name"], "write"))

    def test_companies_do_not_mix(self):
        company = self.env["res.company"].create({"name": "Sister"})
        user = new_test_user(
            self.env,
            "sister",
            "bpo_contracts.bpo_contracts_group_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        contracts = self.env["bpo.contract"].with_user(user)
        self.assertFalse(contracts.search([]))
        own = contracts.create(
            {
                "partner_id": self.client_a.id,
                "line_ids": [(0, 0, self._prepare_line())],
            }
        )
        own.action_activate()
        self.assertEqual(own.project_id.company_id, company)
        self.assertEqual(own.currency_id, company.currency_id)
