"""The agent's day: one timer, entries by hand, the last day again."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import HttpCase, tagged

from .common import TimeCase


@tagged("post_install", "-at_install")
class TestDay(TimeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna.tz = "Asia/Manila"
        cls.assignment.date_start = "2026-01-01"
        cls.timers = cls.env["bpo.timer"].with_user(cls.anna)

    def test_timer_records_what_passed_between_start_and_stop(self):
        with freeze_time("2026-03-02 09:00:00.9"):
            day = self.timers.action_start(self.line_a.id, "4711")
        self.assertEqual(day["timer"]["name"], "Data entry")
        with freeze_time("2026-03-02 09:20:00"):
            day = self.timers.action_stop({"output": 3, "corrected": 2})
        self.assertFalse(day["timer"])
        (entry,) = day["entries"]
        self.assertEqual(
            (entry["start"], entry["stop"], entry["seconds"], entry["output"]),
            ("17:00", "17:20", 1200, 3.0),
        )
        self.assertEqual(entry["corrected"], 2)
        self.assertEqual(entry["reference"], "4711")

    def test_switching_stops_the_other_service(self):
        with freeze_time("2026-03-02 09:00:00"):
            self.timers.action_start(self.line_a.id)
        with freeze_time("2026-03-02 10:00:00"):
            day = self.timers.action_start(self.line_a2.id)
        self.assertEqual(day["timer"]["name"], "Orders")
        self.assertEqual([entry["name"] for entry in day["entries"]], ["Data entry"])
        self.assertEqual(self.timers.search_count([]), 1)

    def test_starting_or_stopping_twice_changes_nothing(self):
        """Two tabs may both press the button."""
        with freeze_time("2026-03-02 09:00:00"):
            self.timers.action_start(self.line_a.id)
        with freeze_time("2026-03-02 09:30:00"):
            day = self.timers.action_start(self.line_a.id)
            self.assertEqual(day["timer"]["elapsed"], 1800)
            self.timers.action_stop()
            day = self.timers.action_stop()
        self.assertEqual(len(day["entries"]), 1)

    def test_forgotten_timer_is_stopped_at_a_time_given_later(self):
        with freeze_time("2026-03-02 09:00:00"):
            self.timers.action_start(self.line_a.id)
        with freeze_time("2026-03-03 02:00:00"):
            self.assertGreater(
                self.timers.get_day()["timer"]["elapsed"],
                self.timers.get_day()["timer"]["warn_after"],
            )
            with (
                self.assertRaisesRegex(ValidationError, "left open"),
                self.cr.savepoint(),
            ):
                self.timers.action_stop()
            self.env.invalidate_all()
            with self.assertRaisesRegex(UserError, "future"):
                self.timers.action_stop({"stop": "16:59"})
            self.timers.action_stop({"stop": "18:15"})
            day = self.timers.get_day("2026-03-02")
        self.assertEqual(day["seconds"], 4500)

    def test_no_timer_for_a_client_without_assignment(self):
        with self.assertRaisesRegex(ValidationError, "not assigned"):
            self.timers.action_start(self.line_b.id)
        self.assertNotIn(
            "Bookkeeping", [x["name"] for x in self.timers.get_day()["lines"]]
        )

    def test_only_covered_lines_are_offered(self):
        self.assignment.line_ids = self.line_a2
        self.assertEqual(
            [x["name"] for x in self.timers.get_day()["lines"]], ["Orders"]
        )
        self.assignment.active = False
        self.assertEqual(self.timers.get_day()["lines"], [])

    def test_day_is_the_agents_and_date_the_contracts(self):
        """06:30 in Manila is still the evening before in Amsterdam."""
        day = self.timers.action_add_entry(
            {
                "day": "2026-03-03",
                "line_id": self.line_a.id,
                "start": "06:30",
                "stop": "07:00",
            }
        )
        self.assertEqual(len(day["entries"]), 1)
        entry = self.env["account.analytic.line"].browse(day["entries"][0]["id"])
        self.assertEqual(str(entry.date), "2026-03-02")
        self.assertEqual(entry.bpo_start, datetime(2026, 3, 2, 22, 30))

    def test_entry_by_hand_is_changed_and_deleted(self):
        values = {"day": "2026-03-02", "line_id": self.line_a.id, "hours": "1:30"}
        day = self.timers.action_add_entry(values)
        entry_id = day["entries"][0]["id"]
        day = self.timers.action_change_entry(
            entry_id, {**values, "hours": "", "start": "22:00", "stop": "01:00"}
        )
        self.assertEqual(day["seconds"], 10800)
        day = self.timers.action_delete_entry(entry_id, "2026-03-02")
        self.assertEqual(day["entries"], [])

    def test_faulty_entries_are_refused_with_a_sentence(self):
        for values in (
            {"line_id": self.line_a.id},
            {"line_id": "", "hours": "1"},
            {"line_id": self.line_a.id, "hours": "much"},
            {"line_id": self.line_a.id, "start": "9", "stop": "banana"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.timers.action_add_entry({"day": "2026-03-02", **values})

    def test_last_day_again(self):
        self.timers.action_add_entry(
            {
                "day": "2026-03-02",
                "line_id": self.line_a.id,
                "start": "09:00",
                "stop": "12:00",
                "output": "9",
                "corrected": "4",
            }
        )
        self.assertEqual(self.timers.get_day("2026-03-05")["previous"], "2026-03-02")
        day = self.timers.action_repeat_day("2026-03-02", "2026-03-05")
        (entry,) = day["entries"]
        self.assertEqual((entry["start"], entry["stop"]), ("09:00", "12:00"))
        self.assertEqual((entry["output"], entry["corrected"]), (0.0, 0))

    def test_others_entries_are_out_of_reach(self):
        self._create_assignment(employee_id=self.employee_bert.id)
        foreign = self._create_entry(employee_id=self.employee_bert.id)
        with self.assertRaisesRegex(UserError, "gone"):
            self.timers.action_delete_entry(foreign.id)
        self.assertTrue(foreign.exists())

    def test_day_is_submitted(self):
        values = {"day": "2026-03-02", "line_id": self.line_a.id, "hours": "1"}
        self.timers.action_add_entry(values)
        day = self.timers.action_submit_day("2026-03-02")
        self.assertEqual(day["entries"][0]["state"], "submitted")
        self.assertEqual(day["to_submit"], 0)

    def test_day_takes_the_same_queries_for_2_and_20_entries(self):
        counts = []
        for size in (2, 20):
            self.env["account.analytic.line"].create(
                [
                    {
                        "employee_id": self.employee_anna.id,
                        "bpo_contract_line_id": self.line_a.id,
                        "date": "2026-03-02",
                        "unit_amount": 0.1,
                    }
                    for _each in range(size)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            self.timers.get_day("2026-03-02")
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.timers.get_day("2026-03-02")
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
        self.assertLessEqual(counts[0], 40)


@tagged("post_install", "-at_install")
class TestWeek(TimeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assignment.date_start = "2026-01-01"
        cls.timers = cls.env["bpo.timer"].with_user(cls.anna)

    def _get_cell(self, week, line, number):
        (row,) = (row for row in week["rows"] if row["line"]["id"] == line.id)
        return row["cells"][number]

    def test_cells_create_change_and_delete_the_entry_without_times(self):
        for text, seconds in (("7:30", 27000), ("6", 21600), ("", 0)):
            week = self.timers.action_set_cell(self.line_a.id, "2026-03-04", text)
            self.assertEqual(self._get_cell(week, self.line_a, 2)["seconds"], seconds)
            self.assertEqual(week["totals"], [0, 0, seconds, 0, 0, 0, 0])
        self.assertFalse(self.timers._search_week([date(2026, 3, 4)]))

    def test_timed_hours_stay_and_the_rest_is_added(self):
        self._create_entry(
            unit_amount=0,
            bpo_start="2026-03-04 08:00:00",
            bpo_stop="2026-03-04 10:00:00",
        )
        self.timers.action_set_cell(self.line_a.id, "2026-03-04", "3:00")
        entries = self.timers._search_week([date(2026, 3, 4)])
        self.assertEqual(sorted(entries.mapped("unit_amount")), [1.0, 2.0])
        with self.assertRefuses(UserError, "longer already"):
            self.timers.action_set_cell(self.line_a.id, "2026-03-04", "1:30")

    def test_approved_cells_are_closed_and_nonsense_is_refused(self):
        self._create_entry(date=date(2026, 3, 4)).action_bpo_approve()
        week = self.timers.get_week("2026-03-04")
        self.assertFalse(self._get_cell(week, self.line_a, 2)["editable"])
        with self.assertRefuses(UserError, "7:30"):
            self.timers.action_set_cell(self.line_a.id, "2026-03-05", "a lot")


@tagged("post_install", "-at_install")
class TestDayScreen(TimeCase, HttpCase):
    """On a phone of 375 x 667 points."""

    browser_size = "375x667"
    touch_enabled = True

    def test_a_day_is_recorded_on_a_phone(self):
        self.start_tour("/odoo/my-day", "bpo_timesheets_day", login="anna", timeout=120)
        entries = self.env["account.analytic.line"].search(
            [("employee_id", "=", self.employee_anna.id)]
        )
        self.assertEqual(len(entries), 3)
        self.assertEqual(sum(entries.mapped("bpo_output_quantity")), 12)
        self.assertIn(1.5, entries.mapped("unit_amount"))

    def test_hours_are_typed_into_the_week(self):
        self.start_tour("/odoo/my-week", "bpo_timesheets_week", login="anna")
        entries = self.env["account.analytic.line"].search(
            [("employee_id", "=", self.employee_anna.id)]
        )
        self.assertEqual(entries.mapped("unit_amount"), [6.0])
