"""A simulation compares the past under two terms and writes nothing else."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .simulation_common import FEBRUARY, FIRST, JANUARY, LAST, SimulationCase


@tagged("post_install", "-at_install")
class TestSimulationRun(SimulationCase):
    def test_ten_percent_more_on_three_hours(self):
        self._create_entry(self.desk, JANUARY, 120)
        self._create_entry(self.desk, FEBRUARY, 60)
        simulation = self._simulate()
        self.assertEqual(
            self._rows(simulation),
            [("2026-01-31", "Desk", 0, 40, 44), ("2026-02-28", "Desk", 0, 20, 22)],
        )
        self.assertRecordValues(
            simulation,
            [
                {
                    "state": "done",
                    "current_total": 60.0,
                    "proposed_total": 66.0,
                    "difference_total": 6.0,
                    "difference_percent": 10.0,
                }
            ],
        )

    def test_billed_and_unbilled_work_add_up_to_the_terms_in_force(self):
        self._create_entry(self.desk, JANUARY, 120)
        self._bill(self.contract, date(2026, 1, 31))
        self._create_entry(self.desk, JANUARY, 30)
        self._create_entry(self.desk, FEBRUARY, 60)
        lines = self._simulate().line_ids.sorted("date_to")
        self.assertEqual(lines.mapped("billed_amount"), [40.0, 0.0])
        self.assertEqual(lines.mapped("unbilled_amount"), [10.0, 20.0])
        self.assertEqual(lines.mapped("current_amount"), [50.0, 20.0])
        self.assertEqual(lines.mapped("proposed_amount"), [55.0, 22.0])

    def test_late_work_billed_later_counts_in_its_own_month(self):
        self._create_entry(self.desk, JANUARY, 120)
        self._bill(self.contract, date(2026, 1, 31))
        self._create_entry(self.desk, JANUARY, 30)
        self._bill(self.contract, date(2026, 2, 28))
        january = self._simulate().line_ids.sorted("date_to")[0]
        self.assertEqual((january.billed_amount, january.unbilled_amount), (50.0, 0.0))

    def test_cancelled_statements_are_not_billed(self):
        self._create_entry(self.desk, JANUARY, 120)
        self._bill(self.contract, date(2026, 1, 31)).action_cancel()
        line = self._simulate().line_ids
        self.assertEqual((line.billed_amount, line.current_amount), (0.0, 40.0))

    def test_work_that_is_not_approved_does_not_count(self):
        self._create_entry(self.desk, JANUARY, 120)
        self._create_entry(self.desk, JANUARY, 60, approve=False)
        self.assertEqual(self._simulate().current_total, 40.0)

    def test_only_periods_that_end_in_the_months_count(self):
        for day in (
            date(2026, 1, 31),
            date(2026, 2, 1),
            date(2026, 2, 28),
            date(2026, 3, 1),
        ):
            self._create_entry(self.desk, day, 60)
        simulation = self._simulate(
            date_from=date(2026, 2, 9), date_to=date(2026, 2, 9)
        )
        self.assertEqual(self._rows(simulation), [("2026-02-28", "Desk", 0, 40, 44)])

    def test_the_minimum_is_a_row_of_its_own(self):
        self.contract.minimum_commitment = 100.0
        self._create_entry(self.desk, JANUARY, 120)
        simulation = self._simulate(date_to=date(2026, 1, 31))
        self.assertEqual(
            sorted(row[1:] for row in self._rows(simulation)),
            [("Desk", 0, 40, 44), ("Minimum commitment", 0, 60, 56)],
        )
        self.assertEqual(simulation.difference_total, 0.0)

    def test_fees_in_advance_compare_in_their_own_period(self):
        contract = self._create_contract(
            {"name": "Retainer", "pricing_model": "fixed", "price_unit": 1000.0},
            billing_timing="advance",
        )
        self._bill(contract, date(2025, 12, 31))
        simulation = self._simulate(
            contract_ids=contract.ids, date_to=date(2026, 1, 31)
        )
        self.assertEqual(
            self._rows(simulation), [("2026-01-31", "Retainer", 1000, 1000, 1100)]
        )

    def test_costs_passed_through_stay_as_they_are(self):
        contract = self._create_contract(
            {"name": "Postage", "pricing_model": "passthrough", "markup_percent": 7.5}
        )
        expense = self.env["bpo.expense"].create(
            {
                "name": "Stamps",
                "contract_line_id": contract.line_ids.id,
                "date": JANUARY,
                "amount": 240.0,
                "evidence": "B-1",
            }
        )
        expense.action_approve()
        self._bill(contract, date(2026, 1, 31))
        simulation = self._simulate(contract_ids=contract.ids)
        self.assertEqual(
            self._rows(simulation), [("2026-01-31", "Postage", 258, 258, 258)]
        )

    def test_nothing_of_the_books_changes(self):
        self._create_entry(self.desk, JANUARY, 120)
        self._bill(self.contract, date(2026, 1, 31))
        models = ("account.move.line", "bpo.statement.line", "bpo.claim", "bpo.rate")
        before = [self.env[model].search_count([]) for model in models]
        stamp = self.contract.write_date
        self._simulate()
        after = [self.env[model].search_count([]) for model in models]
        self.assertEqual(before, after)
        self.assertEqual(self.contract.write_date, stamp)
        self.assertEqual(self.desk.price_unit, 20.0)

    def test_calculating_again_replaces_the_lines(self):
        self._create_entry(self.desk, JANUARY, 120)
        simulation = self._simulate()
        self._create_entry(self.desk, JANUARY, 60)
        simulation.action_run()
        self.assertEqual(self._rows(simulation), [("2026-01-31", "Desk", 0, 60, 66)])

    def test_changing_the_proposal_drops_the_result(self):
        self._create_entry(self.desk, JANUARY, 120)
        simulation = self._simulate()
        simulation.percent = 20.0
        self.assertFalse(simulation.line_ids)
        self.assertEqual(simulation.state, "draft")
        simulation.name = "Talks"
        simulation.action_run()
        simulation.name = "Talks in March"
        self.assertEqual(simulation.state, "done")

    def test_other_currencies_add_up_in_the_companys(self):
        other = self.env["res.currency"].create(
            {
                "name": "XTS",
                "symbol": "X",
                "rate_ids": [(0, 0, {"name": date(2025, 1, 1), "rate": 2.0})],
            }
        )
        contract = self._create_contract(
            {"name": "Abroad", "price_unit": 20.0}, currency_id=other.id
        )
        self._create_entry(contract.line_ids, JANUARY, 60)
        simulation = self._simulate(contract_ids=contract.ids)
        self.assertEqual(simulation.line_ids.proposed_amount, 22.0)
        self.assertEqual(simulation.proposed_total, 11.0)

    def test_without_contracts_all_of_the_company_are_rated(self):
        self._create_entry(self.desk, JANUARY, 60)
        simulation = self._simulate(contract_ids=[])
        self.assertIn(self.contract, simulation.line_ids.contract_id)

    def test_the_form_proposes_the_last_twelve_months(self):
        with freeze_time("2026-07-15"):
            form = Form(self.env["bpo.simulation"])
            form.percent = 3.0
            simulation = form.save()
        self.assertEqual(
            (simulation.date_from, simulation.date_to),
            (date(2025, 7, 1), date(2026, 6, 30)),
        )
        self.assertEqual(simulation.name, "All prices +3 %")

    def test_what_is_missing_is_asked_for(self):
        for vals, words in (
            ({"percent": 0}, "Enter by how many percent"),
            ({"source": "card"}, "Choose the rate card"),
            ({"source": "amendment"}, "Choose an amendment"),
        ):
            simulation = self._create_simulation(**vals)
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                simulation.action_run()

    def test_months_without_work_are_refused(self):
        simulation = self._create_simulation()
        with self.assertRaisesRegex(UserError, "choose other months"):
            simulation.action_run()
        self.assertEqual(simulation.state, "draft")

    def test_impossible_months_and_percentages_are_refused(self):
        for vals in (
            {"date_from": LAST, "date_to": FIRST},
            {"date_from": date(2999, 1, 1), "date_to": date(2999, 1, 31)},
            {"percent": -100.0},
            {"percent": 1000.5},
        ):
            with self.subTest(vals), self.assertRaises(ValidationError):
                self._create_simulation(**vals)

    def test_a_contract_that_cannot_be_rated_is_left_out_and_named(self):
        self._create_entry(self.desk, JANUARY, 60)
        broken = self._create_contract({"name": "Packs", "pricing_model": "unit"})
        self.env.cr.execute(
            "UPDATE bpo_contract_line SET tier_mode = 'package' WHERE id = %s",
            [broken.line_ids.id],
        )
        self.env.invalidate_all()
        self._create_item(broken.line_ids, JANUARY, 10)
        simulation = self._simulate(contract_ids=(self.contract + broken).ids)
        self.assertEqual(simulation.line_ids.contract_id, self.contract)
        self.assertIn("Packs", simulation.notes)
