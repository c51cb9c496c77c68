"""The negotiation document: PDF, spreadsheet, chart."""

import base64
import io
import zipfile

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import tagged

from .simulation_common import FEBRUARY, JANUARY, SimulationCase


@tagged("post_install", "-at_install")
class TestSimulationDocument(SimulationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_entry(cls.desk, JANUARY, 60)
        cls._create_entry(cls.desk, FEBRUARY, 120)
        cls.simulation = cls._simulate(name="=cmd()")

    def test_the_page_shows_totals_clients_and_services(self):
        report = "bpo_billing.report_bpo_simulation"
        html = self.env["ir.actions.report"]._render_qweb_html(
            report, self.simulation.ids
        )
        text = html[0].decode()
        for words in ("66.00", "6.00", "Acme Claims", "Desk", "data:image/svg+xml"):
            with self.subTest(words):
                self.assertIn(words, text)

    def test_the_chart_shows_both_terms_of_each_month(self):
        chart = self.simulation.chart_html
        svg = base64.b64decode(str(chart).split("base64,")[1].split('"')[0]).decode()
        for words in ("Jan 2026", "Feb 2026", "Would be"):
            with self.subTest(words):
                self.assertIn(words, svg)

    def test_the_workbook_holds_months_clients_and_lines(self):
        book = openpyxl.load_workbook(io.BytesIO(self.simulation._bpo_get_xlsx()))
        self.assertEqual(book.sheetnames, ["Months", "Clients", "Lines"])
        self.assertEqual(
            [[cell.value for cell in row] for row in book["Months"]][1:],
            [["Jan 2026", 20, 22], ["Feb 2026", 40, 44]],
        )

    def test_names_never_become_formulas_or_links(self):
        self.desk.name = "=1+1"
        self.client.name = "http://example.com"
        self.simulation.action_run()
        data = self.simulation._bpo_get_xlsx()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = [
                n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")
            ]
            content = b"".join(archive.read(name) for name in sheets)
        self.assertNotIn(b"<f>", content)
        self.assertNotIn(b"hyperlink", content)

    def test_the_spreadsheet_stays_attached(self):
        action = self.simulation.action_export_xlsx()
        self.assertIn("/web/content/", action["url"])
        attached = self.env["ir.attachment"].search(
            [("res_model", "=", "bpo.simulation"), ("res_id", "=", self.simulation.id)]
        )
        self.assertEqual(len(attached), 1)

    def test_a_draft_has_no_document(self):
        draft = self._create_simulation()
        for method in ("action_print", "action_export_xlsx"):
            with (
                self.subTest(method),
                self.assertRaisesRegex(UserError, "press Calculate"),
            ):
                getattr(draft, method)()
