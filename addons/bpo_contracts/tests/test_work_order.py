"""Work orders are tasks of the contract's project."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import ContractCase


@tagged("post_install", "-at_install")
class TestWorkOrder(ContractCase):
    """Contract, service and project of an order belong together."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract()
        cls.other = cls._create_contract(partner_id=cls.client_b.id)
        (cls.contract | cls.other).action_activate()

    def _create_order(self, **overrides):
        vals = {"name": "Batch 12", "project_id": self.contract.project_id.id}
        return self.env["project.task"].create(vals | overrides)

    def test_order_takes_the_contract_of_its_project(self):
        order = self._create_order(bpo_contract_line_id=self.contract.line_ids.id)
        self.assertEqual(order.bpo_contract_id, self.contract)
        self.assertEqual(order.client_id, self.client_a)

    def test_service_of_another_contract(self):
        with self.assertRaisesRegex(ValidationError, "is not part of contract"):
            self._create_order(bpo_contract_line_id=self.other.line_ids.id)

    def test_contract_of_another_project(self):
        order = self._create_order()
        with self.assertRaisesRegex(ValidationError, "must be in the project"):
            order.bpo_contract_id = self.other

    def test_negative_quantity(self):
        with self.assertRaisesRegex(ValidationError, "must not be below 0"):
            self._create_order(bpo_quantity=-1)

    def test_late_orders_are_found(self):
        late = self._create_order(bpo_due_at="2026-01-05 09:00:00")
        self._create_order(bpo_due_at="2999-01-05 09:00:00")
        domain = [
            ("bpo_is_late", "=", True),
            ("bpo_contract_id", "=", self.contract.id),
        ]
        self.assertEqual(self.env["project.task"].search(domain), late)
        self.assertTrue(late.bpo_is_late)

    def test_done_orders_are_not_late(self):
        order = self._create_order(bpo_due_at="2026-01-05 09:00:00")
        order.state = "1_done"
        self.assertFalse(order.bpo_is_late)

    def test_smart_button_counts_open_orders(self):
        self._create_order()
        self._create_order(state="1_done")
        self.assertEqual(self.contract.open_task_count, 1)

    def test_other_tasks_are_left_alone(self):
        task = self.env["project.task"].create({"name": "Private"})
        self.assertFalse(task.bpo_contract_id)
        self.assertFalse(task.client_id)
