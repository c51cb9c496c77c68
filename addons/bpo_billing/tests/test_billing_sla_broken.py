"""A contract that breaks its promises, month after month, on posted invoices."""

from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
@freeze_time("2027-12-15 12:00:00")
class TestBillingSlaBroken(BillingCase):
    """Monthly fees 100,000, 10 % at risk, weight 20 %: a miss gives 2,000.00."""

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
        )
        cls.sla = cls._create_sla(
            earn_back_months=2, earn_back_percent=50, is_doubled_on_repeat=True
        )
        cls.count = 0

    @classmethod
    def _create_sla(cls, **overrides):
        vals = {
            "contract_id": cls.contract.id,
            "name": "Orders in 8 hours",
            "threshold_hours": 8,
            "target_percent": 95,
            "allocation_percent": 20,
        }
        return cls.env["bpo.sla"].create({**vals, **overrides})

    @classmethod
    def _deliver(cls, day, missed=True):
        """One item received at 10:00 of a day, delivered in an hour or a week."""
        cls.count += 1
        received = datetime.combine(day, datetime.min.time()) + timedelta(hours=10)
        late = timedelta(days=7) if missed else timedelta(hours=1)
        return cls.env["bpo.work.item"].create(
            {
                "contract_line_id": cls.contract.line_ids.id,
                "reference": f"ORDER-{cls.count}",
                "received_at": received,
                "delivered_at": received + late,
            }
        )

    def _bill_month(self, first):
        """Post the invoice of a month; its lines beside the fee."""
        statement = self._bill(self.contract, first + relativedelta(day=31))
        extra = self._amounts(statement)[1:]
        credit = sum(amount for _kind, amount in extra)
        self.assertEqual(statement.move_id.state, "posted")
        self.assertEqual(statement.move_id.amount_untaxed, 100_000 + credit)
        return extra

    def _result(self, first, sla=None):
        return (sla or self.sla).result_ids.filtered(lambda one: one.date_from == first)

    def test_provisional_final_excused_and_earned_back(self):
        """One story: missed, repeated, excused, met twice, half of it comes back."""
        months = [date(2026, month, 5) for month in range(1, 6)]
        for day, missed in zip(months, [1, 1, 1, 0, 0], strict=True):
            self._deliver(day, missed)
        firsts = [day.replace(day=1) for day in months]
        # The month runs: measured and credited in a preview, nothing is frozen.
        run = self._create_run(date(2026, 1, 31), contract_ids=self.contract.ids)
        run.action_preview()
        first = self._result(firsts[0])
        self.assertRecordValues(
            first, [{"state": "provisional", "met": False, "credit_amount": 2_000.0}]
        )
        run.action_invoice()
        run.action_post()
        self.assertEqual(first.state, "final")
        self.assertEqual(run.statement_ids.move_id.amount_untaxed, 98_000)
        # Missed again: doubled.
        self.assertEqual(self._bill_month(firsts[1]), [("sla_credit", -4_000.0)])
        # Excused with a reason: no credit, and the attainment stays visible.
        last = firsts[2] + relativedelta(day=31)
        excused = self.contract._bpo_sla_results(firsts[2], last)
        excused.excuse_reason = "The client's system was down."
        excused.action_excuse()
        self.assertEqual(self._bill_month(firsts[2]), [])
        self.assertRecordValues(
            excused, [{"state": "excused", "attainment_percent": 0.0}]
        )
        # Two months met: half of both credits returns.
        self.assertEqual(self._bill_month(firsts[3]), [])
        self.assertEqual(
            sorted(self._bill_month(firsts[4])),
            [("earn_back", 1_000.0), ("earn_back", 2_000.0)],
        )
        ledger = self._result(firsts[0]) | self._result(firsts[1])
        self.assertEqual(set(ledger.mapped("earned_back_amount")), {1_000.0, 2_000.0})
        self.assertEqual(ledger.earned_back_by_id, self._result(firsts[4]))

    def test_a_year_of_the_contract_is_capped(self):
        """2,000, doubled to 4,000, then 3,000 are left of 9,000; a new year is new.

        The contract began on 1 January 2026, its second year on 1 January 2027.
        """
        self.sla.write({"earn_back_months": 0, "earn_back_percent": 0})
        self.contract.sla_year_cap = 9_000
        firsts = [date(2026, month, 1) for month in (9, 10, 11, 12)]
        firsts.append(date(2027, 1, 1))
        for first in firsts:
            self._deliver(first.replace(day=1 + (7 - first.weekday()) % 7))
        credits = [
            self._bill_month(date(2026, 1, 1) + relativedelta(months=month))
            for month in range(13)
        ]
        self.assertEqual(credits[:8], [[]] * 8)
        self.assertEqual(
            credits[8:],
            [
                [("sla_credit", -2_000.0)],
                [("sla_credit", -4_000.0)],
                [("sla_credit", -3_000.0)],
                [],
                [("sla_credit", -4_000.0)],
            ],
        )

    def test_one_cause_is_one_credit(self):
        """Two levels missed by one outage: only the higher credit is given."""
        second = self._create_sla(name="Second", allocation_percent=30)
        self._deliver(date(2026, 1, 5))
        first = date(2026, 1, 1)
        results = self.contract._bpo_sla_results(first, date(2026, 1, 31))
        results.event = "Outage of 5 January"
        self.assertEqual(self._bill_month(first), [("sla_credit", -3_000.0)])
        self.assertEqual(self._result(first).credit_amount, 0)
        self.assertEqual(self._result(first, second).credit_amount, 3_000)
