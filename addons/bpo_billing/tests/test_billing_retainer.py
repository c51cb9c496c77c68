"""Included quantities that roll over, up to posted invoices."""

from datetime import date

from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingRetainer(BillingCase):
    """Example: 40 h included, one period of roll-over, from September 2026.

    September uses 30 h. October has 50 h and uses 60: 10 h overage at 50.00. November
    starts at 40 h and uses 41: 1 h overage.
    """

    EXPECTED = (
        (date(2026, 9, 30), [("fixed", 2000.0)]),
        (date(2026, 10, 31), [("fixed", 2000.0), ("overage", 500.0)]),
        (date(2026, 11, 30), [("fixed", 2000.0), ("overage", 50.0)]),
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            {
                "name": "Bookkeeping",
                "pricing_model": "fixed",
                "price_unit": 2000.0,
                "included_quantity": 40.0,
                "rollover_periods": 1,
                "overage_price": 50.0,
            },
            date_start=date(2026, 9, 1),
        )

    def _work(self):
        for month, days, last in ((9, 3, 0), (10, 6, 0), (11, 4, 60)):
            for day in range(1, days + 1):
                self._create_entry(self.contract.line_ids, date(2026, month, day), 600)
            if last:
                self._create_entry(self.contract.line_ids, date(2026, month, 20), last)

    def test_months_billed_one_after_the_other(self):
        self._work()
        for day, amounts in self.EXPECTED:
            self.assertEqual(self._amounts(self._bill(self.contract, day)), amounts)

    def test_months_caught_up_at_once(self):
        self._work()
        statements = self._bill(self.contract, date(2026, 11, 30))
        self.assertEqual(
            [self._amounts(each) for each in statements],
            [amounts for _day, amounts in self.EXPECTED],
        )
        self.assertEqual(set(statements.move_id.mapped("state")), {"posted"})

    def test_included_units_are_counted_where_the_service_says_so(self):
        """40 units included: 45 accepted leave 5 at 50.00."""
        line = self.contract.line_ids
        line.bpo_count_from = "items"
        self._create_item(line, date(2026, 9, 10), 45)
        statement = self._bill(self.contract, date(2026, 9, 30))
        self.assertEqual(
            self._amounts(statement), [("fixed", 2000.0), ("overage", 250.0)]
        )

    def test_included_units_roll_over(self):
        """40 units a month, 10 used in September: October has 70 and uses 75."""
        line = self.contract.line_ids
        line.bpo_count_from = "items"
        self._create_item(line, date(2026, 9, 10), 10)
        self._create_item(line, date(2026, 10, 10), 75)
        first, second = self._bill(self.contract, date(2026, 10, 31))
        self.assertEqual(self._amounts(first), [("fixed", 2000.0)])
        self.assertEqual(self._amounts(second), [("fixed", 2000.0), ("overage", 250.0)])
