"""Work orders by spreadsheet: checked, handed back with reasons, ordered."""

import io

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bpo_contracts.workbooks import workbook

from .common import PortalCase

HEADER = ["Service", "Order", "Reference", "Quantity", "Wished delivery day"]
SERVICE = "ClientA unit service"


@tagged("post_install", "-at_install")
class TestOrderImports(PortalCase):
    """Contacts of A send files."""

    def _file(self, rows, header=None):
        return workbook([("Orders", header or HEADER, rows)])

    def _rows(self):
        return [
            [SERVICE, "October", "R-1", 3, "2099-10-30"],
            [SERVICE, "October", "R-2", "2,5", None],
            [SERVICE, "", "R-3", None, None],
            ["No such service", "x", "R-4", 1, None],
            [SERVICE, "x", "", 1, None],
            [SERVICE, "x", "R-1", 1, None],
            [SERVICE, "x", "R-5", "many", None],
            [SERVICE, "x", "R-6", 1, "2020-01-01"],
            [SERVICE, "x", "ClientA-accepted", 1, None],
            ["ClientB unit service", "x", "R-7", 1, None],
            [SERVICE, "x", "R-8", 0, None],
        ]

    def _imports(self, role="approver"):
        user = self.world["A"]["users"][role]
        return self.env["bpo.order.import"].with_user(user)

    def _receive(self, rows=None, name="orders.xlsx", data_class="internal"):
        data = self._file(self._rows() if rows is None else rows)
        return self._imports()._bpo_receive(name, data, data_class)

    def test_every_refused_row_has_its_number_and_reason(self):
        record = self._receive()
        self.assertEqual((record.row_count, record.error_count), (11, 8))
        self.assertEqual(record.order_count, 2)
        reasons = dict(record._bpo_reasons())
        self.assertEqual(sorted(reasons), [5, 6, 7, 8, 9, 10, 11, 12])
        self.assertIn("No such service", reasons[5])
        self.assertIn("reference is missing", reasons[6])
        self.assertIn("row 2", reasons[7])
        self.assertIn("many", reasons[8])
        self.assertIn("earliest day", reasons[9])
        self.assertIn("ordered before", reasons[10])
        # A service of another client is refused like one that does not exist.
        like = reasons[5].replace("No such service", "ClientB unit service")
        self.assertEqual(reasons[11], like)
        self.assertFalse(self.env["project.task"].search([("name", "=", "October")]))

    def test_report_is_the_same_file_with_reasons(self):
        record = self._receive()
        book = openpyxl.load_workbook(io.BytesIO(record._bpo_report()))
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        self.assertEqual(rows[0][:5], tuple(HEADER))
        self.assertEqual(len(rows), 12)
        self.assertFalse(rows[1][5])
        self.assertIn("No such service", rows[4][5])

    def test_good_rows_become_orders_once(self):
        record = self._receive()
        tasks = record._bpo_order()
        self.assertEqual(sorted(tasks.mapped("name")), ["October", "R-3"])
        october = tasks.filtered(lambda one: one.name == "October")
        self.assertEqual(october.bpo_quantity, 5.5)
        self.assertEqual(october.bpo_item_ids.mapped("quantity"), [3.0, 2.5])
        self.assertEqual(str(october.date_deadline)[:10], "2099-10-30")
        self.assertFalse(record._bpo_order())
        again = self._receive()
        self.assertEqual(again.row_count, again.error_count)
        with self.assertRaises(UserError):
            again._bpo_order()
        with self.assertRaises(UserError):
            record._bpo_discard()

    def test_restricted_material_is_refused_with_the_reason(self):
        record = self._receive(data_class="restricted")
        self.assertFalse(record.row_count - record.error_count)
        self.assertIn("up to class", record._bpo_reasons()[0][1])
        self.world["A"]["contract"].write(
            {"data_class": "restricted", "dpa_state": "pending"}
        )
        record = self._receive(data_class="restricted")
        self.assertIn("processing agreement", record._bpo_reasons()[0][1])

    def test_unreadable_files_are_refused_as_a_whole(self):
        for data in (b"", b"PK\x03\x04broken", b"%PDF-1.7", self._file([], ["A", "B"])):
            with self.subTest(head=data[:8]), self.assertRaises(UserError):
                self._imports()._bpo_receive("x.xlsx", data, "internal")
        with self.assertRaises(UserError):
            self._receive(data_class="secret")

    def test_csv_and_german_headers(self):
        text = "Leistung;Auftrag;Referenz;Menge;Wunschtermin\n"
        text += f"{SERVICE};Oktober;R-9;1,5;30.10.2099\n"
        record = self._imports()._bpo_receive("a.csv", text.encode(), "internal")
        self.assertEqual((record.row_count, record.error_count), (1, 0))
        self.assertEqual(record._bpo_order().bpo_quantity, 1.5)

    def test_pages(self):
        self._login("A", "approver")
        template = self._get("/my/work-orders/import/template.xlsx")
        book = openpyxl.load_workbook(io.BytesIO(template.content))
        self.assertEqual(book.sheetnames, ["Orders", "Your services"])
        files = {"files": ("orders.xlsx", self._file(self._rows()))}
        page = self._post(
            "/my/work-orders/import", {"data_class": "internal"}, files=files
        )
        self.assertIn("No such service", page.text)
        record = self._imports().sudo().search([], limit=1)
        path = f"/my/work-orders/import/{record.id}"
        self.assertTrue(page.url.endswith(path))
        report = self._get(f"{path}/report.xlsx")
        self.assertEqual(report.status_code, 200)
        self._post(f"{path}/order")
        self.assertEqual(record.state, "done")
        for role, status in (("viewer", 403), ("admin", 403)):
            self._login("A", role)
            self.assertEqual(self._get(path).status_code, status)
            self.assertEqual(self._get(f"{path}/report.xlsx").status_code, status)

    def test_the_template_is_read_in_the_language_it_came_in(self):
        row = ["", SERVICE, "October", "R-1", 3, "2099-10-30", "Two copies"]
        for lang in ("en_US", "de_DE", "fr_FR", "es_ES"):
            self.env["res.lang"]._activate_lang(lang)
            imports = self._imports().with_context(lang=lang)
            book = openpyxl.load_workbook(io.BytesIO(imports._bpo_template()))
            header = [cell.value for cell in book.worksheets[0][1]]
            row[3] = f"R-{lang}"
            data = workbook([("Orders", header, [row])])
            record = imports._bpo_receive("orders.xlsx", data, "internal")
            self.assertEqual((record.row_count, record.error_count), (1, 0), lang)
            task = record._bpo_order()
            self.assertEqual(str(task.date_deadline.date()), "2099-10-30", lang)
            self.assertIn("Two copies", task.description)

    def test_files_of_others_are_closed(self):
        record = self._receive()
        for user in (
            self.world["A"]["users"]["admin"],
            self.world["B"]["users"]["admin"],
        ):
            imports = self.env["bpo.order.import"].with_user(user)
            with self.assertRaises(AccessError):
                imports._bpo_own(record.id)
            with self.assertRaises(AccessError):
                imports.search([])
