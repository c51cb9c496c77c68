"""A share in measured savings, billed once with evidence."""

from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import AGENT, BillingCase


@tagged("post_install", "-at_install")
class TestSaving(BillingCase):
    """Example: base 100,000, measured 80,000, 25 %, cap 4,000: 5,000 less 1,000."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            {
                "name": "Savings",
                "pricing_model": "milestone",
                "gain_percent": 25.0,
                "gain_base": 100000.0,
                "gain_cap": 4000.0,
            }
        )
        cls.line = cls.contract.line_ids

    def _create_saving(self, **vals):
        return self.env["bpo.saving"].create(
            {
                "name": "January",
                "contract_line_id": self.line.id,
                "date_from": date(2026, 1, 1),
                "date_to": date(2026, 1, 31),
                "measured": 80000.0,
                "evidence": "Report 1",
                **vals,
            }
        )

    def test_the_share_is_shown_before_it_is_billed(self):
        for measured, saved, share in (
            (100000.0, 0.0, 0.0),
            (100001.0, 0.0, 0.0),
            (99999.0, 1.0, 0.25),
            (84000.0, 16000.0, 4000.0),
            (80000.0, 20000.0, 4000.0),
        ):
            saving = self.env["bpo.saving"].new(
                {"contract_line_id": self.line.id, "measured": measured}
            )
            with self.subTest(measured):
                self.assertEqual(
                    (saving.saved_amount, saving.share_amount), (saved, share)
                )

    def test_a_confirmed_saving_is_billed_once(self):
        saving = self._create_saving()
        saving.action_confirm()
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(self._amounts(statement), [("milestone", 4000.0)])
        self.assertEqual(saving.bpo_statement_line_id, statement.line_ids)
        later = self._bill(self.contract, date(2026, 2, 28))
        self.assertFalse(later.line_ids.filtered("amount"))

    def test_without_a_cap_the_whole_share_is_billed(self):
        self.line.gain_cap = 0.0
        self._create_saving().action_confirm()
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(self._amounts(statement), [("milestone", 5000.0)])

    def test_a_draft_is_not_billed(self):
        self._create_saving()
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.assertFalse(statement.line_ids.filtered("amount"))

    def test_confirmed_late_it_goes_on_the_next_statement(self):
        self._bill(self.contract, date(2026, 1, 31))
        self._create_saving().action_confirm()
        statement = self._bill(self.contract, date(2026, 2, 28))
        self.assertEqual(self._amounts(statement), [("milestone", 4000.0)])

    def test_cancelling_the_statement_frees_it(self):
        saving = self._create_saving()
        saving.action_confirm()
        self._bill(self.contract, date(2026, 1, 31)).action_cancel()
        self.assertFalse(saving.bpo_is_billed)
        again = self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(self._amounts(again), [("milestone", 4000.0)])

    def test_a_simulation_sees_savings_billed_or_not(self):
        saving = self._create_saving()
        saving.action_confirm()
        self._bill(self.contract, date(2026, 1, 31))
        simulation = self.env["bpo.simulation"].create(
            {
                "contract_ids": self.contract.ids,
                "percent": 10.0,
                "date_from": date(2026, 1, 1),
                "date_to": date(2026, 1, 31),
            }
        )
        simulation.action_run()
        line = simulation.line_ids
        self.assertEqual((line.billed_amount, line.proposed_amount), (4000.0, 4000.0))

    def test_what_is_billed_does_not_change(self):
        saving = self._create_saving()
        saving.action_confirm()
        self._bill(self.contract, date(2026, 1, 31))
        with self.assertRaisesRegex(UserError, "Cancel its statement"):
            saving.measured = 1.0
        with self.assertRaisesRegex(UserError, "Cancel its statement"):
            saving.unlink()

    def test_a_saving_without_evidence_is_not_confirmed(self):
        saving = self._create_saving(evidence=False)
        with self.assertRaisesRegex(ValidationError, "no evidence"):
            saving.action_confirm()
        self.assertEqual(saving.state, "draft")

    def test_days_measured_twice_are_refused(self):
        self._create_saving()
        for first, last in ((2, 31), (31, 31), (1, 1)):
            with self.subTest(first), self.assertRaises(ValidationError):
                self._create_saving(
                    name="Again",
                    date_from=date(2026, 1, first),
                    date_to=date(2026, 1, last),
                )
        self._create_saving(
            name="February", date_from=date(2026, 2, 1), date_to=date(2026, 2, 28)
        )

    def test_a_line_without_share_is_refused(self):
        plain = self._create_contract({"name": "Hours", "price_unit": 20.0})
        with self.assertRaisesRegex(ValidationError, "no share of savings"):
            self._create_saving(contract_line_id=plain.line_ids.id)

    def test_billing_confirms_and_an_agent_sees_nothing(self):
        saving = self._create_saving()
        saving.with_user(self.clerk).action_confirm()
        self.assertEqual(saving.state, "confirmed")
        worker = new_test_user(self.env, "ann", groups=AGENT)
        self.assertFalse(saving.with_user(worker).has_access("read"))
