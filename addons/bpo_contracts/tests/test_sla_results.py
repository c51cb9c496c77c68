"""Results: measured, provisional, excused, final, with their evidence."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .sla_common import SlaCase

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
APRIL = (date(2026, 4, 1), date(2026, 4, 30))


@tagged("post_install", "-at_install")
@freeze_time("2026-05-05 12:00:00")
class TestSlaResults(SlaCase):
    """Attainment and what becomes of it."""

    def _measure(self, period=MARCH):
        return self.contract._bpo_sla_results(*period)

    def test_187_of_200_misses_95(self):
        self._create_items(187, 13)
        result = self._measure()
        self.assertRecordValues(
            result,
            [{
                "numerator": 187.0,
                "denominator": 200.0,
                "attainment_percent": 93.5,
                "met": False,
                "state": "provisional",
            }],
        )  # fmt: skip
        self.assertEqual(len(result.item_ids), 200)
        self.assertEqual(len(result.missed_item_ids), 13)
        self.assertFalse(any(result.missed_item_ids.mapped("sla_met")))

    def test_190_of_200_meets_95(self):
        self._create_items(190, 10)
        self.assertTrue(self._measure().met)

    def test_without_items_there_is_no_result(self):
        self.assertFalse(self._measure())
        item = self._create_item(delivered="2026-03-03 10:00")
        self.assertTrue(self._measure())
        item.unlink()
        self.assertFalse(self._measure())

    def test_measuring_again_changes_nothing(self):
        self._create_items(3, 1)
        result = self._measure()
        before = result.read()
        self.assertEqual(self._measure(), result)
        self.assertEqual(result.read(), before)

    def test_an_item_counts_where_it_was_delivered(self):
        self._create_item("2026-03-31 16:00", "2026-04-01 10:00")
        self.assertFalse(self._measure(MARCH))
        self.assertEqual(self._measure(APRIL).denominator, 1)

    def test_overdue_work_counts_once_in_the_period_of_its_due_date(self):
        item = self._create_item("2026-03-30 10:00")
        march = self._measure(MARCH)
        self.assertRecordValues(march, [{"numerator": 0.0, "denominator": 1.0}])
        self.assertFalse(self._measure(APRIL))
        march._bpo_finalize()
        self.env.cr.execute(
            "UPDATE bpo_work_item SET delivered_at = %s WHERE id = %s",
            [self._utc("2026-04-02 10:00"), item.id],
        )
        item.invalidate_recordset()
        self.assertFalse(self._measure(APRIL))

    def test_work_not_due_yet_is_not_measured(self):
        with freeze_time("2026-03-02 17:00:00"):
            self._create_item("2026-03-02 16:00")
            self.assertFalse(self._measure(MARCH))

    def test_holds_count_in_the_result(self):
        item = self._create_item("2026-03-02 16:00", "2026-03-03 16:00")
        self.assertEqual(self._measure().numerator, 0)
        self.env["bpo.work.hold"].create(
            {
                "item_id": item.id,
                "date_from": self._utc("2026-03-02 17:00"),
                "date_to": self._utc("2026-03-03 10:00"),
                "reason": "Question",
            }
        )
        self.assertEqual(self._measure().numerator, 1)

    def test_excused_keeps_value_and_reason(self):
        self._create_items(1, 1)
        result = self._measure()
        with self.assertRaisesRegex(UserError, "Enter the reason"):
            result.action_excuse()
        result.excuse_reason = "The client's mail server was down."
        result.with_user(self.manager).action_excuse()
        self.assertRecordValues(
            result,
            [{
                "state": "excused",
                "attainment_percent": 50.0,
                "met": False,
                "excused_by_id": self.manager.id,
            }],
        )  # fmt: skip
        self._create_items(5, 0)
        self.assertEqual(self._measure().denominator, 2)
        result.action_reset_excuse()
        self.assertEqual(self._measure().denominator, 7)

    def test_a_period_that_was_met_needs_no_excuse(self):
        self._create_items(1, 0)
        result = self._measure()
        result.excuse_reason = "Anyway"
        with self.assertRaisesRegex(UserError, "nothing to excuse"):
            result.action_excuse()

    def test_final_results_and_their_items_are_frozen(self):
        items = self._create_items(1, 1)
        result = self._measure()
        result._bpo_finalize()
        self._create_items(5, 0)
        self.assertEqual(self._measure().denominator, 2)
        with self.assertRaisesRegex(UserError, "is final"):
            result.action_excuse()
        with self.assertRaisesRegex(UserError, "reopen the result"):
            items[0].delivered_at = self._utc("2026-03-20 10:00")
        due = items[1].due_at
        self.sla.threshold_hours = 100
        self.assertEqual(items[1].due_at, due)
        result._bpo_reopen()
        self.assertEqual(self._measure().denominator, 7)

    def test_all_results_of_an_invoiced_period_become_final(self):
        self._create_sla(name="Slow", threshold_hours=80)
        self._create_items(1, 1)
        results = self._measure()
        self.assertEqual(set(results.mapped("met")), {True, False})
        period = [(self.contract.id, *MARCH)]
        self.assertEqual(results._bpo_finalize_periods(period), results)
        self.assertFalse(results._bpo_finalize_periods(period))
        self.assertEqual(results._bpo_reopen_periods(period), results)

    def test_results_are_measured_not_entered(self):
        self._create_items(1, 1)
        result = self._measure().with_user(self.lead)
        result.event = "Outage"
        with self.assertRaisesRegex(AccessError, "measured, not entered"):
            result.attainment_percent = 100
        with self.assertRaisesRegex(AccessError, "Ask a manager"):
            result.action_excuse()

    def test_evidence_opens_from_the_result(self):
        self._create_items(2, 1)
        result = self._measure()
        items = self.env["bpo.work.item"]
        for action, count in (
            (result.action_view_items(), 3),
            (result.action_view_missed_items(), 1),
        ):
            self.assertEqual(items.search_count(action["domain"]), count)

    def test_the_daily_job_measures_running_and_previous_period(self):
        self._create_items(1, 1)
        self.contract.action_activate()
        with freeze_time("2026-04-10 12:00:00"), self.enter_registry_test_mode():
            self.env.ref("bpo_contracts.ir_cron_sla_evaluate").method_direct_trigger()
        self.assertEqual(self.sla.result_ids.mapped("date_from"), [MARCH[0]])


@tagged("post_install", "-at_install")
@freeze_time("2026-05-05 12:00:00")
class TestSlaMetrics(SlaCase):
    """The other metrics."""

    def setUp(self):
        super().setUp()
        self.sla.active = False

    def _measure(self, **sla):
        self._create_sla(name="Other", **sla)
        return self.contract._bpo_sla_results(*MARCH)

    def test_accuracy_of_sampled_items(self):
        items = self._create_items(125, 0)
        items.sampled = True
        items[:3].error_count = 1
        self._create_items(20, 0)
        result = self._measure(metric="accuracy", target_percent=97.5)
        self.assertEqual((result.denominator, result.attainment_percent), (125, 97.6))
        self.assertTrue(result.met)
        items[3].error_count = 1
        result = self.contract._bpo_sla_results(*MARCH)
        self.assertEqual((result.attainment_percent, result.met), (96.8, False))

    def test_response_looks_at_the_start(self):
        self._create_item(started_at=self._utc("2026-03-02 17:00"))
        self._create_item(started_at=self._utc("2026-03-02 17:01"))
        result = self._measure(metric="response", threshold_hours=1)
        self.assertEqual((result.numerator, result.denominator), (1, 2))

    def test_throughput_against_commitment(self):
        self._create_items(90, 0, quantity=1)
        result = self._measure(metric="throughput", commitment_quantity=100)
        self.assertEqual(result.attainment_percent, 90)
        half = (date(2026, 3, 1), date(2026, 3, 16))
        found = self.contract._bpo_sla_results(*half)
        self.assertAlmostEqual(found.denominator, 100 * 16 / 31, 4)

    def test_coverage_asks_for_the_staffed_minutes(self):
        shifts = [
            (
                self._utc(f"2026-03-{day:02d} 08:00"),
                self._utc(f"2026-03-{day:02d} 13:30"),
            )
            for day in range(2, 7)
        ]
        self.patch(
            type(self.env["bpo.sla"]),
            "_bpo_staffed_minutes",
            lambda sla, start, end: sla._bpo_minutes_of_shifts(shifts * 2, start, end),
        )
        result = self._measure(metric="coverage")
        # 22 working days of 9 hours; five mornings from 9:00 to 13:30, one seat.
        self.assertEqual(result.denominator, 22 * 9 * 60)
        self.assertEqual(result.numerator, 5 * 4.5 * 60)
