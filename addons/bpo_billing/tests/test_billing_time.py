"""Time from approved entries to a posted invoice."""

from datetime import date

from odoo import Command
from odoo.tests import tagged

from ..collecting import Segment
from ..rating import Period
from .common import BillingCase

EVENING = {
    "name": "Evening",
    "percent": 15.0,
    "weekday_mask": "01234",
    "hour_from": 17.0,
    "hour_to": 22.0,
}


@tagged("post_install", "-at_install")
class TestBillingTime(BillingCase):
    """Examples of time, each through a contract, a run and a posted invoice."""

    def test_surcharge_window_splits_an_entry(self):
        """Example: Monday 16:00-19:00 at 10.00, 17-22 +15 %: 33.00."""
        contract = self._create_contract(
            {
                "name": "Desk",
                "price_unit": 10.0,
                "surcharge_ids": [Command.create(EVENING)],
            }
        )
        line = contract.line_ids
        entry = self._create_shift(line, "2026-03-02 16:00", "2026-03-02 19:00")
        self._bill(contract, date(2026, 2, 28))
        statement = self._bill(contract, date(2026, 3, 31))
        self.assertEqual(self._amounts(statement), [("time", 30.0), ("surcharge", 3.0)])
        self.assertEqual(statement.move_id.state, "posted")
        self.assertEqual(entry.bpo_statement_line_id, statement.line_ids[0])

    def test_rounded_up_minutes_belong_to_the_last_segment(self):
        """Example: 16:00-19:10, increment 15: 32.50 and 3.38, total 35.88."""
        contract = self._create_contract(
            {
                "name": "Desk",
                "price_unit": 10.0,
                "billing_increment": 15,
                "surcharge_ids": [Command.create(EVENING)],
            }
        )
        self._create_shift(contract.line_ids, "2026-01-05 16:00", "2026-01-05 19:10")
        statement = self._bill(contract, date(2026, 1, 31))
        self.assertEqual(
            self._amounts(statement), [("time", 32.5), ("surcharge", 3.38)]
        )
        self.assertRecordValues(statement, [{"amount_untaxed": 35.88}])
        self.assertRecordValues(
            statement.line_ids[0], [{"actual_minutes": 190, "billable_minutes": 195}]
        )

    def test_the_rate_of_the_day_counts(self):
        """Example: 20.00 until 14 June, 22.00 from the 15th: 200.00 and 220.00."""
        contract = self._create_contract(
            {
                "name": "Desk",
                "rate_ids": [
                    Command.create({"price_unit": 20.0, "date_end": date(2026, 6, 14)}),
                    Command.create(
                        {"price_unit": 22.0, "date_start": date(2026, 6, 15)}
                    ),
                ],
            },
            date_start=date(2026, 6, 1),
        )
        line = contract.line_ids
        for day in (date(2026, 6, 10), date(2026, 6, 20)):
            self._create_entry(line, day, 600)
        statement = self._bill(contract, date(2026, 6, 30))
        self.assertEqual(self._amounts(statement), [("time", 200.0), ("time", 220.0)])
        line.rate_ids[0].price_unit = 99.0
        again = self._bill(contract, date(2026, 6, 30))
        self.assertFalse(again)
        self.assertEqual(self._amounts(statement), [("time", 200.0), ("time", 220.0)])

    def test_the_most_specific_rate_wins(self):
        """Example: employee 31.00, role 27.00, line 24.00."""
        lead, clerk = self.env["hr.job"].create([{"name": "Lead"}, {"name": "Clerk"}])
        boss = self._create_agent("Boss", job_id=lead.id)
        other = self._create_agent("Other", job_id=lead.id)
        contract = self._create_contract(
            {
                "name": "Desk",
                "price_unit": 24.0,
                "rate_ids": [
                    Command.create({"price_unit": 31.0, "employee_id": boss.id}),
                    Command.create({"price_unit": 27.0, "job_id": lead.id}),
                ],
            }
        )
        self._assign(contract, boss)
        self._assign(contract, other)
        for employee in (boss, other, self.agent):
            self._create_entry(
                contract.line_ids, date(2026, 1, 5), 60, employee=employee
            )
        statement = self._bill(contract, date(2026, 1, 31))
        self.assertEqual(
            sorted(statement.line_ids.mapped("amount")), [24.0, 27.0, 31.0]
        )
        self.assertNotIn("Boss", "".join(statement.line_ids.mapped("name")))

    def test_minutes_sum_before_they_are_rounded(self):
        """Example: three entries of 20 minutes at 10.00 are 10.00, not 9.99."""
        contract = self._create_contract({"name": "Desk", "price_unit": 10.0})
        for day in (5, 6, 7):
            self._create_entry(contract.line_ids, date(2026, 1, day), 20)
        statement = self._bill(contract, date(2026, 1, 31))
        self.assertEqual(self._amounts(statement), [("time", 10.0)])
        self.assertRecordValues(
            statement.move_id.invoice_line_ids,
            [{"quantity": 1.0, "price_unit": 10.0, "price_subtotal": 10.0}],
        )

    def test_a_quantity_odoo_would_round_keeps_the_amount(self):
        """20 minutes at 10.00 are 3.33, though 0.33 h x 10.00 would be 3.30."""
        contract = self._create_contract({"name": "Desk", "price_unit": 10.0})
        self._create_entry(contract.line_ids, date(2026, 1, 5), 20)
        statement = self._bill(contract, date(2026, 1, 31))
        native = statement.move_id.invoice_line_ids
        self.assertRecordValues(native, [{"quantity": 1.0, "price_subtotal": 3.33}])
        self.assertIn("0.33", native.name)

    def test_only_approved_time_is_billed(self):
        contract = self._create_contract(
            {"name": "Desk", "price_unit": 10.0, "requires_client_approval": True}
        )
        line = contract.line_ids
        waiting = self._create_entry(line, date(2026, 1, 5))
        draft = self._create_entry(line, date(2026, 1, 6), approve=False)
        approved = self._create_entry(line, date(2026, 1, 7))
        approved.bpo_client_approve()
        statement = self._bill(contract, date(2026, 1, 31))
        self.assertEqual(self._amounts(statement), [("time", 10.0)])
        self.assertFalse((waiting + draft).filtered("bpo_is_billed"))
        self.assertTrue(approved.bpo_is_billed)

    def test_time_below_zero_is_refused_and_takes_nothing_off_the_rest(self):
        """Summed like single entries: one entry that lasts -60 minutes."""
        contract = self._create_contract({"name": "Desk", "price_unit": 10.0})
        line = contract.line_ids
        self._create_entry(line, date(2026, 1, 5), 120)
        wrong = self._create_entry(line, date(2026, 1, 6), 60)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_analytic_line SET unit_amount = -1 WHERE id = %s",
            [wrong.id],
        )
        self.env.invalidate_all()
        segment = Segment(
            0, 0, line.id, Period(date(2026, 1, 1), date(2026, 1, 31)), "time"
        )
        buckets = self.env["bpo.billing.time"]._get_buckets(
            [segment], lambda _segment, _employee: None
        )
        [(_segment, bucket)] = list(buckets)
        self.assertEqual(bucket.billable_minutes, 120)
        self.assertTrue(bucket.has_negative)
        run = self._create_run(date(2026, 1, 31), contract_ids=contract.ids)
        run.action_invoice()
        self.assertIn("less than nothing", run.statement_ids.parked_reason)
        self.assertFalse(run.statement_ids.line_ids)
