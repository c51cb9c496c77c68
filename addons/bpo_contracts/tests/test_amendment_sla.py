"""Amendments of service levels: a period is judged by the terms of its last day."""

from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo.tests import tagged

from .sla_common import SlaCase

FEES = Decimal(100_000)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 12:00:00")
class TestAmendmentSla(SlaCase):
    """From 1 April 2026 on another promise counts; March keeps the one before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract.action_activate()

    def _amend(self, day=date(2026, 4, 1), **terms):
        """Approve other terms of the level, or of the contract (at risk)."""
        on_contract = {"at_risk_percent"}
        amendment = self.env["bpo.contract.amendment"].create(
            {
                "contract_id": self.contract.id,
                "date_effective": day,
                "reason": "Agreed",
                "change_ids": [
                    (0, 0, {
                        "term": term,
                        "new_value": value,
                        "sla_id": term not in on_contract and self.sla.id,
                    })
                    for term, value in terms.items()
                ],
            }
        )  # fmt: skip
        amendment.action_approve()

    def _lines(self, month):
        first = date(2026, month, 1)
        last = first + relativedelta(months=1, days=-1)
        return self.contract._bpo_sla_credit_lines(
            first, last, {self.line.id: FEES}, self.contract.currency_id
        )

    def _credits(self, month):
        lines = self._lines(month)
        return [str(one.amount) for one in lines if one.kind == "sla_credit"]

    def test_the_target_of_the_last_day_counts(self):
        """90 of 100 miss 95 % in March and meet 90 % in April."""
        self._create_items(90, 10)
        self._create_items(90, 10, day="2026-04-07")
        self._amend(target_percent=90)
        self.assertEqual(self.sla.target_percent, 90)
        self.assertEqual(self._credits(3), ["-2000.00"])
        self.assertEqual(self._credits(4), [])
        results = self.sla.result_ids.sorted("date_from")
        self.assertEqual(results.mapped("target_percent"), [95, 90])

    def test_weight_and_amount_at_risk_of_the_last_day_count(self):
        """Example: 10 % at risk, weight 20 %: 2,000; then 5 % and 50 %: 2,500."""
        self._create_items(90, 10)
        self._create_items(90, 10, day="2026-04-07")
        self._amend(allocation_percent=50, at_risk_percent=5)
        self.assertEqual(self._credits(3), ["-2000.00"])
        self.assertEqual(self._credits(4), ["-2500.00"])

    def test_a_cap_counts_from_its_day_on(self):
        self.sla.write({"credit_method": "linear", "allocation_percent": 0})
        self._create_items(90, 10)
        self._create_items(90, 10, day="2026-04-07")
        self._amend(cap_percent=1)
        self.assertEqual(self._credits(3), ["-5000.00"])
        self.assertEqual(self._credits(4), ["-1000.00"])

    def test_hours_of_the_last_day_count(self):
        """An hour's work is late once half an hour is promised."""
        self._create_items(10, 0)
        self._create_items(10, 0, day="2026-04-07")
        self._amend(threshold_hours=0.5)
        self.assertEqual(self._credits(3), [])
        self.assertEqual(self._credits(4), ["-2000.00"])

    def test_what_was_delivered_keeps_its_due_date(self):
        before = self._create_item("2026-03-03 10:00", "2026-03-03 11:00")
        after = self._create_item("2026-04-07 10:00", "2026-04-07 11:00")
        self._amend(threshold_hours=0.5)
        self.assertDue(before, "2026-03-03 18:00")
        self.assertEqual(before.sla_state, "met")
        self.assertDue(after, "2026-04-07 10:30")
        self.assertEqual(after.sla_state, "missed")

    def test_a_coming_promise_does_not_move_todays_work(self):
        item = self._create_item("2026-06-15 10:00")
        self._amend(day=date(2026, 7, 1), threshold_hours=4)
        self.assertDue(item, "2026-06-15 18:00")
        with freeze_time("2026-07-01 12:00:00"):
            self.contract._follow_terms(date(2026, 7, 1))
        self.assertDue(item, "2026-06-15 14:00")

    def test_earn_back_of_the_last_day_counts(self):
        """Of the 2,000 of March half comes back after April, once that is agreed."""
        self._create_items(90, 10)
        self._create_items(10, 0, day="2026-04-07")
        self._amend(earn_back_months=1, earn_back_percent=50)
        self.assertEqual(self._credits(3), ["-2000.00"])
        self.assertEqual([str(one.amount) for one in self._lines(4)], ["1000.00"])
