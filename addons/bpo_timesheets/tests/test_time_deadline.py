"""Deemed approval after working days, and reminders of missing time."""

from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common import TimeCase


@tagged("post_install", "-at_install")
class TestTimeDeadline(TimeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assignment.date_start = date(2026, 1, 1)
        cls.entries = cls.env["account.analytic.line"]

    def test_time_is_deemed_approved_after_the_working_days_agreed(self):
        self.line_a.requires_client_approval = True
        self.contract_a.client_approval_days = 3
        with freeze_time("2026-03-05 10:00:00"):  # a Thursday
            entry = self._create_entry(date=date(2026, 3, 4))
            entry.action_bpo_approve()
        for moment, state in (
            ("2026-03-09 10:00:00", "pending"),
            ("2026-03-10 22:59:00", "pending"),
            ("2026-03-10 23:00:00", "approved"),
        ):
            with self.subTest(moment=moment), freeze_time(moment):
                self.entries._bpo_deem_approved(self.contract_a)
                self.assertEqual(entry.bpo_client_state, state)

    def test_zero_days_wait_for_the_answer(self):
        self.line_a.requires_client_approval = True
        self.contract_a.client_approval_days = 0
        entry = self._create_entry(date=date(2026, 3, 4))
        entry.action_bpo_approve()
        cron = self.env.ref("bpo_timesheets.ir_cron_bpo_deem_approved")
        with freeze_time("2027-03-04"), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(entry.bpo_client_state, "pending")

    def test_cron_goes_through_all_contracts(self):
        self.line_a.requires_client_approval = True
        entry = self._create_entry(date=date(2026, 3, 4))
        entry.action_bpo_approve()
        cron = self.env.ref("bpo_timesheets.ir_cron_bpo_deem_approved")
        with freeze_time("2027-03-04"), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(entry.bpo_client_state, "approved")

    def test_agents_are_reminded_once_of_a_week_without_time(self):
        self._create_assignment(
            employee_id=self.employee_bert.id, date_start=date(2026, 1, 1)
        )
        self._create_entry(date=date(2026, 3, 4), employee_id=self.employee_bert.id)
        with freeze_time("2026-03-09 06:00:00"):
            for _again in range(2):
                self.entries._cron_remind_missing()
        self.assertEqual(len(self.assignment.activity_ids), 1)
        self.assertEqual(self.assignment.activity_ids.user_id, self.anna)
