"""Index clauses make draft amendments."""

import doctest
from datetime import date
from decimal import Decimal

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..models import index_factor
from .common import ContractCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 09:00:00")
class TestPriceIndex(ContractCase):
    """10,000 at a base of 300; changes count from 1 April 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.index = cls.env["bpo.price.index"].create({"name": "Wages"})

    def _create_indexed(self, **overrides):
        line = {"pricing_model": "fixed", "price_unit": 10000}
        contract = self._create_contract(
            **{
                "lines": [line],
                "price_index_id": self.index.id,
                "index_base_value": 300,
                "index_percent_cap": 5,
                **overrides,
            }
        )
        contract.action_activate()
        return contract

    def _publish(self, value, day="2026-03-01"):
        return self.env["bpo.price.index.value"].create(
            {"index_id": self.index.id, "date": day, "value": value}
        )

    def test_arithmetic_in_docstrings(self):
        self.assertEqual(doctest.testmod(index_factor).failed, 0)
        moved = index_factor.index_percent(Decimal(300), Decimal(318))
        self.assertEqual(moved, 6)

    def test_price_follows_the_index(self):
        contract = self._create_indexed()
        self._publish(312).action_prepare_amendments()
        amendment = contract.amendment_ids
        self.assertEqual((amendment.state, amendment.applied_percent), ("draft", 4))
        self.assertEqual(contract.line_ids.rate_ids.ids, [])
        amendment.action_approve()
        line = contract.line_ids
        self.assertEqual(line._get_price_on(date(2026, 3, 31)), 10000)
        self.assertEqual(line._get_price_on(date(2026, 4, 1)), 10400)
        self.assertEqual(contract.index_base_value, 312)

    def test_cap(self):
        contract = self._create_indexed()
        self._publish(318).action_prepare_amendments()
        self.assertEqual(contract.amendment_ids.index_percent, 6)
        self.assertEqual(contract.amendment_ids.change_ids.new_value, 10500)

    def test_floor(self):
        self._create_indexed()
        with self.assertRaisesRegex(UserError, "No contract's prices change"):
            self._publish(294).action_prepare_amendments()

    def test_steps_and_overage_follow_too(self):
        contract = self._create_indexed(
            lines=[
                {
                    "pricing_model": "unit",
                    "tier_mode": "volume",
                    "tier_ids": [(0, 0, {"quantity_from": 0, "price_unit": 0.0006})],
                },
                {"pricing_model": "fixed", "price_unit": 100, "overage_price": 30},
            ]
        )
        self._publish(312).action_prepare_amendments()
        contract.amendment_ids.action_approve()
        units, retainer = contract._get_lines_on(date(2026, 4, 1))
        self.assertAlmostEqual(units.tier_ids.price_unit, 0.000624, 9)
        self.assertEqual(retainer.overage_price, 31.2)
        self.assertEqual(retainer._get_price_on(date(2026, 4, 1)), 104)

    def test_a_value_is_used_once(self):
        self._create_indexed()
        value = self._publish(312)
        value.action_prepare_amendments()
        with self.assertRaisesRegex(UserError, "No contract's prices change"):
            value.action_prepare_amendments()

    def test_values_are_above_zero(self):
        with self.assertRaisesRegex(ValidationError, "above 0"):
            self._publish(0)
