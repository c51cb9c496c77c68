"""Rate cards and amendments as proposals."""

from datetime import date

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .simulation_common import FEBRUARY, JANUARY, SimulationCase


@tagged("post_install", "-at_install")
class TestSimulationCard(SimulationCase):
    def _simulate_card(self, *lines, **vals):
        card = self._create_card(*lines)
        return self._simulate(source="card", card_id=card.id, **vals)

    def test_a_card_replaces_price_and_billing_steps(self):
        self._create_entry(self.desk, JANUARY, 61)
        simulation = self._simulate_card(
            {"name": "Desk", "price_unit": 24.0, "billing_increment": 15}
        )
        self.assertEqual(self._rows(simulation), [("2026-01-31", "Desk", 0, 20.33, 30)])

    def test_a_card_may_price_units_instead_of_time(self):
        entry = self._create_entry(self.desk, JANUARY, 120, approve=False)
        entry.bpo_output_quantity = 250
        entry.action_bpo_approve()
        simulation = self._simulate_card(
            {
                "name": "Desk",
                "pricing_model": "unit",
                "tier_mode": "graduated",
                "included_quantity": 50,
                "tier_ids": [
                    Command.create({"quantity_from": 0, "price_unit": 0.3}),
                    Command.create({"quantity_from": 100, "price_unit": 0.2}),
                ],
            }
        )
        self.assertEqual(self._rows(simulation), [("2026-01-31", "Desk", 0, 40, 50)])

    def test_surcharges_of_a_card_split_the_entries(self):
        self._create_shift(self.desk, "2026-01-15 16:00", "2026-01-15 19:00")
        simulation = self._simulate_card(
            {
                "name": "Desk",
                "price_unit": 20.0,
                "surcharge_ids": [
                    Command.create(
                        {
                            "name": "Evening",
                            "percent": 15.0,
                            "hour_from": 17,
                            "hour_to": 22,
                        }
                    )
                ],
            }
        )
        self.assertEqual(self._rows(simulation), [("2026-01-31", "Desk", 0, 60, 66)])
        labels = [step["label"] for step in simulation.line_ids.explanation["steps"]]
        self.assertTrue(any("Evening" in label for label in labels), labels)

    def test_services_are_found_by_product_then_by_name(self):
        self._create_entry(self.desk, JANUARY, 60)
        simulation = self._simulate_card(
            {"name": "Other", "price_unit": 50.0},
            {"name": "desk", "price_unit": 30.0},
        )
        self.assertEqual(simulation.line_ids.proposed_amount, 30.0)

    def test_services_missing_on_the_card_stay_and_are_named(self):
        self.env["bpo.contract.line"].create(
            {
                "contract_id": self.contract.id,
                "name": "Fee",
                "product_id": self.piece.id,
                "pricing_model": "fixed",
                "price_unit": 100.0,
            }
        )
        self._create_entry(self.desk, JANUARY, 60)
        simulation = self._simulate_card(
            {"name": "Desk", "price_unit": 30.0}, date_to=date(2026, 1, 31)
        )
        self.assertEqual(
            sorted(row[1:] for row in self._rows(simulation)),
            [("Desk", 0, 20, 30), ("Fee", 0, 100, 100)],
        )
        self.assertIn("Fee", simulation.notes)

    def test_a_card_in_another_currency_is_refused(self):
        other = self.env["res.currency"].create({"name": "XTS", "symbol": "X"})
        card = self._create_card({"name": "Desk"}, currency_id=other.id)
        simulation = self._create_simulation(source="card", card_id=card.id)
        with self.assertRaisesRegex(
            UserError, "choose contracts in the card's currency"
        ):
            simulation.action_run()

    def test_units_from_are_copied_with_the_card(self):
        card = self._create_card({"name": "Desk", "bpo_count_from": "output"})
        vals = card.line_ids._prepare_contract_line_vals(self.contract)
        self.assertEqual(vals["bpo_count_from"], "output")


@tagged("post_install", "-at_install")
class TestSimulationAmendment(SimulationCase):
    def _simulate_amendment(self, *changes, **vals):
        amendment = self._create_amendment(*changes)
        return self._simulate(source="amendment", amendment_id=amendment.id, **vals)

    def test_a_new_price_counts_as_if_it_had_always_been_in_force(self):
        self._create_entry(self.desk, JANUARY, 60)
        self._create_entry(self.desk, FEBRUARY, 60)
        simulation = self._simulate_amendment(
            {"line_id": self.desk.id, "term": "price_unit", "new_value": 25.0}
        )
        self.assertEqual(
            self._rows(simulation),
            [("2026-01-31", "Desk", 0, 20, 25), ("2026-02-28", "Desk", 0, 20, 25)],
        )
        self.assertEqual(simulation.amendment_id.state, "draft")

    def test_other_billing_steps_round_the_entries_again(self):
        self._create_entry(self.desk, JANUARY, 61)
        simulation = self._simulate_amendment(
            {"line_id": self.desk.id, "term": "billing_increment", "new_value": 30}
        )
        self.assertEqual(self._rows(simulation), [("2026-01-31", "Desk", 0, 20.33, 30)])

    def test_a_service_that_ends_costs_nothing(self):
        self._create_entry(self.desk, JANUARY, 60)
        simulation = self._simulate_amendment({"line_id": self.desk.id, "term": "end"})
        self.assertEqual(self._rows(simulation), [("2026-01-31", "Desk", 0, 20, 0)])

    def test_a_service_that_is_added_brings_its_fee(self):
        self._create_entry(self.desk, JANUARY, 60)
        card = self._create_card(
            {"name": "Platform", "pricing_model": "fixed", "price_unit": 80.0}
        )
        simulation = self._simulate_amendment(
            {"term": "add", "card_line_id": card.line_ids.id}, date_to=date(2026, 1, 31)
        )
        self.assertEqual(
            sorted(row[1:] for row in self._rows(simulation)),
            [("Desk", 0, 20, 20), ("Platform", 0, 0, 80)],
        )

    def test_earlier_versions_of_the_service_change_too(self):
        self._create_entry(self.desk, JANUARY, 60)
        first = self._create_amendment(
            {"line_id": self.desk.id, "term": "minimum_minutes", "new_value": 10},
            date_effective=date(2026, 2, 1),
        )
        first.action_approve()
        version = self.contract.line_ids - self.desk
        self._create_entry(version, FEBRUARY, 60)
        simulation = self._simulate_amendment(
            {"line_id": version.id, "term": "price_unit", "new_value": 30.0}
        )
        self.assertEqual(simulation.line_ids.mapped("proposed_amount"), [30.0, 30.0])

    def test_only_the_contract_of_the_amendment_is_rated(self):
        other = self._create_contract({"name": "Else", "price_unit": 10.0})
        self._create_entry(self.desk, JANUARY, 60)
        self._create_entry(other.line_ids, JANUARY, 60)
        simulation = self._simulate_amendment(
            {"line_id": self.desk.id, "term": "price_unit", "new_value": 25.0},
            contract_ids=other.ids,
        )
        self.assertEqual(simulation.line_ids.contract_id, self.contract)
