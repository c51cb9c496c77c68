"""Quality samples: a draw that can be repeated, checks, second review, dispute."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..sla import draw
from .sla_common import SlaCase

MARCH = {"date_from": date(2026, 3, 1), "date_to": date(2026, 3, 31)}


@tagged("post_install", "-at_install")
@freeze_time("2026-05-05 12:00:00")
class TestQualitySample(SlaCase):
    """From the draw to the accuracy of the service."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.items = cls._create_items(160, 0)

    def _create_sample(self, **overrides):
        return self.env["bpo.quality.sample"].create(
            {"contract_line_id": self.line.id, **MARCH, **overrides}
        )

    def _drawn(self, **overrides):
        sample = self._create_sample(**overrides)
        sample.action_draw()
        return sample

    def test_size_letter_and_numbers_come_from_the_table(self):
        sample = self._drawn()
        # A lot of 160 has letter G; at AQL 1.0 the table points to H: 50 items.
        self.assertRecordValues(
            sample,
            [{
                "lot_size": 160,
                "sample_size": 50,
                "code_letter": "H",
                "accept_number": 1,
                "verdict": "open",
            }],
        )  # fmt: skip

    def test_the_draw_can_be_repeated_from_the_seed(self):
        sample = self._drawn(plan="percent", percent=10)
        again = draw(self.items.ids, 16, sample.seed)
        self.assertEqual(sorted(sample.check_ids.item_id.ids), again)

    def test_reject_at_the_rejection_number(self):
        sample = self._drawn()
        sample.check_ids[0].error_count = 1
        sample.check_ids.action_check()
        self.assertEqual(sample.verdict, "accepted")
        sample.check_ids[1].error_count = 2
        self.assertEqual(sample.verdict, "rejected")
        self.assertEqual(sample.accuracy_percent, 96)
        sample.action_done()

    def test_only_checked_items_count_for_the_accuracy(self):
        level = self._create_sla(name="Accuracy", metric="accuracy", target_percent=97)
        sample = self._drawn(plan="percent", percent=10)
        self.assertFalse(self._measure(level))
        sample.check_ids[:10].action_check()
        sample.check_ids[0].write({"error_count": 2, "fatal_error_count": 1})
        result = self._measure(level)
        self.assertEqual((result.numerator, result.denominator), (9, 10))
        self.assertEqual(sample.check_ids[0].item_id.fatal_error_count, 1)

    def _measure(self, level):
        results = self.contract._bpo_sla_results(*MARCH.values())
        return results.filtered(lambda result: result.sla_id == level)

    def test_second_review_by_somebody_else_counts(self):
        check = self._drawn().check_ids[0].with_user(self.lead)
        with self.assertRaisesRegex(UserError, "first"):
            check.action_second_review()
        check.error_count = 1
        check.action_check()
        with self.assertRaisesRegex(UserError, "somebody else"):
            check.action_second_review()
        check.with_user(self.manager).action_second_review()
        self.assertTrue(check.is_defective)
        check.second_error_count = 0
        self.assertFalse(check.is_defective)
        self.assertEqual(check.item_id.error_count, 0)

    def test_dispute_takes_the_finding_back_or_not(self):
        check = self._drawn().check_ids[0]
        check.error_count = 1
        check.action_check()
        with self.assertRaisesRegex(UserError, "Enter why"):
            check.action_dispute()
        check.dispute_reason = "The client's list was wrong."
        check.action_dispute()
        check.action_dismiss()
        self.assertEqual(check.item_id.error_count, 1)
        check.action_dispute()
        check.action_uphold()
        self.assertEqual((check.item_id.error_count, check.item_id.sampled), (0, True))

    def test_what_is_refused(self):
        with self.assertRaisesRegex(UserError, "No items"):
            self._drawn(date_from="2026-01-01", date_to="2026-01-31")
        with self.assertRaisesRegex(ValidationError, "at most 100 percent"):
            self._create_sample(plan="percent", percent=101)
        with self.assertRaisesRegex(UserError, "still to be checked"):
            self._drawn().action_done()
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            self._drawn().unlink()
        with self.assertRaisesRegex(UserError, "part of the errors"):
            self._drawn().check_ids[0].fatal_error_count = 1
