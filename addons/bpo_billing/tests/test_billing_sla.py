"""Service levels of broken months up to posted invoices."""

from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
@freeze_time("2026-12-15 12:00:00")
class TestBillingSla(BillingCase):
    """Credits, excuses and earn-back on real invoices; monthly fees are 100,000."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        hours = cls.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": "UTC",
                "attendance_ids": [
                    Command.create(
                        {
                            "name": "Day",
                            "dayofweek": str(day),
                            "hour_from": 9,
                            "hour_to": 18,
                            "day_period": "morning",
                        }
                    )
                    for day in range(5)
                ],
            }
        )
        cls.contract = cls._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 100_000},
            at_risk_percent=10,
            resource_calendar_id=hours.id,
            sla_ids=[
                Command.create(
                    {
                        "name": "Orders in 8 hours",
                        "threshold_hours": 8,
                        "target_percent": 95,
                        "allocation_percent": 20,
                        "earn_back_months": 6,
                        "earn_back_percent": 50,
                    }
                )
            ],
        )
        cls.sla = cls.contract.sla_ids
        cls.count = 0

    @classmethod
    def _deliver(cls, month, met, missed):
        """Items received on the 5th at 10:00, delivered in an hour or in a week."""
        received = datetime(2026, month, 5, 10)
        vals_list = []
        for index in range(met + missed):
            cls.count += 1
            late = timedelta(days=7) if index >= met else timedelta(hours=1)
            vals_list.append(
                {
                    "contract_line_id": cls.contract.line_ids[0].id,
                    "reference": f"ORDER-{cls.count}",
                    "received_at": received,
                    "delivered_at": received + late,
                }
            )
        return cls.env["bpo.work.item"].create(vals_list)

    def _result(self, month):
        first = date(2026, month, 1)
        return self.sla.result_ids.filtered(lambda one: one.date_from == first)

    def test_a_miss_is_credited_on_the_invoice_and_becomes_final(self):
        """Example: 187 of 200, 10 % of 100,000 at risk, weight 20 %: 2,000.00."""
        self._deliver(1, 187, 13)
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(
            self._amounts(statement), [("fixed", 100_000.0), ("sla_credit", -2_000.0)]
        )
        self.assertRecordValues(
            self._result(1), [{"state": "final", "credit_amount": 2_000.0}]
        )
        self.assertEqual(statement.line_ids[1].sla_result_id, self._result(1))

    def test_four_misses_are_cut_to_the_amount_at_risk(self):
        """Example: weights of 20, 30, 50 and 25 % give 12,500, credited are 10,000."""
        for weight in (30, 50, 25):
            self.sla.copy({"name": f"Level {weight}", "allocation_percent": weight})
        self._deliver(1, 1, 1)
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(
            sorted(self._amounts(statement)),
            [
                ("fixed", 100_000.0),
                ("sla_credit", -4_000.0),
                ("sla_credit", -2_400.0),
                ("sla_credit", -2_000.0),
                ("sla_credit", -1_600.0),
            ],
        )

    def test_an_excused_miss_gives_no_credit(self):
        self._deliver(1, 1, 1)
        result = self.contract._bpo_sla_results(date(2026, 1, 1), date(2026, 1, 31))
        result.excuse_reason = "The client's system was down."
        result.action_excuse()
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(self._amounts(statement), [("fixed", 100_000.0)])
        self.assertEqual(result.attainment_percent, 50)

    def test_half_comes_back_in_the_sixth_month_met(self):
        self._deliver(1, 1, 1)
        for month in range(2, 8):
            self._deliver(month, 2, 0)
        kinds = []
        for month in range(1, 8):
            last = date(2026, month + 1, 1) - timedelta(days=1)
            statement = self._bill(self.contract, last)
            kinds.append(self._amounts(statement)[1:])
        self.assertEqual(
            kinds, [[("sla_credit", -2_000.0)], *[[]] * 5, [("earn_back", 1_000.0)]]
        )
        self.assertEqual(set(self.sla.result_ids.mapped("state")), {"final"})
        self.assertEqual(self._result(1).earned_back_amount, 1_000)

    def test_cancelling_opens_the_results_of_the_period(self):
        items = self._deliver(1, 1, 1)
        statement = self._bill(self.contract, date(2026, 1, 31))
        with self.assertRaisesRegex(UserError, "reopen"):
            items[1].delivered_at = datetime(2026, 1, 5, 11)
        statement.action_cancel()
        self.assertEqual(self._result(1).state, "provisional")
        items[1].delivered_at = datetime(2026, 1, 5, 11)
        again = self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(self._amounts(again), [("fixed", 100_000.0)])

    def test_overdue_work_is_a_miss_once(self):
        item = self._deliver(1, 0, 1)
        item.delivered_at = False
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.assertIn(("sla_credit", -2_000.0), self._amounts(statement))
        # Delivered in February, counted in January already.
        self.env.cr.execute(
            "UPDATE bpo_work_item SET delivered_at = '2026-02-10 10:00' WHERE id = %s",
            [item.id],
        )
        item.invalidate_recordset()
        statement = self._bill(self.contract, date(2026, 2, 28))
        self.assertEqual(self._amounts(statement), [("fixed", 100_000.0)])
