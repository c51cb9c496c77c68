"""Ways past the run that would bill work twice, each refused with a sentence."""

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import BillingCase

JANUARY = date(2026, 1, 31)


@tagged("post_install", "-at_install")
class TestBillingGuards(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.bpo_invoice_scope = "joint"
        cls.desk = cls._create_contract({"name": "Desk", "price_unit": 10.0})
        cls.forms = cls._create_contract({"name": "Forms", "price_unit": 20.0})
        cls.both = cls.desk + cls.forms
        cls.entries = cls.env["account.analytic.line"]
        for contract in cls.both:
            cls.entries += cls._create_entry(contract.line_ids, date(2026, 1, 5), 240)

    def _invoice(self):
        """The joint draft invoice of both: 40.00 and 80.00."""
        run = self._create_run(JANUARY, contract_ids=self.both.ids)
        run.action_invoice()
        return run.statement_ids.move_id

    def _post(self):
        move = self._invoice()
        move.action_post()
        return move

    def _check(self, billed):
        self.assertEqual(self.entries.filtered("bpo_is_billed"), billed)
        findings = self.env["bpo.billing.audit"]._get_findings(self.company)
        self.assertEqual(findings, [])

    def test_reset_to_draft_keeps_everything_billed_and_posts_again(self):
        move = self._post()
        move.button_draft()
        self._check(self.entries)
        self.assertEqual(set(self.both.statement_ids.mapped("state")), {"invoiced"})
        run = self._create_run(JANUARY, contract_ids=self.both.ids)
        run.action_invoice()
        self.assertFalse(run.statement_ids)
        move.action_post()
        self._check(self.entries)

    def test_reset_and_cancelled_frees_all_of_it(self):
        move = self._post()
        move.button_draft()
        move.button_cancel()
        self._check(self.entries.browse())
        self.assertEqual(set(self.both.statement_ids.mapped("state")), {"cancelled"})

    def test_reset_and_one_cancelled_leaves_the_other_on_its_own_invoice(self):
        move = self._post()
        move.button_draft()
        self.desk.statement_ids.action_cancel()
        other = self.forms.statement_ids.move_id
        self.assertEqual((move.state, other.amount_untaxed), ("cancel", 80.0))
        self._check(self.entries[1])

    def test_a_cancelled_invoice_does_not_come_back(self):
        """Its work is free, and on the invoice of the next run."""
        move = self._invoice()
        move.button_cancel()
        again = self._post()
        with self.assertRaisesRegex(UserError, "is cancelled and its work is free"):
            move.button_draft()
        self.assertEqual(again.state, "posted")
        self._check(self.entries)

    def test_a_draft_made_anew_does_not_come_back_either(self):
        move = self._invoice()
        self.desk.statement_ids.action_cancel()
        with self.assertRaisesRegex(UserError, "Bill it again with a run"):
            move.button_draft()

    def _open_reversal(self, move):
        return (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"journal_id": move.journal_id.id})
        )

    def test_reverse_and_create_invoice_is_refused_and_changes_nothing(self):
        move = self._post()
        with (
            self.assertRaisesRegex(UserError, "Make a credit note only"),
            self.cr.savepoint(),
        ):
            self._open_reversal(move).modify_moves()
        self.assertFalse(move.reversal_move_ids)
        self._check(self.entries)
        self._open_reversal(move).reverse_moves()
        move.reversal_move_ids.action_post()
        self._check(self.entries.browse())
        self.assertEqual(self._post().amount_untaxed, 120.0)

    def test_other_invoices_are_reversed_and_made_anew(self):
        copy = self._post().copy()
        copy.action_post()
        wizard = self._open_reversal(copy)
        wizard.modify_moves()
        self.assertEqual(wizard.new_move_ids.amount_untaxed, 120.0)

    def test_a_credit_note_is_not_reversed(self):
        move = self._post()
        credit = move._reverse_moves(cancel=True)
        with self.assertRaisesRegex(UserError, "repeats charges of statement"):
            credit._reverse_moves(cancel=True)

    def test_an_invoice_with_a_credit_note_is_not_reset(self):
        move = self._post()
        self.desk.statement_ids.action_cancel()
        with self.assertRaisesRegex(UserError, "Cancel statement .* instead"):
            move.button_draft()
        self._check(self.entries[1])

    def test_a_copy_by_hand_is_an_invoice_of_its_own(self):
        copy = self._post().copy()
        copy.action_post()
        self.assertFalse(copy.bpo_statement_ids)
        self._check(self.entries)
