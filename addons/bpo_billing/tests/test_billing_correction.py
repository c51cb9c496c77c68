"""Statements taken back, credit notes, and work that comes late."""

from datetime import date

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingCorrection(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract({"name": "Desk", "price_unit": 10.0})
        cls.line = cls.contract.line_ids
        cls.entries = cls._create_entry(cls.line, date(2026, 1, 5), 270)
        cls.entries += cls._create_entry(cls.line, date(2026, 1, 6), 270)

    def _billed(self):
        return self.entries.filtered("bpo_is_billed")

    def test_deleting_a_draft_invoice_frees_its_sources(self):
        run = self._create_run(date(2026, 1, 31), contract_ids=self.contract.ids)
        run.action_invoice()
        self.assertEqual(self._billed(), self.entries)
        run.statement_ids.move_id.unlink()
        self.assertEqual(run.statement_ids.state, "cancelled")
        self.assertFalse(self._billed())
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(statement.amount_untaxed, 90.0)
        self.assertEqual(self._billed(), self.entries)

    def test_reversing_an_invoice_frees_its_sources_once(self):
        statement = self._bill(self.contract, date(2026, 1, 31))
        credit = statement.move_id._reverse_moves(cancel=True)
        self.assertEqual(credit.amount_untaxed, 90.0)
        self.assertEqual(statement.state, "cancelled")
        self.assertFalse(self._billed())
        again = self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(again.amount_untaxed, 90.0)
        with self.assertRaisesRegex(UserError, "freed work"):
            credit.button_draft()

    def test_cancelling_frees_exactly_its_own_sources(self):
        february = self._create_entry(self.line, date(2026, 2, 2))
        first, second = self._bill(self.contract, date(2026, 2, 28))
        first.action_cancel()
        self.assertEqual(first.move_id.payment_state, "reversed")
        self.assertFalse(self._billed())
        self.assertEqual(february.bpo_statement_line_id.statement_id, second)
        again = self._bill(self.contract, date(2026, 2, 28))
        self.assertRecordValues(
            again, [{"date_from": date(2026, 1, 1), "amount_untaxed": 90.0}]
        )
        self.assertEqual(self.contract.bpo_billed_until, date(2026, 2, 28))

    def _credit(self, statement, quantity):
        """A posted credit note of part of the quantity."""
        credit = statement.move_id._reverse_moves()
        credit.invoice_date = date(2026, 2, 10)
        credit.invoice_line_ids.quantity = quantity
        credit.action_post()
        return credit

    def test_a_partial_credit_frees_its_share(self):
        """Example: a credit of 4.5 of 9 h frees 4.5 h, not 9."""
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(statement.move_id.invoice_line_ids.quantity, 9.0)
        self._credit(statement, 4.5)
        self.assertEqual(statement.state, "invoiced")
        self.assertEqual(self._billed(), self.entries[0])
        following = self._bill(self.contract, date(2026, 2, 28))
        self.assertEqual(self._amounts(following), [("adjustment", 45.0)])

    def test_a_partial_credit_splits_an_entry(self):
        statement = self._bill(self.contract, date(2026, 1, 31))
        self._credit(statement, 2.0)
        rest = self.line.env["account.analytic.line"].search(
            [("bpo_contract_line_id", "=", self.line.id), ("bpo_is_billed", "=", False)]
        )
        self.assertRecordValues(rest, [{"unit_amount": 2.0, "bpo_state": "approved"}])
        self.assertEqual(sum(self._billed().mapped("unit_amount")), 7.0)

    def test_cancelling_after_a_partial_credit_credits_the_rest_only(self):
        """Of 90.00 with 45.00 credited, another 45.00 are credited."""
        statement = self._bill(self.contract, date(2026, 1, 31))
        first = self._credit(statement, 4.5)
        statement.action_cancel()
        move = statement.move_id
        second = move.reversal_move_ids - first
        self.assertRecordValues(second, [{"state": "posted", "amount_untaxed": 45.0}])
        self.assertEqual(move.amount_residual, 0.0)
        self.assertEqual(statement.state, "cancelled")
        self.assertFalse(self._billed())
        self.assertFalse(self.env["bpo.billing.audit"]._get_findings(self.company))
        again = self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(again.amount_untaxed, 90.0)

    def test_cancelling_after_a_lower_price_credits_the_rest_only(self):
        statement = self._bill(self.contract, date(2026, 1, 31))
        for price in (1.0, 2.0):
            credit = statement.move_id._reverse_moves()
            credit.invoice_line_ids.price_unit = price
            credit.action_post()
        statement.action_cancel()
        credits_ = statement.move_id.reversal_move_ids
        self.assertEqual(sorted(credits_.mapped("amount_untaxed")), [9.0, 18.0, 63.0])
        self.assertEqual(statement.state, "cancelled")
        self.assertFalse(self._billed())

    def test_cancelling_after_a_credit_without_charges_credits_the_rest(self):
        statement = self._bill(self.contract, date(2026, 1, 31))
        credit = statement.move_id._reverse_moves()
        credit.invoice_line_ids.write(
            {"bpo_statement_line_id": False, "quantity": 1.0, "price_unit": 30.0}
        )
        credit.action_post()
        statement.action_cancel()
        credits_ = statement.move_id.reversal_move_ids
        self.assertEqual(sorted(credits_.mapped("amount_untaxed")), [30.0, 60.0])
        self.assertEqual(statement.state, "cancelled")

    def test_a_paid_invoice_can_be_taken_back(self):
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=statement.move_id.ids
        ).create({})._create_payments()
        statement.action_cancel()
        self.assertEqual(statement.state, "cancelled")
        self.assertEqual(statement.move_id.reversal_move_ids.amount_untaxed, 90.0)
        self.assertFalse(self.env["bpo.billing.audit"]._get_findings(self.company))

    def test_a_lower_price_frees_nothing(self):
        statement = self._bill(self.contract, date(2026, 1, 31))
        credit = statement.move_id._reverse_moves()
        credit.invoice_line_ids.price_unit = 1.0
        credit.action_post()
        self.assertEqual(self._billed(), self.entries)

    def test_late_time_is_an_adjustment_of_its_period(self):
        """Example: approved after January was billed, it comes with February."""
        self._bill(self.contract, date(2026, 1, 31))
        late = self._create_entry(self.line, date(2026, 1, 20), 60)
        self._create_entry(self.line, date(2026, 2, 3), 120)
        statement = self._bill(self.contract, date(2026, 2, 28))
        self.assertEqual(
            self._amounts(statement), [("time", 20.0), ("adjustment", 10.0)]
        )
        adjustment = statement.line_ids[1]
        self.assertRecordValues(
            adjustment,
            [{"date_from": date(2026, 1, 1), "date_to": date(2026, 1, 31)}],
        )
        self.assertEqual(late.bpo_statement_line_id, adjustment)

    def test_late_units_land_in_the_tier_they_would_have_reached(self):
        contract = self._create_contract(
            {
                "name": "Records",
                "product_id": self.piece.id,
                "pricing_model": "unit",
                "tier_mode": "graduated",
                "tier_ids": [
                    Command.create({"quantity_from": 0, "price_unit": 1.0}),
                    Command.create({"quantity_from": 100, "price_unit": 0.5}),
                ],
            }
        )
        self._create_item(contract.line_ids, date(2026, 1, 10), 90)
        self._bill(contract, date(2026, 1, 31))
        late = self._create_item(contract.line_ids, date(2026, 1, 11), 20)
        statement = self._bill(contract, date(2026, 2, 28))
        self.assertEqual(self._amounts(statement), [("adjustment", 15.0)])
        self.assertEqual(late.bpo_statement_line_id, statement.line_ids)

    def test_rebook_takes_the_statement_back_and_bills_again(self):
        self.contract.late_policy = "rebook"
        statement = self._bill(self.contract, date(2026, 1, 31))
        self._create_entry(self.line, date(2026, 1, 20), 60)
        again = self._bill(self.contract, date(2026, 2, 28))
        self.assertEqual(statement.state, "cancelled")
        self.assertEqual(statement.move_id.payment_state, "reversed")
        self.assertEqual(again.mapped("amount_untaxed"), [100.0, 0.0])

    def test_a_disputed_statement_can_be_settled_or_cancelled(self):
        statement = self._bill(self.contract, date(2026, 1, 31))
        statement.action_dispute("Too many hours", statement.line_ids.ids)
        self.assertRecordValues(
            statement, [{"state": "disputed", "dispute_reason": "Too many hours"}]
        )
        self.assertTrue(statement.line_ids.is_disputed)
        statement.action_resolve()
        self.assertEqual(statement.state, "invoiced")
        self.assertFalse(statement.line_ids.is_disputed)

    def test_a_draft_cannot_be_disputed(self):
        run = self._create_run(date(2026, 1, 31), contract_ids=self.contract.ids)
        run.action_preview()
        with self.assertRaisesRegex(UserError, "is a draft"):
            run.statement_ids.action_dispute("No")

    def test_work_after_the_end_of_a_contract_gets_a_correction(self):
        self.contract.action_close(date=date(2026, 1, 31), reason="Done")
        self._bill(self.contract, date(2026, 1, 31))
        late = self._create_entry(self.line, date(2026, 1, 20), 60, approve=False)
        late.action_bpo_approve()
        statement = self._bill(self.contract, date(2026, 3, 31))
        self.assertEqual(self._amounts(statement), [("adjustment", 10.0)])
        self.assertEqual(statement.reason, "correction")
        self.assertFalse(self._bill(self.contract, date(2026, 3, 31)))

    def test_a_cancellation_does_not_hide_late_work(self):
        self._bill(self.contract, date(2026, 2, 28))
        late = self._create_entry(self.line, date(2026, 1, 20), 60)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_analytic_line SET write_date = now() - interval '9 days'"
            " WHERE id = %s",
            [late.id],
        )
        self.env.cr.execute(
            "UPDATE bpo_contract SET bpo_billed_at = now() - interval '20 days'"
            " WHERE id = %s",
            [self.contract.id],
        )
        self.env.invalidate_all()
        self.contract.statement_ids.sorted("date_from")[1].action_cancel()
        february, march = self._bill(self.contract, date(2026, 3, 31))
        self.assertEqual(self._amounts(february), [("adjustment", 10.0)])
        self.assertFalse(march.line_ids)
