"""What the client reads: amount in words, the printed invoice, the backup."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingWords(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        euro = cls.env.ref("base.EUR")
        euro.active = True
        cls.env["res.currency.rate"].create(
            {"currency_id": euro.id, "name": date(2026, 1, 1), "rate": 0.9}
        )
        cls.contract = cls._create_contract(
            {"name": "=HYPERLINK(1)", "price_unit": 1234.5}, currency_id=euro.id
        )
        cls.contract.line_ids.product_id.taxes_id = False
        cls._create_entry(cls.contract.line_ids, date(2026, 1, 5))

    def test_the_amount_in_words_follows_the_clients_language(self):
        """Example: 1,234.50 EUR in English and in German words."""
        move = self._bill(self.contract, date(2026, 1, 31)).move_id
        self.assertEqual(
            move._bpo_get_amount_in_words(),
            "One Thousand, Two Hundred And Thirty-Four Euros and Fifty Cents",
        )
        self.env["res.lang"]._activate_lang("de_DE")
        self.client.lang = "de_DE"
        words = move._bpo_get_amount_in_words()
        self.assertIn("Eintausend", words)
        self.assertIn("zweihundertvierunddreißig", words.lower())

    def test_invoice_and_statement_can_be_printed(self):
        statement = self._bill(self.contract, date(2026, 1, 31))
        reports = self.env["ir.actions.report"]
        html = reports._render_qweb_html(
            "account.report_invoice", statement.move_id.ids
        )[0].decode()
        self.assertIn("One Thousand, Two Hundred", html)
        html = reports._render_qweb_html(
            "bpo_billing.report_bpo_statement", statement.ids
        )[0].decode()
        self.assertIn(statement.name, html)
        self.assertIn("60 min at 1,234.50 per hour", html)

    def test_the_backup_holds_every_charge_and_no_formula(self):
        statement = self._bill(self.contract, date(2026, 1, 31))
        book = load_workbook(BytesIO(statement._bpo_get_xlsx()))
        self.assertEqual(book.sheetnames, ["Charges", "Calculation", "Time"])
        cell = book["Charges"]["A2"]
        self.assertEqual(cell.data_type, "s")
        self.assertEqual(book["Charges"]["F2"].value, 1234.5)
        self.assertEqual(book["Time"].max_row, 2)

    def test_the_explanation_is_readable(self):
        statement = self._bill(self.contract, date(2026, 1, 31))
        html = statement.line_ids.explanation_html
        self.assertIn("60 min at 1,234.50 per hour", html)
        self.assertIn("Billable minutes: 60", html)
