"""The minimum of a contract, up to the posted invoice."""

from datetime import date

from odoo import Command
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingMinimum(BillingCase):
    """50 fixed and 10 an hour, at least 100 a month."""

    @classmethod
    def _agree(cls, **vals):
        return cls._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 50.0},
            {"name": "Extra", "price_unit": 10.0},
            **{"minimum_commitment": 100.0, "date_start": date(2026, 4, 1), **vals},
        )

    def _bill_april(self, contract, hours=0):
        """The posted statement of April with so many hours on the 20th."""
        if hours:
            extra = contract.line_ids[1]
            self._create_entry(extra, date(2026, 4, 20), hours * 60)
        statement = self._bill(contract, date(2026, 4, 30))
        self.assertEqual(statement.move_id.state, "posted")
        return statement

    def test_charges_above_the_minimum_add_no_line(self):
        """Example: 50 and 8 x 10 are 130, more than 100."""
        statement = self._bill_april(self._agree(), hours=8)
        self.assertEqual(self._amounts(statement), [("fixed", 50.0), ("time", 80.0)])

    def test_charges_equal_to_the_minimum_add_no_line(self):
        statement = self._bill_april(self._agree(), hours=5)
        self.assertEqual(self._amounts(statement), [("fixed", 50.0), ("time", 50.0)])

    def test_half_a_month_halves_the_minimum(self):
        """Example: 15 of 30 days: fee 25, minimum 50, true-up 25."""
        statement = self._bill_april(self._agree(date_start=date(2026, 4, 16)))
        self.assertEqual(self._amounts(statement), [("fixed", 25.0), ("minimum", 25.0)])

    def test_suspended_days_do_not_count(self):
        """10 of 30 days rest: fee 33.33, minimum 66.67, true-up 33.34."""
        contract = self._agree()
        self.env["bpo.contract.suspension"].create(
            {
                "contract_id": contract.id,
                "date_from": date(2026, 4, 1),
                "date_to": date(2026, 4, 10),
            }
        )
        statement = self._bill_april(contract)
        self.assertEqual(
            self._amounts(statement), [("fixed", 33.33), ("minimum", 33.34)]
        )

    def test_credits_do_not_count_towards_it(self):
        """50 and 30 are trued up to 100; 10 % of the fees of 80 come off after."""
        contract = self._agree(
            at_risk_percent=10.0,
            sla_ids=[
                Command.create(
                    {
                        "name": "Two days",
                        "metric": "turnaround",
                        "target_percent": 95.0,
                        "threshold_hours": 16.0,
                        "allocation_percent": 100.0,
                    }
                )
            ],
        )
        self._create_item(
            contract.line_ids[1],
            date(2026, 4, 20),
            1,
            received_at="2026-04-01 09:00:00",
        )
        statement = self._bill_april(contract, hours=3)
        self.assertEqual(
            self._amounts(statement),
            [("fixed", 50.0), ("time", 30.0), ("minimum", 20.0), ("sla_credit", -8.0)],
        )
        self.assertRecordValues(statement.move_id, [{"amount_untaxed": 92.0}])

    def test_fees_billed_in_advance_count_towards_it(self):
        """April's fee is on the statement before, its hours and true-up on this."""
        contract = self._agree(billing_timing="advance")
        self._create_entry(contract.line_ids[1], date(2026, 4, 20), 180)
        first, second = self._bill(contract, date(2026, 5, 1))
        self.assertEqual(self._amounts(first), [("fixed", 50.0)])
        self.assertEqual(
            self._amounts(second), [("fixed", 50.0), ("time", 30.0), ("minimum", 20.0)]
        )
