"""Credits beyond the amount at risk, on the posted invoice."""

from datetime import date

from odoo import Command
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingPoolCredit(BillingCase):
    def test_credits_are_scaled_to_the_cap_and_both_figures_kept(self):
        """Example: 20, 30, 50, 25 % of 10,000 are 12,500; 10,000 are credited."""
        contract = self._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 100_000.0},
            at_risk_percent=10.0,
            sla_ids=[
                Command.create(
                    {
                        "name": f"Level {weight}",
                        "metric": "turnaround",
                        "target_percent": 95.0,
                        "threshold_hours": 16.0,
                        "allocation_percent": weight,
                    }
                )
                for weight in (20, 30, 50, 25)
            ],
        )
        self._create_item(
            contract.line_ids, date(2026, 1, 20), 1, received_at="2026-01-02 09:00:00"
        )
        statement = self._bill(contract, date(2026, 1, 31))
        results = statement.line_ids.sla_result_id.sorted("uncapped_amount")
        self.assertRecordValues(
            results,
            [
                {"uncapped_amount": 2000.0, "credit_amount": 1600.0},
                {"uncapped_amount": 2500.0, "credit_amount": 2000.0},
                {"uncapped_amount": 3000.0, "credit_amount": 2400.0},
                {"uncapped_amount": 5000.0, "credit_amount": 4000.0},
            ],
        )
        self.assertRecordValues(
            statement.move_id, [{"state": "posted", "amount_untaxed": 90_000.0}]
        )
