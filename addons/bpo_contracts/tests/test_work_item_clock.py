"""Deadlines of items in the client's clock."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .sla_common import SlaCase


@tagged("post_install", "-at_install")
class TestWorkItemClock(SlaCase):
    """Examples of deadlines, through the models."""

    def _hold(self, item, start, end, owner="client"):
        return self.env["bpo.work.hold"].create(
            {
                "item_id": item.id,
                "date_from": self._utc(start),
                "date_to": end and self._utc(end),
                "reason": "Question",
                "owner": owner,
            }
        )

    def _watch(self, now):
        with freeze_time(now), self.enter_registry_test_mode():
            self.env.ref("bpo_contracts.ir_cron_work_watch").method_direct_trigger()

    def test_monday_16_plus_8_hours_is_tuesday_15(self):
        self.assertDue(self._create_item("2026-03-02 16:00"), "2026-03-03 15:00")

    def test_saturday_starts_on_monday(self):
        self.assertDue(self._create_item("2026-03-07 11:00"), "2026-03-09 17:00")

    def test_clients_hold_moves_the_deadline(self):
        item = self._create_item("2026-03-02 16:00")
        self._hold(item, "2026-03-02 17:00", "2026-03-03 10:00")
        self.assertDue(item, "2026-03-03 17:00")

    def test_own_hold_does_not_stop_the_clock(self):
        item = self._create_item("2026-03-02 16:00")
        self._hold(item, "2026-03-02 17:00", "2026-03-03 10:00", owner="provider")
        self.assertDue(item, "2026-03-03 15:00")

    def test_hold_given_with_the_item_counts(self):
        item = self._create_item(
            hold_ids=[(0, 0, {
                "date_from": self._utc("2026-03-02 17:00"),
                "date_to": self._utc("2026-03-03 10:00"),
                "reason": "Question",
            })]
        )  # fmt: skip
        self.assertDue(item, "2026-03-03 17:00")

    @freeze_time("2026-03-02 16:30:00")
    def test_running_hold_leaves_the_deadline_open(self):
        item = self._create_item("2026-03-02 16:00")
        self._hold(item, "2026-03-02 17:00", None)
        self.assertDue(item, None)
        self.assertEqual(item.sla_state, "paused")

    def test_exactly_at_the_deadline_is_in_time_a_second_later_not(self):
        item = self._create_item(delivered="2026-03-03 15:00")
        self.assertTrue(item.sla_met)
        item.delivered_at += timedelta(seconds=1)
        self.assertFalse(item.sla_met)
        self.assertEqual(item.sla_state, "missed")

    def test_night_desk_over_the_clock_changes(self):
        night = self._create_hours("Night", "0123456", [(0, 6), (22, 24)])
        self.sla.write({"resource_calendar_id": night.id, "threshold_hours": 7.0})
        self.assertDue(self._create_item("2026-03-28 20:00"), "2026-03-29 06:00")
        self.sla.threshold_hours = 9.0
        self.assertDue(self._create_item("2026-10-24 20:00"), "2026-10-25 06:00")

    def test_public_holiday_counts_for_the_client_only(self):
        item = self._create_item("2026-04-30 16:00")
        self.assertDue(item, "2026-05-01 15:00")
        leaves = self.env["resource.calendar.leaves"]
        day = {
            "name": "Labour Day",
            "date_from": self._utc("2026-05-01 00:00"),
            "date_to": self._utc("2026-05-01 23:59:59"),
        }
        agents = self.env["resource.resource"].create(
            {"name": "Agent", "calendar_id": self.hours.id}
        )
        leaves.create({**day, "calendar_id": self.hours.id, "resource_id": agents.id})
        leaves.create({**day, "calendar_id": False})
        self.assertDue(item, "2026-05-01 15:00")
        leaves.create({**day, "calendar_id": self.hours.id})
        self.assertDue(item, "2026-05-04 15:00")

    def test_holiday_is_a_day_of_the_contract_whatever_the_zone_of_the_hours(self):
        self.contract.tz = "Asia/Tokyo"
        self.hours.bpo_country_id = self.env.ref("base.de")
        self.hours._bpo_load_holidays(2026, 2026)
        received = self._utc("2026-04-30 16:00", "Asia/Tokyo")
        item = self._create_item(received_at=received)
        self.assertEqual(self._local(item.due_at, "Asia/Tokyo"), "2026-05-04 15:00")

    def test_changed_hours_move_open_deadlines(self):
        item = self._create_item("2026-03-02 16:00")
        self.hours.attendance_ids.filtered(lambda row: row.dayofweek == "1").unlink()
        self.assertDue(item, "2026-03-04 15:00")
        self.hours.attendance_ids.hour_from = 12
        self.assertDue(item, "2026-03-04 18:00")

    def test_changed_level_zone_and_contract_move_deadlines(self):
        item = self._create_item("2026-03-02 16:00")
        self.sla.threshold_hours = 4
        self.assertDue(item, "2026-03-03 11:00")
        self.contract.tz = "Europe/London"
        self.assertDue(item, "2026-03-03 11:00")
        self.sla.active = False
        self.assertDue(item, None)
        self.assertEqual(item.sla_state, "none")

    def test_the_level_for_the_service_and_priority_wins(self):
        self._create_sla(name="Urgent", priority="2", threshold_hours=1)
        self._create_sla(name="Line", line_id=self.line.id, threshold_hours=2)
        self.assertDue(self._create_item(priority="2"), "2026-03-02 18:00")
        self._create_sla(
            name="Both", line_id=self.line.id, priority="2", threshold_hours=1
        )
        self.assertDue(self._create_item(priority="2"), "2026-03-02 17:00")

    def test_an_agreed_due_date_stays(self):
        item = self._create_item(due_at=self._utc("2026-03-10 12:00"))
        self.sla.threshold_hours = 4
        self.assertDue(item, "2026-03-10 12:00")
        item.delivered_at = self._utc("2026-03-10 12:00")
        self.assertTrue(item.sla_met)

    def test_response_has_a_deadline_of_its_own(self):
        self._create_sla(name="Start", metric="response", threshold_hours=1)
        item = self._create_item("2026-03-02 16:00")
        self.assertEqual(self._local(item.response_due_at), "2026-03-02 17:00")
        self.assertDue(item, "2026-03-03 15:00")

    def test_a_work_order_is_due_by_the_level(self):
        due = self.line._get_due_at(self._utc("2026-03-02 16:00"))
        self.assertEqual(self._local(due), "2026-03-03 15:00")

    def test_time_moves_open_items_to_at_risk_and_overdue(self):
        with freeze_time("2026-03-02 15:00:00"):
            item = self._create_item("2026-03-02 16:00")
            self.assertEqual(item.sla_state, "running")
        for now, state in (
            ("2026-03-03 11:59:59", "running"),
            ("2026-03-03 12:00:00", "at_risk"),
            ("2026-03-03 14:00:00", "at_risk"),
            ("2026-03-03 14:00:01", "breached"),
        ):
            self._watch(now)
            self.assertEqual(item.sla_state, state, now)

    def test_at_risk_makes_one_activity_and_a_notification(self):
        with freeze_time("2026-03-02 15:00:00"):
            self._create_item("2026-03-02 16:00")
        self._watch("2026-03-03 13:00:00")
        self._watch("2026-03-03 13:05:00")
        self.assertEqual(len(self.contract.activity_ids), 1)
        self.assertIn("O-", self.contract.activity_ids.note)
