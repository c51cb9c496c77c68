"""Provisional results follow what changed, by the batch."""

from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .sla_common import SlaCase


@tagged("post_install", "-at_install")
@freeze_time("2026-04-15 12:00:00")
class TestSlaChange(SlaCase):
    """Items, holds, service hours and promises reach the percentage."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.items = cls._create_items(8, 2)
        cls.late = cls.items[-1]
        cls.contract._bpo_sla_results(date(2026, 3, 1), date(2026, 3, 31))
        cls.result = cls.sla.result_ids
        cls.env.cr.precommit.run()
        cls.env["bpo.sla.change"].search([]).unlink()

    def _changes(self):
        """What is stored at the end of the transaction."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        domain = [("contract_id", "=", self.contract.id)]
        return self.env["bpo.sla.change"].search(domain)

    def _batch(self):
        self.assertEqual(len(self._changes()), 1)
        with self.enter_registry_test_mode():
            self.env.ref("bpo_contracts.ir_cron_sla_refresh").method_direct_trigger()
        self.env.invalidate_all()
        self.assertFalse(self._changes())

    def assertMet(self, met, measured=10):
        """Check how many items of March are in time."""
        self.assertEqual(
            (self.result.numerator, self.result.denominator), (met, measured)
        )

    def test_nothing_changed(self):
        self.assertMet(8)
        self.late.employee_id = False
        self.assertFalse(self._changes())

    def test_an_item(self):
        self.late.delivered_at = self._utc("2026-03-03 12:00")
        self.assertMet(8)
        self._batch()
        self.assertMet(9)

    def test_new_and_removed_items(self):
        self._create_items(5, 0, day="2026-03-10")
        self._batch()
        self.assertMet(13, 15)
        self.late.unlink()
        self._batch()
        self.assertMet(13, 14)

    def test_a_hold_and_its_end(self):
        hold = self.env["bpo.work.hold"].create(
            {
                "item_id": self.late.id,
                "date_from": self._utc("2026-03-03 11:00"),
                "date_to": self._utc("2026-03-06 16:00"),
                "reason": "Question",
            }
        )
        self._batch()
        self.assertMet(9)
        hold.owner = "provider"
        self._batch()
        self.assertMet(8)
        hold.owner = "client"
        self._batch()
        hold.unlink()
        self._batch()
        self.assertMet(8)

    def test_service_hours(self):
        """Open on Tuesdays only: the late ones have a week."""
        self.contract.resource_calendar_id = self._create_hours(
            "Tuesdays", "1", [(9, 18)]
        )
        self._batch()
        # Received at 10:00 on a Tuesday, due at 18:00; the late are still late.
        self.assertMet(8)
        self.hours.attendance_ids.filtered(lambda one: one.dayofweek != "1").unlink()
        self.contract.resource_calendar_id = self._create_hours(
            "Fridays", "4", [(9, 18)]
        )
        self._batch()
        self.assertMet(10)

    def test_a_public_holiday(self):
        """Wednesday to Friday are days off: the late ones are due next week."""
        self.sla.threshold_hours = 10
        self._batch()
        self.assertMet(8)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Fair",
                "calendar_id": self.hours.id,
                "date_from": self._utc("2026-03-04 00:00"),
                "date_to": self._utc("2026-03-06 23:59"),
            }
        )
        self._batch()
        self.assertMet(10)

    def test_the_promise(self):
        self.assertFalse(self.result.met)
        self.sla.target_percent = 80
        self._batch()
        self.assertTrue(self.result.met)

    def test_final_results_and_earlier_periods_stay(self):
        self._create_items(3, 0, day="2026-04-07")
        self._batch()
        before = self.result.measured_at
        self.result._bpo_finalize()
        with freeze_time("2026-04-15 13:00:00"):
            self._create_items(1, 0, day="2026-03-20")
            self._batch()
        self.assertMet(8)
        self.assertEqual(self.result.measured_at, before)

    def test_many_changes_are_one_row_and_one_trigger(self):
        for item in self.items[:8]:
            item.delivered_at = self._utc("2026-03-03 12:30")
        changes = self._changes()
        self.assertEqual(len(changes), 1)
        self.assertEqual(changes.date_from, self._utc("2026-03-03 10:00"))
        cron = self.env.ref("bpo_contracts.ir_cron_sla_refresh")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.late.quantity = 2
        self._changes()
        again = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertEqual(again, triggers)

    def test_contracts_without_levels_leave_no_rows(self):
        plain = self._create_contract()
        self.env["bpo.work.item"].create(
            {"contract_line_id": plain.line_ids.id, "reference": "P-1"}
        )
        self.env.cr.precommit.run()
        domain = [("contract_id", "=", plain.id)]
        self.assertFalse(self.env["bpo.sla.change"].search(domain))
