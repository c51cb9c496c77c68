"""Items follow the stage of their work order."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .sla_common import SlaCase


@tagged("post_install", "-at_install")
class TestWorkItemStage(SlaCase):
    """Stages start, hold, deliver and accept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract.action_activate()
        cls.order = cls.env["project.task"].create(
            {
                "name": "Monday batch",
                "project_id": cls.contract.project_id.id,
                "bpo_contract_line_id": cls.line.id,
                "stage_id": cls._stage("ordered").id,
            }
        )
        cls.item = cls._create_item("2026-03-02 16:00", task_id=cls.order.id)

    @classmethod
    def _stage(cls, name):
        return cls.env.ref(f"bpo_contracts.work_order_stage_{name}")

    def _move(self, name, now):
        with freeze_time(self._utc(now)):
            self.order.stage_id = self._stage(name)

    def test_waiting_for_the_client_stops_the_clock(self):
        self._move("progress", "2026-03-02 16:30")
        self._move("question", "2026-03-02 17:00")
        self.assertEqual(self.item.state, "on_hold")
        self.assertEqual(self.item.hold_ids.owner, "client")
        self._move("progress", "2026-03-03 10:00")
        self.assertEqual(self.item.state, "in_progress")
        self.assertDue(self.item, "2026-03-03 17:00")

    def test_delivery_and_acceptance(self):
        self._move("question", "2026-03-02 16:30")
        self._move("delivered", "2026-03-02 17:00")
        self.assertEqual(self.item.state, "delivered")
        self.assertFalse(self.item.hold_ids.filtered(lambda hold: not hold.date_to))
        self._move("done", "2026-03-02 18:00")
        self.assertEqual(self.item.accepted_quantity, 1)

    def test_items_elsewhere_stay_as_they_are(self):
        self.item.action_cancel()
        self._move("delivered", "2026-03-02 17:00")
        self.assertEqual(self.item.state, "cancelled")

    def test_agents_do_not_accept_in_the_clients_name(self):
        self._move("delivered", "2026-03-02 17:00")
        item = self.item.with_user(self.agent)
        for tried in (
            {"state": "accepted"},
            {"accepted_at": "2026-03-02 17:30:00"},
            {"accepted_quantity": 1},
            {"state": "rejected"},
        ):
            with self.subTest(tried), self.assertRaisesRegex(AccessError, "team lead"):
                item._bpo_check_may_accept(tried)
        item._bpo_check_may_accept({"state": "delivered", "accepted_quantity": 0})
        item.with_user(self.lead)._bpo_check_may_accept({"state": "accepted"})

    def test_the_order_opens_its_items(self):
        action = self.order.action_view_bpo_items()
        found = self.env["bpo.work.item"].search(action["domain"])
        self.assertEqual(found, self.item)
