"""Start, stop, hours, day and service line of an entry belong together."""

from datetime import date, datetime, timedelta

from psycopg2.errors import CheckViolation

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import TimeCase


@tagged("post_install", "-at_install")
class TestTimeInterval(TimeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assignment.date_start = date(2026, 1, 1)

    def _create_timed(self, start, stop, **vals):
        return self._create_entry(
            **{"unit_amount": 0, "bpo_start": start, "bpo_stop": stop, **vals}
        )

    def test_native_fields_follow_from_line_start_and_stop(self):
        entry = self._create_timed("2026-03-02 15:00:00", "2026-03-02 18:00:00")
        self.assertRecordValues(
            entry,
            [
                {
                    "unit_amount": 3.0,
                    "date": date(2026, 3, 2),
                    "project_id": self.contract_a.project_id.id,
                    "account_id": self.contract_a.analytic_account_id.id,
                    "bpo_contract_id": self.contract_a.id,
                    "bpo_state": "draft",
                    "bpo_client_state": "not_required",
                }
            ],
        )

    def test_day_is_the_local_day_of_the_start(self):
        entry = self._create_timed("2026-03-02 23:30:00", "2026-03-03 00:30:00")
        self.assertEqual(entry.date, date(2026, 3, 3))

    def test_three_entries_of_20_minutes_are_one_hour(self):
        """Example: 60 minutes are 1.00 h, never 1.000002."""
        start = datetime(2026, 3, 2, 9)
        entries = self.env["account.analytic.line"]
        for part in range(3):
            begin = start + timedelta(minutes=20 * part)
            entries |= self._create_timed(begin, begin + timedelta(minutes=20))
        self.assertEqual(sum(entries.mapped("unit_amount")), 1.0)

    def test_clock_changes_give_the_hours_that_passed(self):
        """Example: 22:00 to 06:00 is 7 h in spring and 9 h in autumn."""
        spring = self._create_timed("2026-03-28 21:00:00", "2026-03-29 04:00:00")
        autumn = self._create_timed("2026-10-24 20:00:00", "2026-10-25 05:00:00")
        self.assertEqual((spring + autumn).mapped("unit_amount"), [7.0, 9.0])

    def test_new_stop_gives_new_hours_and_new_hours_a_new_stop(self):
        entry = self._create_timed("2026-03-02 09:00:00", "2026-03-02 10:00:00")
        entry.bpo_stop = "2026-03-02 10:30:00"
        self.assertEqual(entry.unit_amount, 1.5)
        entry.unit_amount = 2.0
        self.assertEqual(entry.bpo_stop, datetime(2026, 3, 2, 11))

    def test_new_day_keeps_the_wall_time(self):
        entry = self._create_timed("2026-03-27 08:00:00", "2026-03-27 09:00:00")
        entry.date = date(2026, 3, 30)
        self.assertEqual(entry.bpo_start, datetime(2026, 3, 30, 7))
        self.assertEqual(entry.unit_amount, 1.0)

    def test_project_with_one_time_line_implies_it(self):
        self._create_assignment(
            contract_id=self.contract_b.id, date_start=date(2026, 1, 1)
        )
        entry = self.env["account.analytic.line"].create(
            {
                "employee_id": self.employee_anna.id,
                "project_id": self.contract_b.project_id.id,
                "unit_amount": 1,
            }
        )
        self.assertEqual(entry.bpo_contract_line_id, self.line_b)

    def test_work_order_implies_its_line(self):
        task = self.env["project.task"].create(
            {
                "name": "Order",
                "project_id": self.contract_a.project_id.id,
                "bpo_contract_line_id": self.line_a2.id,
            }
        )
        entry = self.env["account.analytic.line"].create(
            {"employee_id": self.employee_anna.id, "task_id": task.id, "unit_amount": 1}
        )
        self.assertEqual(entry.bpo_contract_line_id, self.line_a2)

    def test_form_fills_project_and_hours(self):
        form = Form(
            self.env["account.analytic.line"].with_context(is_timesheet=1),
            view="bpo_timesheets.account_analytic_line_view_form",
        )
        form.employee_id = self.employee_anna
        form.bpo_contract_line_id = self.line_a
        form.bpo_start = datetime(2026, 3, 2, 9)
        form.bpo_stop = datetime(2026, 3, 2, 9, 45)
        entry = form.save()
        self.assertEqual(entry.unit_amount, 0.75)
        self.assertEqual(entry.project_id, self.contract_a.project_id)
        self.assertEqual(entry.date, date(2026, 3, 2))

    def test_twelve_hours_pass_and_a_second_more_is_refused(self):
        self._create_timed("2026-03-02 06:00:00", "2026-03-02 18:00:00")
        with self.assertRaisesRegex(ValidationError, "left open over night"):
            self._create_timed("2026-03-03 06:00:00", "2026-03-03 18:00:01")

    def test_company_decides_how_long_an_entry_may_be(self):
        self.env.company.bpo_max_entry_hours = 0
        entry = self._create_timed("2026-03-02 06:00:00", "2026-03-03 06:00:00")
        self.assertEqual(entry.unit_amount, 24.0)

    def test_stop_before_start_is_refused(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self._create_timed("2026-03-02 10:00:00", "2026-03-02 09:59:59")

    def test_start_without_stop_is_refused(self):
        with self.assertRaises(ValidationError):
            self._create_timed("2026-03-02 10:00:00", False)

    def test_time_needs_an_assignment_that_covers_day_and_line(self):
        self.assignment.write(
            {"line_ids": self.line_a.ids, "date_end": date(2026, 3, 31)}
        )
        self._create_entry(date=date(2026, 3, 31))
        for vals in (
            {"date": date(2026, 4, 1)},
            {"date": date(2026, 3, 31), "bpo_contract_line_id": self.line_a2.id},
            {"date": date(2026, 3, 31), "employee_id": self.employee_bert.id},
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(ValidationError, "no assignment"),
            ):
                self._create_entry(**vals)

    def test_overlaps_are_found_both_ways(self):
        first = self._create_timed("2026-03-02 09:00:00", "2026-03-02 10:00:00")
        second = self._create_timed("2026-03-02 09:59:59", "2026-03-02 11:00:00")
        third = self._create_timed("2026-03-02 11:00:00", "2026-03-02 12:00:00")
        entries = first | second | third
        self.assertEqual(entries.mapped("bpo_has_overlap"), [True, True, False])
        found = entries.search(
            [("bpo_has_overlap", "=", True), ("id", "in", entries.ids)]
        )
        self.assertEqual(found, first | second)

    def test_overlaps_are_refused_where_the_company_says_so(self):
        self.env.company.bpo_overlap_policy = "refuse"
        first = self._create_timed("2026-03-02 09:00:00", "2026-03-02 10:00:00")
        self._create_timed("2026-03-02 10:00:00", "2026-03-02 11:00:00")
        with self.assertRaisesRegex(ValidationError, "counts twice"):
            self._create_timed("2026-03-02 09:30:00", "2026-03-02 09:31:00")
        with self.assertRaisesRegex(ValidationError, "counts twice"):
            first.bpo_stop = "2026-03-02 10:00:01"

    def test_overlaps_are_cut_to_the_free_parts(self):
        self.env.company.bpo_overlap_policy = "split"
        self._create_timed("2026-03-02 09:00:00", "2026-03-02 10:00:00")
        second = self._create_timed(
            "2026-03-02 08:30:00", "2026-03-02 10:15:00", bpo_output_quantity=7
        )
        parts = second.search([("bpo_output_quantity", "=", 7)]) | second.search(
            [("bpo_start", "=", "2026-03-02 10:00:00")]
        )
        self.assertEqual(parts.mapped("unit_amount"), [0.5, 0.25])
        self.assertFalse(any(parts.mapped("bpo_has_overlap")))
        with self.assertRaises(ValidationError):
            self._create_timed("2026-03-02 09:15:00", "2026-03-02 09:30:00")
