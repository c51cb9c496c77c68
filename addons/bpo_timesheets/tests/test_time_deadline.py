"""Deemed approval after working days, and reminders of missing time."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import TimeCase

# Time zone, days to answer, approved at (UTC), local day at whose start it counts.
DEEMED = (
    ("Europe/Amsterdam", 3, "2026-03-05 10:00:00", "2026-03-11"),  # a Thursday
    ("Europe/Amsterdam", 3, "2026-03-04 22:59:59", "2026-03-10"),
    ("Europe/Amsterdam", 3, "2026-03-04 23:00:00", "2026-03-11"),  # local midnight
    ("Europe/Amsterdam", 1, "2026-03-06 10:00:00", "2026-03-10"),  # over a weekend
    ("Europe/Amsterdam", 1, "2026-03-07 10:00:00", "2026-03-10"),  # on a Saturday
    ("Europe/Amsterdam", 1, "2026-03-08 10:00:00", "2026-03-10"),  # on a Sunday
    ("Europe/Amsterdam", 5, "2026-03-26 22:59:59", "2026-04-03"),  # over the clocks
    ("Europe/Amsterdam", 5, "2026-03-26 23:00:00", "2026-04-04"),
    ("Europe/Amsterdam", 2, "2026-12-31 22:59:59", "2027-01-05"),  # over the year
    ("Africa/Cairo", 1, "2026-04-22 10:00:00", "2026-04-24"),  # a day without 0:00
    ("Africa/Cairo", 1, "2026-04-23 21:59:59", "2026-04-25"),
    ("Africa/Cairo", 1, "2026-04-23 22:00:00", "2026-04-28"),
    ("Asia/Manila", 5, "2026-03-05 15:59:59", "2026-03-13"),
    ("Asia/Manila", 5, "2026-03-05 16:00:00", "2026-03-14"),
    ("America/Los_Angeles", 1, "2026-03-06 07:59:59", "2026-03-07"),
    ("America/Los_Angeles", 1, "2026-03-06 08:00:00", "2026-03-10"),
)


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

    def test_the_day_told_is_the_day_on_which_silence_counts(self):
        contract = self.contract_a
        for zone, days, approved, expected in DEEMED:
            with self.subTest(zone=zone, days=days, approved=approved):
                contract.write({"tz": zone, "client_approval_days": days})
                approved_at = datetime.fromisoformat(approved)
                day = contract._get_deemed_day(approved_at)
                self.assertEqual(day.isoformat(), expected)
                start = datetime.combine(
                    day, datetime.min.time(), tzinfo=ZoneInfo(zone)
                ).astimezone(timezone.utc)
                with freeze_time(start - timedelta(seconds=1)):
                    self.assertLessEqual(contract._get_deemed_before(), approved_at)
                with freeze_time(start):
                    self.assertGreater(contract._get_deemed_before(), approved_at)

    def test_working_days_to_answer_are_those_of_the_service_hours(self):
        contract = self.contract_a
        contract.client_approval_days = 2
        contract.resource_calendar_id = self.env["resource.calendar"].create(
            {
                "name": "Saturday and Sunday",
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": day,
                                "dayofweek": day,
                                "hour_from": 8,
                                "hour_to": 16,
                            }
                        )
                        for day in "56"
                    ),
                ],
            }
        )
        day = contract._get_deemed_day(datetime(2026, 3, 5, 10))
        self.assertEqual(day, date(2026, 3, 9))

    def test_without_an_approval_or_days_no_day_is_told(self):
        self.assertFalse(self.contract_a._get_deemed_day(False))
        self.contract_a.client_approval_days = 0
        self.assertFalse(self.contract_a._get_deemed_day(datetime(2026, 3, 5, 10)))

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
