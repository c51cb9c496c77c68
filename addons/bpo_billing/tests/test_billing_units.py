"""Units, fees, minimum and service credits up to a posted invoice."""

from datetime import date

from odoo import Command
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingUnits(BillingCase):
    """Examples of units and fees, each through a contract, a run and an invoice."""

    def test_included_units_then_tiers(self):
        """Example: 1,700 units, 500 included, 0.20 to 1,000, 0.15 above: 230.00."""
        contract = self._create_contract(
            {
                "name": "Records",
                "product_id": self.piece.id,
                "pricing_model": "unit",
                "included_quantity": 500,
                "tier_mode": "graduated",
                "tier_ids": [
                    Command.create({"quantity_from": 0, "price_unit": 0.20}),
                    Command.create({"quantity_from": 1000, "price_unit": 0.15}),
                ],
            }
        )
        items = self._create_item(contract.line_ids, date(2026, 1, 10), 900)
        items += self._create_item(contract.line_ids, date(2026, 1, 20), 800)
        statement = self._bill(contract, date(2026, 1, 31))
        self.assertEqual(self._amounts(statement), [("unit", 230.0)])
        self.assertEqual(items.bpo_statement_line_id, statement.line_ids)

    def test_output_of_time_entries_counts_without_items(self):
        contract = self._create_contract(
            {
                "name": "Records",
                "product_id": self.piece.id,
                "pricing_model": "unit",
                "price_unit": 0.5,
            }
        )
        entry = self._create_entry(
            contract.line_ids, date(2026, 1, 10), bpo_output_quantity=40
        )
        idle = self._create_entry(contract.line_ids, date(2026, 1, 11))
        statement = self._bill(contract, date(2026, 1, 31))
        self.assertEqual(self._amounts(statement), [("unit", 20.0)])
        self.assertTrue(entry.bpo_is_billed)
        self.assertFalse(idle.bpo_is_billed)

    def test_units_count_on_the_clients_day(self):
        """An item accepted on 31 January 23:30 UTC is February's in Berlin."""
        contract = self._create_contract(
            {
                "name": "Records",
                "product_id": self.piece.id,
                "pricing_model": "unit",
                "price_unit": 1.0,
            },
            tz="Europe/Berlin",
        )
        item = self._create_item(
            contract.line_ids,
            date(2026, 1, 31),
            7,
            accepted_at="2026-01-31 23:30:00",
        )
        january, february = self._bill(contract, date(2026, 2, 28))
        self.assertFalse(january.line_ids)
        self.assertEqual(item.bpo_statement_line_id.statement_id, february)

    def test_a_fee_is_prorated_by_calendar_days(self):
        """Example: 10,000 a month from 10 July: 22/31, 7,096.77."""
        contract = self._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 10000.0},
            date_start=date(2026, 7, 10),
        )
        statement = self._bill(contract, date(2026, 7, 31))
        self.assertRecordValues(
            statement,
            [{"date_from": date(2026, 7, 10), "amount_untaxed": 7096.77}],
        )

    def test_a_shortfall_is_trued_up_to_the_minimum(self):
        """Example: 50 fixed + 30 usage, minimum 100: a line of 20.00."""
        contract = self._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 50.0},
            {"name": "Extra", "price_unit": 10.0},
            minimum_commitment=100.0,
        )
        self._create_entry(contract.line_ids[1], date(2026, 1, 5), 180)
        statement = self._bill(contract, date(2026, 1, 31))
        self.assertEqual(
            self._amounts(statement),
            [("fixed", 50.0), ("time", 30.0), ("minimum", 20.0)],
        )
        self.assertRecordValues(statement.move_id, [{"amount_untaxed": 100.0}])

    def test_a_missed_level_is_credited_from_the_pool(self):
        """Example: fees 100,000, 10 % at risk, allocation 20 %: 2,000.00."""
        contract = self._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 100000.0},
            at_risk_percent=10.0,
            sla_ids=[
                Command.create(
                    {
                        "name": "Two days",
                        "metric": "turnaround",
                        "target_percent": 95.0,
                        "threshold_hours": 16.0,
                        "credit_method": "pool",
                        "allocation_percent": 20.0,
                    }
                )
            ],
        )
        self._create_item(
            contract.line_ids,
            date(2026, 1, 20),
            1,
            received_at="2026-01-02 09:00:00",
        )
        statement = self._bill(contract, date(2026, 1, 31))
        self.assertEqual(
            self._amounts(statement), [("fixed", 100000.0), ("sla_credit", -2000.0)]
        )
        self.assertEqual(statement.line_ids.sla_result_id.state, "final")
        statement.action_cancel()
        self.assertEqual(statement.line_ids.sla_result_id.state, "provisional")

    def test_a_vendor_bill_is_passed_through_once(self):
        """Example: 240.00 with 7.5 % markup: 258.00, the bill as evidence."""
        contract = self._create_contract(
            {"name": "Postage", "pricing_model": "passthrough", "markup_percent": 7.5}
        )
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": self.env["res.partner"].create({"name": "Post"}).id,
                "invoice_date": date(2026, 1, 12),
                "ref": "POST-77",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Stamps",
                            "price_unit": 240.0,
                            "tax_ids": False,
                            "bpo_contract_line_id": contract.line_ids.id,
                        }
                    )
                ],
            }
        )
        bill.action_post()
        statement = self._bill(contract, date(2026, 1, 31))
        self.assertEqual(self._amounts(statement), [("expense", 258.0)])
        self.assertIn("POST-77", str(statement.line_ids.explanation))
        self.assertFalse(self._bill(contract, date(2026, 1, 31)))

    def test_a_milestone_is_billed_when_it_is_done(self):
        contract = self._create_contract(
            {"name": "Study", "pricing_model": "milestone", "price_unit": 900.0}
        )
        first, second = self.env["bpo.milestone"].create(
            [
                {"contract_line_id": contract.line_ids.id, "name": "Sample"},
                {
                    "contract_line_id": contract.line_ids.id,
                    "name": "Report",
                    "amount": 1500.0,
                },
            ]
        )
        second.write(
            {
                "state": "accepted",
                "reached_on": date(2026, 1, 9),
                "accepted_on": date(2026, 1, 10),
            }
        )
        statement = self._bill(contract, date(2026, 1, 31))
        self.assertEqual(self._amounts(statement), [("milestone", 1500.0)])
        self.assertTrue(second.bpo_is_billed)
        self.assertFalse(first.bpo_is_billed)
