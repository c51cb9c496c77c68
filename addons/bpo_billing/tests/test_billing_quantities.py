"""How units are counted and priced, up to the posted invoice."""

from datetime import date

from odoo import Command
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingQuantities(BillingCase):
    def _bill_units(self, *quantities, **terms):
        """The posted statement of January for items of these quantities.

        :param quantities: numbers, or pairs of delivered and accepted
        """
        contract = self._create_contract(
            {"name": "Records", "pricing_model": "unit", **terms}
        )
        for day, quantity in enumerate(quantities, 1):
            delivered, accepted = (
                quantity if isinstance(quantity, tuple) else (quantity, quantity)
            )
            self._create_item(
                contract.line_ids,
                date(2026, 1, day),
                delivered,
                accepted_quantity=accepted,
            )
        statement = self._bill(contract, date(2026, 1, 31))
        # a statement of nothing has no invoice
        states = ["posted"] if statement.amount_untaxed else []
        self.assertEqual(statement.move_id.mapped("state"), states)
        return statement

    def _steps(self, *steps):
        names = ("quantity_from", "price_unit", "flat_fee")
        return [Command.create(dict(zip(names, step, strict=False))) for step in steps]

    def test_graduated_steps_at_their_edges(self):
        """Examples: to 100 at 1.00, to 200 at 0.50, above at 0.10."""
        steps = self._steps((0, 1.0), (100, 0.5), (200, 0.1))
        for units, amount in (
            (100, 100.0),
            (101, 100.5),
            (200, 150.0),
            (201, 150.1),
            (250, 155.0),
        ):
            with self.subTest(units=units):
                statement = self._bill_units(
                    units, tier_mode="graduated", tier_ids=steps
                )
                self.assertEqual(self._amounts(statement), [("unit", amount)])

    def test_a_volume_price_falls_off_a_cliff_and_says_so(self):
        """Examples: 65,000 at 0.0006 and 10 flat: 49.00; 49,999 cost more."""
        steps = self._steps((0, 0.001), (50000, 0.0006, 10))
        statement = self._bill_units(65000, tier_mode="volume", tier_ids=steps)
        self.assertEqual(self._amounts(statement), [("unit", 49.0)])
        for units, amount in ((49999, 50.0), (50000, 40.0)):
            statement = self._bill_units(units, tier_mode="volume", tier_ids=steps)
            self.assertEqual(self._amounts(statement), [("unit", amount)])
        statement = self._bill_units(49999, tier_mode="volume", tier_ids=steps)
        self.assertTrue(statement.line_ids.explanation["notices"])

    def test_a_started_package_counts(self):
        """Examples: 100 included, 5.00 per started 100."""
        for units, amount in ((201, 10.0), (200, 5.0), (100, 0.0)):
            with self.subTest(units=units):
                statement = self._bill_units(
                    units,
                    tier_mode="package",
                    price_unit=5.0,
                    package_size=100,
                    included_quantity=100,
                )
                self.assertEqual(self._amounts(statement), [("unit", amount)])

    def test_fewer_units_than_agreed_bill_the_minimum(self):
        """Example: 220 of at least 300 at 0.40: 120.00, and 220 are shown."""
        statement = self._bill_units(220, price_unit=0.4, minimum_quantity=300)
        self.assertEqual(self._amounts(statement), [("unit", 120.0)])
        self.assertEqual(statement.line_ids.explanation["facts"]["measured"], "220")

    def test_rejected_units_are_billed_once_they_are_right(self):
        """Example: 1,000 delivered, 40 rejected and delivered again: 1,000."""
        statement = self._bill_units((1000, 960), 40, price_unit=1.0)
        self.assertRecordValues(
            statement.line_ids, [{"quantity": 1000, "amount": 1000.0}]
        )

    def test_lines_of_65_characters_stay_unrounded(self):
        """Example: 13,000 and 6,501 characters / 65 at 0.09: 27.00."""
        statement = self._bill_units(13000 / 65, 6501 / 65, price_unit=0.09)
        self.assertEqual(self._amounts(statement), [("unit", 27.0)])
        self.assertAlmostEqual(statement.line_ids.quantity, 300.0154, 4)

    def test_a_baseline_from_the_band_or_from_itself(self):
        """Examples: 1,000 for 50,000, dead-band 10 %, ARC 40, RRC 30."""
        terms = {
            "pricing_model": "baseline",
            "price_unit": 50000.0,
            "baseline_quantity": 1000,
            "deadband_percent": 10,
            "arc_price": 40.0,
            "rrc_price": 30.0,
        }
        for units, start, amount in (
            (900, "band", 50000.0),
            (1100, "band", 50000.0),
            (1150, "band", 52000.0),
            (1150, "baseline", 56000.0),
            (850, "band", 48500.0),
            (850, "baseline", 45500.0),
        ):
            with self.subTest(units=units, start=start):
                statement = self._bill_units(units, **terms, arc_from=start)
                self.assertRecordValues(statement.move_id, [{"amount_untaxed": amount}])

    def test_quantities_are_the_decimals_a_person_typed(self):
        """1.15 at 0.30 are 0.345, and half a cent goes up: 0.35."""
        statement = self._bill_units(1.15, price_unit=0.3)
        self.assertEqual(self._amounts(statement), [("unit", 0.35)])
