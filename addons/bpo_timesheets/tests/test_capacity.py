"""Who works for whom, week by week."""

from datetime import timedelta

from odoo.tests import tagged

from .common import TimeCase


@tagged("post_install", "-at_install")
class TestCapacity(TimeCase):
    def test_shares_and_hours_of_a_week(self):
        monday = self.today - timedelta(days=self.today.weekday()) + timedelta(days=7)
        self.assignment.allocation_percent = 60
        self._create_assignment(
            contract_id=self.contract_b.id, allocation_percent=50, date_start=monday
        )
        self.env.flush_all()
        groups = self.env["bpo.capacity.report"]._read_group(
            [("employee_id", "=", self.employee_anna.id), ("week", "=", monday)],
            ["employee_id"],
            ["allocation_percent:sum", "planned_hours:sum"],
        )
        self.assertEqual([(round(s), round(h)) for _e, s, h in groups], [(110, 44)])

    def test_recorded_hours_stand_beside_the_planned(self):
        self._create_entry(unit_amount=3).action_bpo_approve()
        self._create_entry(unit_amount=2)
        self.env.flush_all()
        rows = self.env["bpo.capacity.report"].search(
            [("employee_id", "=", self.employee_anna.id), ("recorded_hours", ">", 0)]
        )
        self.assertEqual((rows.recorded_hours, rows.approved_hours), (5.0, 3.0))
