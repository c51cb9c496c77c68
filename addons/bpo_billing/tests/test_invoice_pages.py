"""The invoice on paper: a usual month is one page, the backup starts a new one."""

import shutil
from datetime import date
from io import BytesIO
from unittest import skipUnless

from odoo.tests import HttpCase, tagged
from odoo.tools.pdf import PdfFileReader

from .common import BillingCase

JANUARY = date(2026, 1, 31)


@tagged("post_install", "-at_install")
@skipUnless(shutil.which("wkhtmltopdf"), "There is no wkhtmltopdf on the path.")
class TestInvoicePages(BillingCase, HttpCase):
    def _pages(self, move):
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        content, kind = reports._render_qweb_pdf("account.report_invoice", move.ids)
        self.assertEqual(kind, "pdf")
        pages = PdfFileReader(BytesIO(content)).pages
        return [page.extract_text() for page in pages]

    def test_six_charges_with_the_amount_in_words_are_one_page(self):
        services = [
            {
                "name": f"Service {letter}",
                "pricing_model": "fixed",
                "price_unit": 1234.5,
            }
            for letter in "ABCDEF"
        ]
        contract = self._create_contract(
            *services, reference="C-4711", purchase_order="PO-99"
        )
        move = self._bill(contract, JANUARY).move_id
        first, annex = self._pages(move)
        for text in ("Service F", "In words", "C-4711", "PO-99", "01/31/2026"):
            self.assertIn(text, first)
        self.assertIn("31 of 31 days", annex)
