"""The run's total is that of its list, whatever the currencies."""

from datetime import date

from odoo import Command
from odoo.tests import tagged

from .common import BillingCase

JANUARY = date(2026, 1, 31)


@tagged("post_install", "-at_install")
class TestBillingTotals(BillingCase):
    """100.00 in the company's currency, 50.00 at a rate of 2 on the invoice's day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls.env["res.currency"].create(
            {
                "name": "BPX",
                "symbol": "x",
                "rate_ids": [
                    Command.create({"name": day, "rate": rate})
                    for day, rate in (("2026-01-01", 2.0), ("2026-02-01", 4.0))
                ],
            }
        )
        cls.own = cls._create_contract(cls._fee(100.0))
        cls.other = cls._create_contract(cls._fee(50.0), currency_id=cls.foreign.id)
        cls.run_ = cls._create_run(JANUARY, contract_ids=(cls.own + cls.other).ids)
        cls.run_.action_preview()

    @classmethod
    def _fee(cls, price):
        return {"name": "Fee", "pricing_model": "fixed", "price_unit": price}

    def test_each_counts_at_the_rate_of_its_invoice(self):
        statements = self.run_.statement_ids
        self.assertEqual(sorted(statements.mapped("amount_company")), [25.0, 100.0])
        self.assertRecordValues(
            self.run_, [{"amount_untaxed": 125.0, "has_foreign": True}]
        )

    def test_the_ledger_has_the_same(self):
        self.run_.action_bill()
        moves = self.run_.statement_ids.move_id
        booked = sum(moves.mapped("amount_untaxed_signed"))
        self.assertEqual(booked, self.run_.amount_untaxed)

    def test_a_cancelled_statement_counts_in_neither(self):
        self.run_.action_bill()
        self.other.statement_ids.action_cancel()
        self.assertEqual(self.other.statement_ids.amount_company, 0.0)
        self.assertEqual(
            sum(self.run_.statement_ids.mapped("amount_company")),
            self.run_.amount_untaxed,
        )
        self.assertEqual(self.run_.amount_untaxed, 100.0)

    def test_the_last_period_is_converted_as_well(self):
        self.run_.action_bill()
        following = self._create_run(
            date(2026, 2, 28), contract_ids=self.run_.contract_ids.ids
        )
        following.action_preview()
        self.assertRecordValues(
            following, [{"amount_untaxed": 112.5, "amount_previous": 112.5}]
        )

    def test_one_currency_needs_no_second_column(self):
        run = self._create_run(date(2026, 2, 28), contract_ids=self.own.ids)
        run.action_preview()
        self.assertFalse(run.has_foreign)
