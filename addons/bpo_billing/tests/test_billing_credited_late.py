"""Work that a credit note freed comes back at what its period is worth."""

from datetime import date

from odoo import Command
from odoo.tests import tagged

from .common import BillingCase

JANUARY = date(2026, 1, 31)
FEBRUARY = date(2026, 2, 28)


@tagged("post_install", "-at_install")
class TestBillingCreditedLate(BillingCase):
    def _credit(self, statement, quantity, price=None):
        """Credit a quantity of the first charge, or a part of its price."""
        credit = statement.move_id._reverse_moves()
        line = credit.invoice_line_ids.sorted("sequence")[:1]
        (credit.invoice_line_ids - line).unlink()
        line.write({"quantity": quantity} | ({"price_unit": price} if price else {}))
        credit.action_post()

    def _left(self, statement):
        """What January comes to: its invoice less its credit notes."""
        move = statement.move_id
        return move.amount_untaxed - sum(
            move.reversal_move_ids.mapped("amount_untaxed")
        )

    def _check_all_is_well(self):
        findings = self.env["bpo.billing.audit"]._get_findings(self.company)
        self.assertEqual(findings, [])

    def test_a_minimum_is_reached_once(self):
        """90 and 10 to the minimum; 45 credited; back again they are 45, not 0."""
        contract = self._create_contract(
            {"name": "Desk", "price_unit": 10.0}, minimum_commitment=100.0
        )
        for day in (5, 6):
            self._create_entry(contract.line_ids, date(2026, 1, day), 270)
        statement = self._bill(contract, JANUARY)
        self.assertEqual(self._amounts(statement), [("time", 90.0), ("minimum", 10.0)])
        self._credit(statement, 4.5)
        self.assertEqual(self._left(statement), 55.0)
        following = self._bill(contract, FEBRUARY)
        self.assertEqual(
            self._amounts(following), [("minimum", 100.0), ("adjustment", 45.0)]
        )
        self._check_all_is_well()

    def test_less_than_the_minimum_comes_back_without_it(self):
        """30 and 70 to the minimum; 10 credited; 10 come back, and no 70 less."""
        contract = self._create_contract(
            {"name": "Desk", "price_unit": 10.0}, minimum_commitment=100.0
        )
        for day in (5, 6, 7):
            self._create_entry(contract.line_ids, date(2026, 1, day), 60)
        statement = self._bill(contract, JANUARY)
        self._credit(statement, 1.0)
        following = self._bill(contract, FEBRUARY)
        self.assertEqual(
            self._amounts(following), [("minimum", 100.0), ("adjustment", 10.0)]
        )

    def test_units_come_back_at_what_was_credited(self):
        """Ten items of 25 cost 155.00, 0.62 on average: five come back as 77.50."""
        contract = self._create_contract(
            {
                "name": "Records",
                "product_id": self.piece.id,
                "pricing_model": "unit",
                "tier_mode": "graduated",
                "tier_ids": [
                    Command.create({"quantity_from": start, "price_unit": price})
                    for start, price in ((0, 1.0), (100, 0.5), (200, 0.1))
                ],
            }
        )
        for day in range(1, 11):
            self._create_item(contract.line_ids, date(2026, 1, day), 25)
        statement = self._bill(contract, JANUARY)
        self.assertEqual(statement.amount_untaxed, 155.0)
        self._credit(statement, 125.0)
        self.assertEqual(self._left(statement), 77.5)
        following = self._bill(contract, FEBRUARY)
        self.assertEqual(self._amounts(following), [("adjustment", 77.5)])
        self._check_all_is_well()

    def test_a_lower_price_stays_a_gift(self):
        """90.00 with 20.00 credited as goodwill; late 10.00 cost 10.00."""
        contract = self._create_contract({"name": "Desk", "price_unit": 10.0})
        self._create_entry(contract.line_ids, date(2026, 1, 5), 540)
        statement = self._bill(contract, JANUARY)
        self._credit(statement, 1.0, price=20.0)
        self._create_entry(contract.line_ids, date(2026, 1, 20), 60)
        following = self._bill(contract, FEBRUARY)
        self.assertEqual(self._amounts(following), [("adjustment", 10.0)])

    def test_what_came_back_is_not_charged_again(self):
        contract = self._create_contract({"name": "Desk", "price_unit": 10.0})
        for day in (5, 6):
            self._create_entry(contract.line_ids, date(2026, 1, day), 270)
        self._credit(self._bill(contract, JANUARY), 4.5)
        self._bill(contract, FEBRUARY)
        self._create_entry(contract.line_ids, date(2026, 1, 20), 60)
        third = self._bill(contract, date(2026, 3, 31))
        self.assertEqual(self._amounts(third), [("adjustment", 10.0)])
