"""Units taken back by an entry below zero: volumes and minimums stay right."""

from datetime import date

from odoo import Command
from odoo.tests import tagged

from .common import BillingCase

JANUARY = date(2026, 1, 31)
FEBRUARY = date(2026, 2, 28)


@tagged("post_install", "-at_install")
class TestBillingCorrections(BillingCase):
    def _contract(self, **terms):
        line = {
            "name": "Records",
            "product_id": self.piece.id,
            "pricing_model": "unit",
            "price_unit": 1.0,
        }
        contract_terms = terms.pop("contract", {})
        return self._create_contract({**line, **terms}, **contract_terms)

    def _log(self, contract, day, quantity):
        return self._create_entry(
            contract.line_ids, day, 30, bpo_output_quantity=quantity
        )

    def test_a_correction_takes_off_units_at_their_price(self):
        """100 at 1.00, 20 taken back after the price rose to 1.50: 80.00."""
        contract = self._contract(
            rate_ids=[
                Command.create({"price_unit": 1.0, "date_end": date(2026, 1, 9)}),
                Command.create({"price_unit": 1.5, "date_start": date(2026, 1, 10)}),
            ]
        )
        entries = self._log(contract, date(2026, 1, 5), 100)
        entries += self._log(contract, date(2026, 1, 20), -20)
        statement = self._bill(contract, JANUARY)
        self.assertEqual(statement.amount_untaxed, 80.0)
        self.assertEqual(entries.mapped("bpo_is_billed"), [True, True])

    def test_the_volume_reached_is_what_is_left(self):
        contract = self._contract(
            tier_mode="volume",
            tier_ids=[
                Command.create({"quantity_from": 0, "price_unit": 1.0}),
                Command.create({"quantity_from": 100, "price_unit": 0.5}),
            ],
        )
        self._log(contract, date(2026, 1, 5), 110)
        self._log(contract, date(2026, 1, 20), -20)
        self.assertEqual(self._bill(contract, JANUARY).amount_untaxed, 90.0)

    def test_the_minimum_is_trued_up_from_what_is_left(self):
        contract = self._contract(contract={"minimum_commitment": 100.0})
        self._log(contract, date(2026, 1, 5), 100)
        self._log(contract, date(2026, 1, 20), -20)
        statement = self._bill(contract, JANUARY)
        self.assertEqual(self._amounts(statement), [("unit", 80.0), ("minimum", 20.0)])

    def test_a_late_correction_is_credited_with_the_next_period(self):
        contract = self._contract()
        self._log(contract, date(2026, 1, 5), 100)
        self._bill(contract, JANUARY)
        late = self._log(contract, date(2026, 1, 20), -20)
        self._log(contract, date(2026, 2, 3), 50)
        statement = self._bill(contract, FEBRUARY)
        self.assertEqual(
            self._amounts(statement), [("unit", 50.0), ("adjustment", -20.0)]
        )
        self.assertTrue(late.bpo_is_billed)
        self.assertFalse(self._bill(contract, FEBRUARY))

    def test_more_taken_back_than_there_is_parks_the_contract(self):
        contract = self._contract()
        self._log(contract, date(2026, 1, 5), 10)
        self._log(contract, date(2026, 1, 20), -20)
        run = self._create_run(JANUARY, contract_ids=contract.ids)
        run.action_invoice()
        self.assertIn("taken back", run.statement_ids.parked_reason)

    def test_a_partial_credit_does_not_free_the_correction_alone(self):
        """Of 120 - 20 units 40 are credited: no entry is so small, so none is free."""
        contract = self._contract()
        entry = self._log(contract, date(2026, 1, 5), 120)
        correction = self._log(contract, date(2026, 1, 20), -20)
        move = self._bill(contract, JANUARY).move_id
        credit = move._reverse_moves()
        credit.invoice_line_ids.quantity = 40.0
        credit.action_post()
        self.assertEqual((entry + correction).mapped("bpo_is_billed"), [True, True])
        rest = move._reverse_moves()
        rest.invoice_line_ids.quantity = 60.0
        rest.action_post()
        self.assertEqual((entry + correction).mapped("bpo_is_billed"), [False, False])
