"""Parts of a month, agents in part, up to the posted invoice."""

from datetime import date

from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingProration(BillingCase):
    def _invoiced(self, contract, day):
        """What the posted invoice of the one statement up to a day comes to."""
        move = self._bill(contract, day).move_id
        self.assertEqual(move.state, "posted")
        return move.amount_untaxed

    def test_two_parts_of_a_month_add_up_to_the_whole(self):
        """Example: 10,000 a month: 9/31 are 2,903.23, 22/31 are 7,096.77."""
        desk = {"name": "Desk", "pricing_model": "fixed", "price_unit": 10000.0}
        old = self._create_contract(
            desk, date_start=date(2026, 7, 1), date_end=date(2026, 7, 9)
        )
        new = self._create_contract(desk, date_start=date(2026, 7, 10))
        amounts = [self._invoiced(each, date(2026, 7, 31)) for each in (old, new)]
        self.assertEqual(amounts, [2903.23, 7096.77])
        self.assertAlmostEqual(sum(amounts), 10000.0)

    def test_a_dated_fee_changes_within_the_month(self):
        """310 until the 10th, 620 from then: 10/31 are 100, 21/31 are 420."""
        contract = self._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 310.0}
        )
        contract.line_ids._set_price_from(date(2026, 1, 11), 620.0)
        self.assertEqual(self._invoiced(contract, date(2026, 1, 31)), 520.0)

    def test_an_agent_counts_by_working_days(self):
        """Example: 21 of the 23 working days of July 2026: 91,304.35."""
        contract = self._create_contract(
            {
                "name": "Team",
                "pricing_model": "fte",
                "price_unit": 100000.0,
                "prorate_by": "working_days",
            },
            date_start=date(2026, 7, 3),
        )
        self.assertEqual(self._invoiced(contract, date(2026, 7, 31)), 91304.35)

    def test_agents_count_by_their_share(self):
        """Example: two agents, one at 50 %, at 3,200 each: 4,800.00."""
        contract = self._create_contract(
            {"name": "Team", "pricing_model": "fte", "price_unit": 3200.0}
        )
        self._assign(contract, self._create_agent("Ben"), allocation_percent=50)
        self.assertEqual(self._invoiced(contract, date(2026, 1, 31)), 4800.0)

    def test_agents_count_by_approved_hours(self):
        """Example: 312 h of 160 h at 3,200: 6,240.00."""
        contract = self._create_contract(
            {
                "name": "Team",
                "pricing_model": "fte",
                "price_unit": 3200.0,
                "fte_basis": "hours",
                "fte_hours": 160.0,
            }
        )
        for day in range(1, 27):
            self._create_entry(contract.line_ids, date(2026, 1, day), 720)
        self.assertEqual(self._invoiced(contract, date(2026, 1, 31)), 6240.0)
