"""Which files come in, by their bytes; and what leaves as a spreadsheet."""

import io
import zipfile

import openpyxl

from odoo.tests import BaseCase, tagged

from odoo.addons.bpo_client_portal import upload_checks as checks
from odoo.addons.bpo_contracts.workbooks import plain_text, workbook


def archive(size=10, count=1):
    """Return a zip with ``count`` entries of ``size`` zero bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(count):
            packed.writestr(f"{number}.txt", b"\0" * size)
    return stream.getvalue()


@tagged("post_install", "-at_install")
class TestUploadChecks(BaseCase):
    """The table of what is taken and what is refused."""

    def test_accepted_and_refused(self):
        cases = [
            ("a.pdf", b"%PDF-1.7 x", None),
            ("a.PDF", b"%PDF-1.7 x", None),
            ("a.txt", "Grüße".encode(), None),
            ("a.zip", archive(), None),
            ("a.pdf", b"", checks.EMPTY),
            ("a.pdf", b"MZ\x90", checks.MISMATCH),
            ("a.exe", b"MZ\x90", checks.BAD_TYPE),
            ("a", b"x", checks.BAD_TYPE),
            ("a.svg", b"<svg/>", checks.BAD_TYPE),
            ("a.html", b"<html>", checks.BAD_TYPE),
            ("a.txt", b"  <!DOCTYPE html>", checks.MISMATCH),
            ("a.csv", b"\xef\xbb\xbf<script>", checks.MISMATCH),
            ("a.txt", b"a\0b", checks.MISMATCH),
            ("a.xlsx", b"PK\x03\x04broken", checks.PACKED),
            ("a.zip", archive(size=5_000_000), checks.PACKED),
            ("a.zip", archive(count=0), checks.MISMATCH),
            (
                "a.zip",
                archive(size=1, count=checks.ARCHIVE_LIMITS.entries + 1),
                checks.PACKED,
            ),
        ]
        for name, data, expected in cases:
            with self.subTest(name=name, head=data[:12]):
                self.assertEqual(checks.check_upload(name, data), expected)

    def test_size_limit_is_inclusive(self):
        head = b"%PDF-"
        at_limit = head + b"x" * (checks.MAX_FILE_BYTES - len(head))
        self.assertIsNone(checks.check_upload("a.pdf", at_limit))
        self.assertEqual(checks.check_upload("a.pdf", at_limit + b"x"), checks.TOO_BIG)

    def test_names_lose_folders_and_control_signs(self):
        cases = {
            "../../etc/passwd.txt": "passwd.txt",
            "C:\\temp\\a.pdf": "a.pdf",
            "a\r\nSet-Cookie: x.pdf": "aSet-Cookie: x.pdf",
            "\u202egpj.exe": "gpj.exe",
            "": "file",
            "...": "file",
        }
        for name, expected in cases.items():
            self.assertEqual(checks.clean_name(name), expected)
        self.assertLessEqual(
            len(checks.clean_name("a" * 500 + ".pdf")), checks.MAX_NAME
        )


@tagged("post_install", "-at_install")
class TestXlsx(BaseCase):
    """Nothing in a spreadsheet of ours runs."""

    def test_text_that_looks_like_a_formula_is_text(self):
        for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"):
            self.assertEqual(plain_text(text), f"'{text}")
        self.assertEqual(plain_text("Invoice 12"), "Invoice 12")

    def test_workbook_has_no_formula(self):
        data = workbook([("S", ["=H", "N"], [["=HYPERLINK(1)", 2.5]])])
        self.fail_on_formula(data)

    def fail_on_formula(self, data):
        book = openpyxl.load_workbook(io.BytesIO(data))
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    self.assertNotEqual(cell.data_type, "f")
        self.assertEqual(book.worksheets[0]["A2"].value, "'=HYPERLINK(1)")
        self.assertEqual(book.worksheets[0]["B2"].value, 2.5)
