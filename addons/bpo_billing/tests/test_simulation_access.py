"""Who may simulate, and who may only look."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import AGENT, LEAD
from .simulation_common import JANUARY, SimulationCase


@tagged("post_install", "-at_install")
class TestSimulationAccess(SimulationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_entry(cls.desk, JANUARY, 60)
        cls.lead = new_test_user(cls.env, "lea", groups=LEAD)
        cls.worker = new_test_user(cls.env, "ann", groups=AGENT)

    def test_billing_simulates(self):
        simulation = self._create_simulation().with_user(self.clerk)
        simulation.action_run()
        self.assertEqual(simulation.proposed_total, 22.0)

    def test_a_team_lead_reads_and_does_not_calculate(self):
        simulation = self._simulate().with_user(self.lead)
        self.assertEqual(simulation.proposed_total, 22.0)
        with self.assertRaises(AccessError):
            simulation.action_run()

    def test_an_agent_sees_nothing(self):
        simulation = self._simulate()
        for record in (simulation, simulation.line_ids):
            with self.subTest(record), self.assertRaises(AccessError):
                record.with_user(self.worker).read(["name"])

    def test_another_companys_simulations_are_invisible(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.clerk.write({"company_ids": [Command.link(company.id)]})
        simulation = self._simulate()
        model = self.env["bpo.simulation"].with_user(self.clerk)
        here = model.with_context(allowed_company_ids=self.company.ids)
        there = model.with_context(allowed_company_ids=company.ids)
        self.assertIn(simulation, here.search([]))
        self.assertNotIn(simulation, there.search([]))
