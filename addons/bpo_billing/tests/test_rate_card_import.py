"""Rate cards from spreadsheets: every bad row named, all or nothing."""

import base64
import io
from datetime import date, datetime

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import BillingCase

HEADER = [
    "Service",
    "Product",
    "Pricing",
    "Price",
    "Role",
    "From",
    "Until",
    "From Quantity",
]


@tagged("post_install", "-at_install")
class TestRateCardImport(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.job = cls.env["hr.job"].create({"name": "Senior"})
        cls.env["product.product"].create(
            {"name": "Typing", "default_code": "TYP-1", "type": "service"}
        )

    def _open(self, rows, header=tuple(HEADER), **vals):
        book = openpyxl.Workbook()
        for row in [header, *rows]:
            book.active.append(row)
        buffer = io.BytesIO()
        book.save(buffer)
        return self.env["bpo.rate.card.import"].create(
            {
                "name": "Card 2027",
                "file": base64.b64encode(buffer.getvalue()),
                "filename": "card.xlsx",
                **vals,
            }
        )

    def _import(self, rows, **vals):
        action = self._open(rows, **vals).action_import()
        return self.env["bpo.rate.card"].browse(action["res_id"])

    def test_services_steps_and_rates_become_one_card(self):
        card = self._import(
            [
                ["Desk", "Back-office work", "time", 20],
                ["Desk", None, None, 25.5, "Senior", datetime(2027, 1, 1)],
                ["Entry", "typ-1", "unit", 0.2, None, None, None, 0],
                ["Entry", None, None, "0,15", None, None, None, 1000],
            ]
        )
        desk, entry = card.line_ids
        self.assertEqual((desk.product_id, desk.price_unit), (self.product, 20.0))
        self.assertRecordValues(
            desk.rate_ids,
            [
                {
                    "job_id": self.job.id,
                    "price_unit": 25.5,
                    "date_start": date(2027, 1, 1),
                }
            ],
        )
        self.assertEqual((entry.pricing_model, entry.tier_mode), ("unit", "graduated"))
        self.assertEqual(entry.tier_ids.mapped("price_unit"), [0.2, 0.15])

    def test_german_headers_and_words_are_understood(self):
        card = self._import(
            [["Erfassung", "Menge", "1.234,5"]],
            header=["Leistung", "Abrechnungsart", "Preis"],
        )
        self.assertEqual(card.line_ids.pricing_model, "unit")
        self.assertEqual(card.line_ids.price_unit, 1234.5)

    def test_services_join_an_existing_card(self):
        card = self._import([["Desk", None, "time", 20]])
        self._import([["Fee", None, "fixed", 500]], card_id=card.id)
        self.assertEqual(card.line_ids.mapped("name"), ["Desk", "Fee"])

    def test_every_bad_row_is_named(self):
        cases = [
            ([None, None, "time", 20], "No service is named"),
            (["A", "Nothing", "time", 20], "no service in the catalogue"),
            (["B", None, "barter", 20], "no pricing model"),
            (["C", None, "time", "dear"], "is no number"),
            (["D", None, "time", -1], "below zero"),
            (["E", None, None, 20, "Nobody"], "no job position"),
            (["F", None, None, 20, None, "soon"], "is no date"),
            (["G", None, None, 20, None, "2027-02-01", "2027-01-31"], "ends before"),
            (["H", None, None, None, "Senior"], "price is missing"),
            (["I", None, "unit", 1, None, None, None, 10], "must start at 0"),
            (["J", None, "unit", 1, "Senior", None, None, 0], "use two rows"),
        ]
        dialogue = self._open([row for row, _words in cases])
        dialogue.action_check()
        self.assertEqual(dialogue.state, "bad")
        sentences = dialogue.message.splitlines()
        self.assertEqual(len(sentences), len(cases))
        for number, (sentence, (_row, words)) in enumerate(
            zip(sentences, cases, strict=True), start=2
        ):
            with self.subTest(words):
                self.assertTrue(sentence.startswith(f"Row {number}:"), sentence)
                self.assertIn(words, sentence)

    def test_rows_that_contradict_each_other_are_named(self):
        cases = {
            "earlier row": [["A", None, "time", 20], ["A", None, "time", 21]],
            "differ from row 2": [
                ["A", None, "time", 20],
                ["A", None, "unit", 21, "Senior"],
            ],
            "same quantity as row 2": [
                ["A", None, "unit", 1, None, None, None, 0],
                ["A", None, "unit", 2, None, None, None, 0],
            ],
            "one in row 2": [
                ["A", None, None, 20, "Senior", "2027-01-01", "2027-06-30"],
                ["A", None, None, 21, "Senior", "2027-06-30"],
            ],
        }
        for words, rows in cases.items():
            dialogue = self._open(rows)
            dialogue.action_check()
            with self.subTest(words):
                self.assertIn("Row 3", dialogue.message)
                self.assertIn(words, dialogue.message)

    def test_one_bad_row_keeps_everything_out(self):
        count = self.env["bpo.rate.card"].search_count([])
        lines = self.env["bpo.rate.card.line"].search_count([])
        with self.assertRaisesRegex(UserError, "Row 3"):
            self._import([["Desk", None, "time", 20], ["Bad", None, "time", "x"]])
        self.assertEqual(self.env["bpo.rate.card"].search_count([]), count)
        self.assertEqual(self.env["bpo.rate.card.line"].search_count([]), lines)

    def test_checking_writes_no_card(self):
        count = self.env["bpo.rate.card"].search_count([])
        dialogue = self._open([["Desk", None, "time", 20]])
        dialogue.action_check()
        self.assertEqual((dialogue.state, dialogue.service_count), ("good", 1))
        self.assertEqual(self.env["bpo.rate.card"].search_count([]), count)

    def test_a_service_that_is_on_the_card_is_refused(self):
        card = self._import([["Desk", None, "time", 20]])
        dialogue = self._open([["desk", None, "time", 21]], card_id=card.id)
        dialogue.action_check()
        self.assertIn("has “desk” already", dialogue.message)

    def test_files_without_what_is_needed_are_refused_in_a_sentence(self):
        cases = [
            (["A", "B"], [["x", 1]], "call one “Service”"),
            (["Service", "B"], [["x", 1]], "call one “Price”"),
            (["Service", "Price"], [], "no rows"),
        ]
        for header, rows, words in cases:
            dialogue = self._open(rows, header=header)
            dialogue.action_check()
            with self.subTest(words):
                self.assertIn(words, dialogue.message)
        dialogue = self._open([])
        dialogue.file = base64.b64encode(b"%PDF-1.4")
        with self.assertRaisesRegex(UserError, "no spreadsheet"):
            dialogue.action_check()

    def test_billing_may_not_import(self):
        with self.assertRaises(AccessError):
            self.env["bpo.rate.card.import"].with_user(self.clerk).create(
                {"file": base64.b64encode(b"Service;Price\nDesk;1\n")}
            )
