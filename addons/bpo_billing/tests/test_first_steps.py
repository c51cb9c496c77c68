"""The first steps tick themselves, open the right forms and can be put away."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import LEAD, MANAGER, BillingCase


@tagged("post_install", "-at_install")
class TestFirstSteps(BillingCase):
    """A second company that has nothing yet, and its manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bare = cls.env["res.company"].create({"name": "Bare Ltd"})
        cls.manager = new_test_user(
            cls.env,
            "starter",
            groups=MANAGER,
            company_id=cls.bare.id,
            company_ids=[(6, 0, cls.bare.ids)],
        )
        cls.steps = cls.env["bpo.first.steps"].with_user(cls.manager)

    def _done(self, steps=None):
        # a model without records is false: compare with None
        shown = (self.steps if steps is None else steps).get_steps()["steps"]
        return {step["key"] for step in shown if step["done"]}

    def _context(self, key):
        return self.steps.action_open(key)["context"]

    def test_a_bare_company_has_nothing_of_its_own(self):
        # contacts and cards without a company belong to all
        self.assertLessEqual(self._done(), {"client", "card"})

    def test_every_step_opens_a_form_that_exists(self):
        for step in self.steps.get_steps()["steps"]:
            action = self.steps.action_open(step["key"])
            self.assertIn(action["res_model"], self.env.registry, step["key"])

    def test_an_unknown_step_is_refused(self):
        with self.assertRaises(UserError):
            self.steps.action_open("unlink")

    def test_a_dialogue_is_confirmed_one_at_a_time(self):
        for model, method, kind in (
            ("bpo.first.company", "action_apply", "Company Set-up"),
            ("bpo.first.contract", "action_create", "First Contract"),
        ):
            dialogues = self.env[model].with_user(self.manager)
            for several in (dialogues, dialogues.browse([1, 2])):
                with (
                    self.subTest(model=model, count=len(several)),
                    self.assertRaisesRegex(UserError, f"the id of one {kind}"),
                ):
                    getattr(several, method)()

    def test_the_company_gets_country_currency_zone_and_books(self):
        dialogue = self.env["bpo.first.company"].with_user(self.manager)
        with Form(dialogue) as form:
            form.name = "Northwind Back Office"
            form.country_id = self.env.ref("base.fj")
            form.tz = "Pacific/Fiji"
        self.assertEqual(form.currency_id, self.env.ref("base.FJD"))
        form.record.action_apply()
        self.assertRecordValues(
            self.bare,
            [
                {
                    "name": "Northwind Back Office",
                    "country_id": self.env.ref("base.fj").id,
                    "currency_id": self.env.ref("base.FJD").id,
                    "chart_template": "generic_coa",
                }
            ],
        )
        self.assertEqual(self.bare.resource_calendar_id.tz, "Pacific/Fiji")
        self.assertIn("company", self._done())

    def test_public_holidays_of_the_company_tick_their_step(self):
        self.bare.country_id = self.env.ref("base.be")
        self.assertNotIn("holidays", self._done())
        context = self._context("holidays")
        wizard = self.env["bpo.holiday.wizard"].with_user(self.manager)
        wizard.with_context(**context).create({}).action_load()
        self.assertIn("holidays", self._done())

    def test_contract_from_a_card_is_a_draft_until_it_is_activated(self):
        card = self.env["bpo.rate.card"].create(
            {
                "name": "Standard",
                "currency_id": self.bare.currency_id.id,
                "line_ids": [
                    (0, 0, {"product_id": self.product.id, "price_unit": 30.0})
                ],
            }
        )
        dialogue = self.env["bpo.first.contract"].with_user(self.manager)
        values = {"partner_id": self.client.id, "card_id": card.id, "tz": "UTC"}
        action = dialogue.create(values).action_create()
        contract = self.env["bpo.contract"].browse(action["res_id"])
        self.assertEqual(contract.company_id, self.bare)
        self.assertEqual(contract.line_ids.price_unit, 30.0)
        self.assertNotIn("contract", self._done())
        opened = self.steps.action_open("contract")
        self.assertEqual(opened["res_id"], contract.id)
        contract.with_user(self.manager).action_activate()
        self.assertIn("contract", self._done())
        context = self._context("assignment")
        self.assertEqual(context["default_contract_id"], contract.id)

    def test_work_and_its_invoice_tick_their_steps(self):
        here = self.env["bpo.first.steps"].with_user(
            new_test_user(self.env, "manager", groups=MANAGER)
        )
        contract = self._create_contract({"price_unit": 20.0})
        entry = self._create_entry(
            contract.line_ids, date(2026, 1, 12), minutes=90, approve=False
        )
        self.assertLessEqual({"assignment", "work"}, self._done(here))
        self.assertFalse({"approval", "billing"} & self._done(here))
        entry.action_bpo_approve()
        self.assertIn("approval", self._done(here))
        self._bill(contract, date(2026, 1, 31))
        self.assertIn("billing", self._done(here))

    def test_billing_starts_with_the_month_of_the_contract(self):
        here = self.env["bpo.first.steps"].with_user(
            new_test_user(self.env, "manager", groups=MANAGER)
        )
        self.env["bpo.billing.run"].search([]).unlink()
        self._create_contract({"price_unit": 20.0})
        for today, until in (
            ("2026-01-20", "2026-01-31"),  # the contract began this month
            ("2026-04-20", "2026-03-31"),
        ):
            with freeze_time(today):
                context = here.action_open("billing")["context"]
            self.assertEqual(context["default_date_from"], "2026-01-01")
            self.assertEqual(context["default_date_to"], until)

    def test_they_are_put_away_for_one_company(self):
        menu = self.env.ref("bpo_billing.bpo_first_steps_menu")
        menus = self.env["ir.ui.menu"].with_user(self.manager)
        other = new_test_user(self.env, "manager", groups=MANAGER)
        self.assertIn(menu.id, menus.load_menus(False))
        self.assertTrue(self.steps.action_hide(True)["hidden"])
        self.assertNotIn(menu.id, menus.load_menus(False))
        self.assertIn(menu.id, menus.with_user(other).load_menus(False))
        self.steps.action_hide(False)
        self.assertIn(menu.id, menus.load_menus(False))

    def test_only_managers_take_them(self):
        lead = new_test_user(self.env, "starting_lead", groups=LEAD)
        steps = self.env["bpo.first.steps"].with_user(lead)
        for call in (
            steps.get_steps,
            lambda: steps.action_open("client"),
            lambda: steps.action_hide(True),
        ):
            with self.assertRaises(AccessError):
                call()
