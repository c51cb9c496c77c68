"""Which periods are billed: missed ones, partial ones, in advance."""

from datetime import date

from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingPeriods(BillingCase):
    def test_missed_months_are_caught_up_one_statement_each(self):
        """Example: the run after two missed months bills three statements."""
        contract = self._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 100.0},
            date_start=date(2025, 1, 1),
            payment_term_id=self.env.ref("account.account_payment_term_30days").id,
        )
        first = self._bill(contract, date(2025, 12, 31))
        self.assertEqual(len(first), 12)
        statements = self._bill(contract, date(2026, 3, 31))
        self.assertEqual(
            [(each.date_from, each.date_to) for each in statements],
            [
                (date(2026, 1, 1), date(2026, 1, 31)),
                (date(2026, 2, 1), date(2026, 2, 28)),
                (date(2026, 3, 1), date(2026, 3, 31)),
            ],
        )
        self.assertEqual(
            statements.move_id.sorted("invoice_date").mapped("invoice_date_due"),
            [date(2026, 3, 2), date(2026, 3, 30), date(2026, 4, 30)],
        )
        self.assertEqual(contract.bpo_billed_until, date(2026, 3, 31))

    def test_a_contract_from_31_january_bills_calendar_months(self):
        contract = self._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 310.0},
            date_start=date(2026, 1, 31),
        )
        statements = self._bill(contract, date(2026, 3, 31))
        self.assertEqual(statements.mapped("amount_untaxed"), [10.0, 310.0, 310.0])

    def test_in_advance_fees_come_first_and_usage_follows(self):
        contract = self._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 100.0},
            {"name": "Extra", "price_unit": 10.0},
            billing_timing="advance",
            date_end=date(2026, 2, 28),
        )
        extra = contract.line_ids[1]
        january = self._create_entry(extra, date(2026, 1, 10))
        february = self._create_entry(extra, date(2026, 2, 10), 120)
        first = self._bill(contract, date(2025, 12, 31))
        self.assertEqual(self._amounts(first), [("fixed", 100.0)])
        second = self._bill(contract, date(2026, 1, 31))
        self.assertEqual(self._amounts(second), [("fixed", 100.0), ("time", 10.0)])
        self.assertEqual(january.bpo_statement_line_id.statement_id, second)
        final = self._bill(contract, date(2026, 3, 31))
        self.assertEqual(self._amounts(final), [("time", 20.0)])
        self.assertEqual(final.reason, "final")
        self.assertEqual(february.bpo_statement_line_id.statement_id, final)
        self.assertFalse(self._bill(contract, date(2026, 6, 30)))

    def test_the_end_of_a_contract_is_a_partial_period(self):
        contract = self._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 10000.0},
            date_start=date(2026, 7, 1),
        )
        contract.action_close(date=date(2026, 7, 9), reason="Insourced")
        statement = self._bill(contract, date(2026, 12, 31))
        self.assertRecordValues(
            statement, [{"date_to": date(2026, 7, 9), "amount_untaxed": 2903.23}]
        )

    def test_billing_can_start_later_than_the_contract(self):
        contract = self._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 100.0},
            date_start=date(2020, 1, 1),
            bpo_billing_start=date(2026, 3, 1),
        )
        statement = self._bill(contract, date(2026, 3, 31))
        self.assertEqual(statement.date_from, date(2026, 3, 1))

    def test_fees_rest_while_a_contract_is_suspended(self):
        contract = self._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 300.0},
            date_start=date(2026, 4, 1),
        )
        self.env["bpo.contract.suspension"].create(
            {
                "contract_id": contract.id,
                "date_from": date(2026, 4, 11),
                "date_to": date(2026, 4, 20),
            }
        )
        statement = self._bill(contract, date(2026, 4, 30))
        self.assertEqual(statement.amount_untaxed, 200.0)
