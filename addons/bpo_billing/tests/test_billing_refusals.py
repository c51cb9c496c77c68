"""Steps that need another one first say so."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import LEAD, BillingCase


@tagged("post_install", "-at_install")
class TestBillingRefusals(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 50.0}
        )
        cls.run_ = cls._create_run(date(2026, 1, 31), contract_ids=cls.contract.ids)

    def test_a_draft_and_a_preview_cannot_be_posted_or_sent(self):
        for prepare in (lambda: None, self.run_.action_preview):
            prepare()
            for step in (self.run_.action_post, self.run_.action_send):
                with (
                    self.subTest(state=self.run_.state, step=step.__name__),
                    self.assertRaisesRegex(UserError, "Invoice the run first"),
                ):
                    step()
        self.assertFalse(self.run_.statement_ids.move_id)

    def test_one_draft_among_several_runs_is_enough(self):
        done = self._create_run(date(2026, 1, 31), contract_ids=self.contract.ids)
        done.action_invoice()
        with self.assertRaisesRegex(UserError, "Invoice the run first"):
            (done + self.run_).action_post()
        self.assertEqual(done.statement_ids.move_id.state, "draft")

    def test_the_sentence_is_german_for_germans(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.env["ir.module.module"]._load_module_terms(["bpo_billing"], ["de_DE"])
        with self.assertRaisesRegex(UserError, "Rechnen Sie den Lauf zuerst ab"):
            self.run_.with_context(lang="de_DE").action_post()

    def test_rights_go_first(self):
        lead = new_test_user(self.env, "lea", groups=LEAD)
        with self.assertRaises(AccessError):
            self.run_.with_user(lead).action_post()

    def test_an_invoiced_run_is_posted_and_posting_repeats(self):
        self.run_.action_invoice()
        for _again in range(2):
            self.run_.action_post()
        self.assertEqual(self.run_.statement_ids.move_id.state, "posted")
