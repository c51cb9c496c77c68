"""A contact who changes company loses the old one at once."""

from odoo.tests import tagged

from .common import ContractCase


@tagged("post_install", "-at_install")
class TestPartnerWall(ContractCase):
    """Cached record rules follow the contact."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract_a = cls._create_contract()
        cls.contract_b = cls._create_contract(partner_id=cls.client_b.id)
        (cls.contract_a | cls.contract_b).action_activate()
        cls.user = cls._create_portal_user("mover", cls.client_a)
        cls.env["ir.model.access"].create(
            {
                "name": "contract portal",
                "model_id": cls.env["ir.model"]._get_id("bpo.contract"),
                "group_id": cls.env.ref("base.group_portal").id,
                "perm_read": True,
            }
        )

    def _visible(self):
        return self.env["bpo.contract"].with_user(self.user).search([], order="id")

    def setUp(self):
        super().setUp()
        self.assertEqual(self._visible(), self.contract_a)

    def test_moved_contact(self):
        self.user.partner_id.parent_id = self.client_b
        self.assertEqual(self._visible(), self.contract_b)

    def test_moved_by_the_company_side(self):
        self.client_b.child_ids = [(4, self.user.partner_id.id)]
        self.assertEqual(self._visible(), self.contract_b)

    def test_contact_below_a_moved_contact(self):
        middle = self.env["res.partner"].create(
            {"name": "Department", "parent_id": self.client_a.id}
        )
        self.user.partner_id.parent_id = middle
        self.assertEqual(self._visible(), self.contract_a)
        middle.parent_id = self.client_b
        self.assertEqual(self._visible(), self.contract_b)

    def test_contact_that_becomes_a_company(self):
        self.user.partner_id.is_company = True
        self.assertFalse(self._visible())

    def test_contact_that_leaves(self):
        self.user.partner_id.parent_id = False
        self.assertFalse(self._visible())

    def test_user_that_becomes_another_contact(self):
        self.user.partner_id = self.env["res.partner"].create(
            {"name": "Ann", "parent_id": self.client_b.id}
        )
        self.assertEqual(self._visible(), self.contract_b)

    def test_merged_contact(self):
        target = self.env["res.partner"].create(
            {"name": "Ann", "email": "ann@example.com", "parent_id": self.client_b.id}
        )
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge([self.user.partner_id.id, target.id], target)
        self.user.invalidate_recordset()
        self.assertEqual(self._visible(), self.contract_b)

    def test_other_changes_keep_the_cache(self):
        calls = []
        self.patch(type(self.env.registry), "clear_cache", lambda *_a: calls.append(1))
        self.user.partner_id.phone = "+49 30 1"
        self.assertFalse(calls)
