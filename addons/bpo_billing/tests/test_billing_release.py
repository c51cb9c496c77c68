"""A release is for figures a person has seen, and is written down."""

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingRelease(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract({"name": "Desk", "price_unit": 9.0})
        cls.contract.line_ids.price_unit = 0.0
        cls._create_entry(cls.contract.line_ids, date(2026, 1, 5), 60)
        cls.run_ = cls._create_run(date(2026, 1, 31), contract_ids=cls.contract.ids)
        cls.run_.action_preview()
        cls.statement = cls.run_.statement_ids

    def _open(self, statements=None):
        """The wizard as a clerk opens it."""
        wizard = self.env["bpo.statement.release"].with_user(self.clerk)
        chosen = self.statement if statements is None else statements
        return Form(wizard.with_context(default_statement_ids=chosen.ids))

    def test_who_why_and_when_are_in_the_log_of_the_run(self):
        form = self._open()
        self.assertIn("price of zero", form.findings)
        form.reason = "Trial month"
        form.save().action_release()
        self.assertRecordValues(
            self.run_.log_ids[0],
            [
                {
                    "step": "release",
                    "contract_id": self.contract.id,
                    "statement_count": 1,
                    "note": "Trial month",
                    "user_id": self.clerk.id,
                }
            ],
        )
        self.assertEqual(self.run_.progress, 100.0)
        self.assertRecordValues(
            self.statement,
            [{"is_held": False, "hold_released_by": self.clerk.id}],
        )

    def test_other_figures_than_were_shown_are_not_released(self):
        form = self._open()
        form.reason = "Trial month"
        self._create_entry(self.contract.line_ids, date(2026, 1, 6), 60)
        self.run_.action_preview()
        with self.assertRaisesRegex(UserError, "have changed since"):
            form.save().action_release()
        self.assertTrue(self.statement.is_held)
        again = self._open()
        again.reason = "Trial month"
        again.save().action_release()
        self.assertFalse(self.statement.is_held)

    def test_a_reason_is_needed(self):
        form = self._open()
        with self.assertRaises(AssertionError):
            form.save()

    def test_nothing_held_is_said(self):
        self.contract.line_ids.bpo_is_free = True
        self.run_.action_preview()
        form = self._open()
        form.reason = "Why not"
        with self.assertRaisesRegex(UserError, "None of these statements is held"):
            form.save().action_release()

    def test_no_step_of_the_run_releases(self):
        for step in (
            self.run_.action_preview,
            self.run_.action_invoice,
            self.run_.action_post,
            self.run_.action_bill,
            self.run_._bill_automatically,
        ):
            step()
        self.assertRecordValues(
            self.statement,
            [{"state": "draft", "is_held": True, "hold_released_by": False}],
        )
