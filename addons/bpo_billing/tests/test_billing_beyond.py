"""Credit notes that would take back more than was invoiced."""

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import BillingCase

JANUARY = date(2026, 1, 31)


@tagged("post_install", "-at_install")
class TestBillingBeyond(BillingCase):
    """Nine hours at 10.00 on one invoice: 90.00."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract({"name": "Desk", "price_unit": 10.0})
        cls.entry = cls._create_entry(cls.contract.line_ids, date(2026, 1, 5), 540)

    def _credit(self, move, **vals):
        """A posted credit note whose lines have these values."""
        credit = move._reverse_moves()
        credit.invoice_line_ids.write(vals)
        credit.action_post()
        return credit

    def test_more_of_a_charge_than_it_is_is_refused(self):
        move = self._bill(self.contract, JANUARY).move_id
        with self.assertRaisesRegex(UserError, "90.00, and .*100.00 of it.*lower the"):
            self._credit(move, quantity=10.0)
        self.assertEqual(self.contract.statement_ids.state, "invoiced")
        self.assertTrue(self.entry.bpo_is_billed)

    def test_two_credit_notes_together_are_refused_at_the_cent(self):
        move = self._bill(self.contract, JANUARY).move_id
        self._credit(move, quantity=1.0, price_unit=60.0)
        with self.assertRaisesRegex(UserError, "90.01 of it"), self.cr.savepoint():
            self._credit(move, quantity=1.0, price_unit=30.01)
        self._credit(move, quantity=1.0, price_unit=30.0)
        self.assertEqual(self.contract.statement_ids.state, "cancelled")

    def test_a_second_full_reversal_is_refused(self):
        move = self._bill(self.contract, JANUARY).move_id
        move._reverse_moves(cancel=True)
        with self.assertRaisesRegex(UserError, "180.00 of it"):
            move._reverse_moves(cancel=True)

    def test_amounts_without_a_charge_count_together(self):
        move = self._bill(self.contract, JANUARY).move_id
        loose = {"bpo_statement_line_id": False, "quantity": 1.0}
        self._credit(move, **loose, price_unit=50.0)
        with self.assertRaisesRegex(UserError, "before tax, and .*100.00 of it"):
            self._credit(move, **loose, price_unit=50.0)

    def test_a_discount_cannot_be_taken_back_twice(self):
        """Of 70.00, made of 90.00 and -20.00, not more than the -20.00 comes back."""
        run = self._create_run(JANUARY, contract_ids=self.contract.ids)
        run.action_preview()
        run.statement_ids.action_add_line("Goodwill", -20.0)
        run.action_bill()
        move = run.statement_ids.move_id
        credit = move._reverse_moves()
        lines = credit.invoice_line_ids
        discount = lines.filtered(lambda line: line.price_subtotal < 0)
        lines.filtered(lambda line: line.price_subtotal > 0).quantity = 5.0
        discount.price_unit = -20.01
        with self.assertRaisesRegex(UserError, "Goodwill"), self.cr.savepoint():
            credit.action_post()
        discount.price_unit = -20.0
        credit.action_post()
        self.assertEqual(credit.amount_untaxed, 30.0)

    def test_one_of_a_joint_invoice_leaves_a_loose_credit_to_the_other(self):
        """30.00 without a charge come off 40.00 that stay; then off what is left."""
        self.client.bpo_invoice_scope = "joint"
        forms = self._create_contract(
            {"name": "Forms", "pricing_model": "fixed", "price_unit": 40.0}
        )
        run = self._create_run(JANUARY, contract_ids=(self.contract + forms).ids)
        run.action_bill()
        move = run.statement_ids.move_id
        credit = move._reverse_moves()
        natives = credit.invoice_line_ids.filtered("price_subtotal")
        natives[1:].unlink()
        natives[0].write(
            {"bpo_statement_line_id": False, "quantity": 1.0, "price_unit": 60.0}
        )
        credit.action_post()
        desk = self.contract.statement_ids
        desk.action_cancel()
        forms.statement_ids.action_cancel()
        credits_ = move.reversal_move_ids
        self.assertEqual(sorted(credits_.mapped("amount_untaxed")), [60.0, 70.0])
        self.assertEqual(move.amount_residual, 0.0)
