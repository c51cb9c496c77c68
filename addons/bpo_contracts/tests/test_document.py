"""The contract on paper, in the client's language."""

from odoo.tests import tagged

from .common import ContractCase


@tagged("post_install", "-at_install")
class TestDocument(ContractCase):
    """English by default, German for a German client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("de_DE")
        modules = cls.env["ir.module.module"]
        modules._load_module_terms(["bpo_contracts"], ["de_DE"])

    def _render(self, lang):
        self.client_a.lang = lang
        contract = self._create_contract(date_end="2030-12-31", renewal="auto")
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "bpo_contracts.report_contract", contract.ids
        )
        return html.decode()

    def test_english(self):
        html = self._render("en_US")
        for words in ("Outsourcing contract", "Services and prices", "per hour."):
            self.assertIn(words, html)

    def test_german(self):
        html = self._render("de_DE")
        for words in ("Dienstleistungsvertrag", "Leistungen und Preise", "je Stunde."):
            self.assertIn(words, html)
        self.assertIn("Verlängert sich um", html)
        self.assertNotIn("Services and prices", html)

    def test_internal_notes_stay_inside(self):
        contract = self._create_contract(note="Do not mention the discount")
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "bpo_contracts.report_contract", contract.ids
        )
        self.assertNotIn(b"discount", html)

    def test_pdf_action_is_for_one_contract(self):
        contract = self._create_contract()
        action = contract.with_user(self.billing).action_print()
        self.assertEqual(action["report_name"], "bpo_contracts.report_contract")
