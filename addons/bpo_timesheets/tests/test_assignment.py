"""Assignments: their state, their shares, what they may name."""

from datetime import timedelta

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import TimeCase


@tagged("post_install", "-at_install")
class TestAssignment(TimeCase):
    def _day(self, days):
        return self.today + timedelta(days=days)

    def test_state_follows_the_dates(self):
        for start, end, state in (
            (-5, None, "running"),
            (-5, 2, "running"),
            (-5, -3, "ended"),
            (5, None, "draft"),
        ):
            with self.subTest(start=start, end=end):
                assignment = self._create_assignment(
                    date_start=self._day(start),
                    date_end=self._day(end) if end is not None else False,
                    allocation_percent=10,
                )
                self.assertEqual(assignment.state, state)

    def test_cron_brings_the_state_to_the_day(self):
        self.assignment.date_end = self._day(5)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpo_assignment SET date_end = %s WHERE id = %s",
            [self._day(-2), self.assignment.id],
        )
        self.assignment.invalidate_recordset()
        self.env["bpo.assignment"]._cron_update_states()
        self.assertEqual(self.assignment.state, "ended")

    def test_shares_over_100_percent_are_shown(self):
        second = self._create_assignment(
            contract_id=self.contract_b.id, allocation_percent=50
        )
        self.assertIn("150", second.over_allocation)
        self.assignment.allocation_percent = 50
        second.invalidate_recordset()
        self.assertFalse(second.over_allocation)

    def test_shares_one_after_the_other_do_not_add_up(self):
        self.assignment.date_end = self._day(3)
        second = self._create_assignment(
            contract_id=self.contract_b.id, date_start=self._day(4)
        )
        self.assertFalse(second.over_allocation)

    def test_lines_of_another_contract_are_refused(self):
        with self.assertRaises(ValidationError):
            self._create_assignment(line_ids=self.line_b.ids)

    def test_named_competitors_do_not_share_an_agent_at_one_time(self):
        self.contract_a.competitor_ids = self.client_b
        with self.assertRefuses(ValidationError, "named competitor"):
            self._create_assignment(contract_id=self.contract_b.id)
        self.assignment.date_end = self._day(1)
        later = self._create_assignment(
            contract_id=self.contract_b.id, date_start=self._day(2)
        )
        with self.assertRefuses(ValidationError, "named competitor"):
            later.date_start = self._day(1)

    def test_end_before_start_is_refused(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self._create_assignment(date_end=self._day(-60))

    def test_end_today_keeps_today_and_archives_the_future(self):
        planned = self._create_assignment(
            date_start=self._day(9), contract_id=self.contract_b.id
        )
        (self.assignment | planned).action_end()
        self.assertTrue(self.assignment._is_running())
        self.assertLessEqual(self.assignment.date_end, self._day(1))
        self.assertFalse(planned.active)

    def test_agent_reads_own_assignment_and_changes_none(self):
        mine = self.assignment.with_user(self.anna)
        self.assertEqual(mine.contract_id, self.contract_a)
        with self.assertRaises(AccessError):
            mine.date_end = False

    def test_lead_assigns(self):
        assignment = (
            self.env["bpo.assignment"]
            .with_user(self.lead)
            .create(
                {
                    "employee_id": self.employee_bert.id,
                    "contract_id": self.contract_b.id,
                }
            )
        )
        self.assertEqual(assignment.state, "running")
