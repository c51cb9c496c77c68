"""The run: preview, repeat, park, and what the invoice carries."""

from datetime import date
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import LEAD, BillingCase

# what another app could say
CLOSED = "The sales journal is closed."


@tagged("post_install", "-at_install")
class TestBillingRun(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            {"name": "Desk", "price_unit": 20.0},
            purchase_order="PO-4711",
            reference="ACME-1",
        )
        cls.line = cls.contract.line_ids
        cls.entry = cls._create_entry(cls.line, date(2026, 1, 5), 90)
        cls.billing = cls._create_run(date(2026, 1, 31), contract_ids=cls.contract.ids)

    def test_preview_writes_nothing_on_the_ledger(self):
        self.billing.action_preview()
        statement = self.billing.statement_ids
        self.assertRecordValues(
            statement, [{"state": "draft", "move_id": False, "amount_untaxed": 30.0}]
        )
        self.assertFalse(self.entry.bpo_is_billed)
        self._create_entry(self.line, date(2026, 1, 6), 60)
        self.billing.action_preview()
        self.assertEqual(self.billing.statement_ids, statement)
        self.assertEqual(statement.amount_untaxed, 50.0)

    def test_preview_equals_invoice(self):
        self.billing.action_preview()
        before = self._lines_of(self.billing)
        self.billing.action_invoice()
        self.assertEqual(self._lines_of(self.billing), before)

    def _lines_of(self, run):
        return [
            (line.kind, line.name, line.quantity, line.amount, line.explanation)
            for line in run.statement_ids.line_ids
        ]

    def test_every_step_can_be_repeated(self):
        self.billing.action_preview()
        for _again in range(2):
            self.billing.action_invoice()
        for _again in range(2):
            self.billing.action_post()
        self.billing.action_invoice()
        self.billing.action_preview()
        self.assertEqual(len(self.billing.statement_ids.move_id), 1)
        self.assertEqual(self.billing.state, "posted")
        other = self._create_run(date(2026, 1, 31))
        other.contract_ids = self.contract
        other.action_invoice()
        self.assertFalse(other.statement_ids)

    def test_the_invoice_is_native_and_complete(self):
        term = self.env.ref("account.account_payment_term_15days")
        self.contract.payment_term_id = term
        self.billing.with_user(self.clerk).action_invoice()
        self.billing.with_user(self.clerk).action_post()
        statement = self.billing.statement_ids
        self.assertRecordValues(
            statement.move_id,
            [
                {
                    "state": "posted",
                    "move_type": "out_invoice",
                    "partner_id": self.client.id,
                    "invoice_date": date(2026, 1, 31),
                    "invoice_date_due": date(2026, 2, 15),
                    "ref": "PO-4711",
                    "amount_untaxed": 30.0,
                    "bpo_contract_id": self.contract.id,
                }
            ],
        )
        line = statement.move_id.invoice_line_ids
        account = self.contract.analytic_account_id
        self.assertRecordValues(
            line,
            [
                {
                    "quantity": 1.5,
                    "price_unit": 20.0,
                    "tax_ids": self.product.taxes_id.ids,
                    "analytic_distribution": {str(account.id): 100.0},
                }
            ],
        )
        self.assertEqual(statement.line_ids.move_line_id, line)
        self.assertEqual(sum(line.analytic_line_ids.mapped("amount")), 30.0)
        self.assertIn("ACME-1", statement.move_id.narration)

    def test_summary_invoices_have_a_line_per_service(self):
        self.line.surcharge_ids = [
            Command.create({"name": "Always", "percent": 10, "weekday_mask": "0123456"})
        ]
        self.contract.invoice_detail = "summary"
        self._create_shift(self.line, "2026-01-05 10:00", "2026-01-05 11:00")
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(self._amounts(statement), [("time", 50.0), ("surcharge", 2.0)])
        self.assertRecordValues(
            statement.move_id.invoice_line_ids, [{"price_subtotal": 52.0}]
        )
        self.assertEqual(len(statement.line_ids.move_line_id), 1)

    def test_a_negative_statement_is_a_credit_note(self):
        contract = self._create_contract(
            {
                "name": "Tickets",
                "product_id": self.piece.id,
                "pricing_model": "baseline",
                "price_unit": 100.0,
                "baseline_quantity": 1000,
                "rrc_price": 1.0,
            }
        )
        statement = self._bill(contract, date(2026, 1, 31))
        self.assertEqual(statement.amount_untaxed, -900.0)
        self.assertRecordValues(
            statement.move_id, [{"move_type": "out_refund", "amount_untaxed": 900.0}]
        )

    @mute_logger("odoo.addons.bpo_billing.models.bpo_billing_batch_mixin")
    def test_a_faulty_contract_is_parked_and_the_others_go_through(self):
        faulty = self._create_contract({"name": "Typing", "price_unit": 20.0})
        self._create_entry(faulty.line_ids, date(2026, 1, 5))
        faulty.line_ids.write({"price_unit": 0})
        self.env["bpo.rate"].create(
            {
                "line_id": faulty.line_ids.id,
                "price_unit": 5.0,
                "date_start": date(2026, 1, 20),
            }
        )
        self.billing.contract_ids |= faulty
        self.billing.action_invoice()
        parked = self.billing.statement_ids.filtered("parked_reason")
        self.assertRecordValues(
            parked, [{"contract_id": faulty.id, "state": "draft", "move_id": False}]
        )
        self.assertIn("dated rate", parked.parked_reason)
        self.assertEqual(len(faulty.activity_ids), 1)
        self.assertEqual((self.billing.statement_ids - parked).state, "invoiced")

        faulty.line_ids.price_unit = 20.0
        self.billing.action_invoice()
        self.assertRecordValues(
            parked,
            [{"parked_reason": False, "state": "invoiced", "amount_untaxed": 20.0}],
        )
        self.assertFalse(faulty.activity_ids)

    @mute_logger("odoo.addons.bpo_billing.models.bpo_billing_batch_mixin")
    def test_an_error_in_a_batch_stops_only_its_contract(self):
        other = self._create_contract({"name": "Typing", "price_unit": 20.0})
        self._create_entry(other.line_ids, date(2026, 1, 5))
        self.billing.contract_ids |= other
        ledger = self.env.registry["bpo.billing.ledger"]
        native = ledger._prepare_move_vals

        def fail(record, statement):
            if statement.contract_id == other:
                raise UserError(CLOSED)
            return native(record, statement)

        with patch.object(ledger, "_prepare_move_vals", fail):
            self.billing.action_invoice()
        good, bad = self.contract.statement_ids, other.statement_ids
        self.assertEqual(good.state, "invoiced")
        self.assertRecordValues(bad, [{"state": "draft", "parked_reason": CLOSED}])

    def test_billing_refuses_without_its_unique_keys(self):
        self.env.cr.execute("DROP INDEX bpo_claim_source_uniq")
        with self.assertRaisesRegex(UserError, "bpo_claim_source_uniq"):
            self.billing.action_invoice()

    def test_only_billing_may_run(self):
        lead = new_test_user(self.env, "lea", groups=LEAD)
        with self.assertRaises(AccessError):
            self.billing.with_user(lead).action_invoice()

    def test_a_changed_invoice_is_not_posted(self):
        self.billing.action_invoice()
        move = self.billing.statement_ids.move_id
        move.invoice_line_ids.price_unit = 30.0
        with self.assertRaisesRegex(UserError, "was changed"):
            move.action_post()

    def test_a_billed_entry_is_frozen(self):
        self.billing.action_invoice()
        with self.assertRaisesRegex(UserError, "is billed"):
            self.entry.action_bpo_reject("Wrong client")
        with self.assertRaisesRegex(UserError, "is billed"):
            self.entry.unlink()

    def test_a_charge_by_hand_stays_and_is_invoiced(self):
        self.billing.action_preview()
        statement = self.billing.statement_ids
        wizard = self.env["bpo.statement.charge"].with_user(self.clerk)
        for name, amount in (("Goodwill", -5.0), ("Courier", 12.0)):
            wizard.create(
                {"statement_id": statement.id, "name": name, "amount": amount}
            ).action_add()
        self.billing.action_preview()
        statement.line_ids.filtered("is_manual")[1].action_remove()
        self.billing.action_invoice()
        self.assertEqual(
            self._amounts(statement), [("time", 30.0), ("adjustment", -5.0)]
        )
        self.assertEqual(statement.move_id.amount_untaxed, 25.0)
        with self.assertRaisesRegex(UserError, "is invoiced"):
            statement.action_add_line("More", 1.0)
        with self.assertRaisesRegex(UserError, "cannot be removed"):
            statement.line_ids[1].action_remove()

    def test_a_charge_by_hand_needs_a_reason(self):
        self.billing.action_preview()
        with self.assertRaisesRegex(UserError, "what the charge is for"):
            self.billing.statement_ids.action_add_line(" ", 5.0)
