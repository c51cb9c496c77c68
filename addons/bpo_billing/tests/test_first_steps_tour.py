"""From an empty database to a first own contract billed, in the browser."""

from odoo.tests import HttpCase, new_test_user, tagged

from .common import MANAGER, BillingCase

ACTION = "/odoo/action-bpo_billing.bpo_first_steps_action"


@tagged("post_install", "-at_install")
class TestFirstStepsTour(BillingCase, HttpCase):
    """Every step through its own form; 2 h and 1.5 h at 40.00 make 140.00.

    What the base class made is archived, so that every step is still to be done.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clients = cls.env["res.partner"].search([("is_company", "=", True)])
        (clients - cls.env["res.company"].search([]).partner_id).active = False
        cls._create_agent("Mia Maritime")
        cls.env["resource.calendar.leaves"].search([]).unlink()
        cls.company.country_id = cls.env.ref("base.us")
        new_test_user(
            cls.env,
            "manager",
            groups=f"{MANAGER},hr.group_hr_user,base.group_partner_manager",
            tz="Europe/Brussels",
        )

    def test_first_contract_is_billed(self):
        self.start_tour(ACTION, "bpo_first_steps", login="manager", timeout=240)
        contract = self.env["bpo.contract"].search(
            [("partner_id.name", "=", "Harbour Logistics")]
        )
        self.assertEqual(contract.state, "active")
        self.assertEqual(contract.line_ids.price_unit, 40.0)
        january = self.env["bpo.statement"].search(
            [("contract_id", "=", contract.id), ("date_to", "=", "2026-01-31")]
        )
        self.assertEqual(january.amount_untaxed, 140.0)
        self.assertEqual(january.move_id.state, "posted")
        self.assertEqual(january.move_id.amount_untaxed, 140.0)
        self.assertTrue(self.company.bpo_first_steps_hidden)

    def test_newcomers_are_shown_around(self):
        self.start_tour("/odoo", "bpo_outsourcing_tour", login="manager")
