"""The example calculation on the form of a service line."""

from datetime import date

from odoo import Command
from odoo.tests import Form, new_test_user, tagged

from .common import AGENT, LEAD, MANAGER, BillingCase


@tagged("post_install", "-at_install")
class TestContractLineExample(BillingCase):
    """The example reacts to every term typed, saved or not, and stores nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(cls.env, "mona", groups=MANAGER)

    def _new_contract(self):
        form = Form(self.env["bpo.contract"].with_user(self.manager))
        form.partner_id = self.client
        form.date_start = date(2026, 1, 1)
        return form

    def test_the_example_follows_the_terms_while_they_are_typed(self):
        """Example: 1,700 records, 500 free, 0.20 to 1,000, 0.15 above: 230.00."""
        with self._new_contract().line_ids.new() as line:
            line.product_id = self.env.ref("bpo_contracts.product_data_entry")
            line.pricing_model = "unit"
            line.tier_mode = "graduated"
            self.assertIn("tiers are missing", line.example_html)
            line.included_quantity = 500
            for start, price in ((0, 0.2), (1000, 0.15)):
                with line.tier_ids.new() as step:
                    step.quantity_from = start
                    step.price_unit = price
            self.assertEqual(line.example_quantity, 1700)
            self.assertIn("230.00", line.example_html)
            line.example_quantity = 600
            self.assertIn("20.00", line.example_html)
            self.assertNotIn("230.00", line.example_html)

    def test_an_unsaved_line_with_rates_and_surcharges(self):
        """60 entries of 100 minutes in steps of 15 bill 105 each, 55 after 17:00."""
        with self._new_contract().line_ids.new() as line:
            line.name = "Desk"
            line.billing_increment = 15
            line.price_unit = 20
            with line.rate_ids.new() as rate:
                rate.price_unit = 10
            for name in ("Evening", "Late"):
                with line.surcharge_ids.new() as surcharge:
                    surcharge.name = name
                    surcharge.percent = 15
                    surcharge.hour_from = 17
                    surcharge.hour_to = 22
            line.example_minutes = 100
            # 60 x 105 min x 10.00 = 1,050.00; 60 x 55 min x 1.50 = 82.50
            self.assertIn("1,050.00", line.example_html)
            self.assertIn("1,132.50", line.example_html)

    def test_an_added_surcharge_beside_a_saved_one(self):
        contract = self._create_contract(
            {
                "name": "Desk",
                "price_unit": 10.0,
                "surcharge_ids": [
                    Command.create({"name": "Late", "percent": 10, "hour_from": 20})
                ],
            }
        )
        with Form(contract.line_ids.with_user(self.manager)) as line:
            with line.surcharge_ids.new() as surcharge:
                surcharge.name = "Weekend"
                surcharge.percent = 50
                surcharge.weekday_mask = "56"
            # half of each entry is after 20:00
            self.assertIn("1,050.00", line.example_html)
        self.assertEqual(len(contract.line_ids.surcharge_ids), 2)

    def test_trying_a_quantity_changes_no_contract(self):
        contract = self._create_contract({"name": "Desk", "price_unit": 10.0})
        contract.action_close(date=date(2026, 1, 31), reason="Done")
        contract.state = "closed"
        line = contract.line_ids
        before = line.write_date
        line.with_user(self.manager).write({"example_quantity": 7})
        line.invalidate_recordset()
        self.assertRecordValues(line, [{"example_quantity": 100, "write_date": before}])

    def test_the_example_is_rounded_in_the_contracts_currency(self):
        yen = self.env.ref("base.JPY")
        yen.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": yen.id, "name": date(2026, 1, 1), "rate": 150}
        )
        contract = self._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 1000.4},
            currency_id=yen.id,
        )
        self.assertIn("1,000", contract.line_ids.example_html)
        self.assertNotIn("1,000.4 ", contract.line_ids.example_html)

    def test_money_is_shown_to_leads_but_not_to_agents(self):
        contract = self._create_contract({"name": "Desk", "price_unit": 10.0})
        lead = new_test_user(self.env, "lea", groups=LEAD)
        agent = new_test_user(self.env, "ann", groups=AGENT)
        line = contract.line_ids
        self.assertIn("1,000.00", line.with_user(lead).example_html)
        fields = self.env["bpo.contract.line"].with_user(agent).fields_get()
        self.assertNotIn("example_html", fields)
        self.assertNotIn("example_quantity", fields)

    def test_milestones_are_planned_on_the_line(self):
        form = self._new_contract()
        with form.line_ids.new() as line:
            line.name = "Study"
            line.pricing_model = "milestone"
            with line.milestone_ids.new() as milestone:
                milestone.name = "Report"
                milestone.amount = 1500
        contract = form.save()
        self.assertRecordValues(
            contract.line_ids.milestone_ids,
            [{"name": "Report", "amount": 1500, "contract_id": contract.id}],
        )
