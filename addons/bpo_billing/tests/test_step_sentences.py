"""The arithmetic of a charge, said to readers of two languages."""

from datetime import date

from odoo.tests import tagged

from ..step_labels import LABELS, NAMES, NOTICES
from .common import BillingCase

JANUARY = date(2026, 1, 31)


@tagged("post_install", "-at_install")
class TestStepSentences(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("de_DE")
        cls.words = cls.env["bpo.step.sentence.mixin"]
        cls.german = cls.words.with_context(lang="de_DE")

    def _contract(self, **vals):
        self.client.lang = "de_DE"
        contract = self._create_contract(
            {"name": "Erfassung", "price_unit": 10.0},
            {"name": "Pauschale", "pricing_model": "fixed", "price_unit": 310.0},
            date_start=date(2026, 1, 10),
            minimum_commitment=1000.0,
            **vals,
        )
        self._create_entry(contract.line_ids[0], date(2026, 1, 12), 60)
        return contract

    def test_every_pattern_has_its_words_in_both_languages(self):
        for words in (self.words, self.german):
            self.assertEqual(set(words._bpo_get_label_words()), set(LABELS) - {"named"})
            self.assertEqual(set(words._bpo_get_name_words()), set(NAMES))
            self.assertEqual(set(words._bpo_get_notice_words()), set(NOTICES))

    def test_labels_in_german(self):
        said = {
            "60 min at 1234.5 per hour": "60 min zu 1.234,50 je Stunde",
            "2026-07-10 to 2026-07-31: 22 of 31 days": (
                "10.07.2026 bis 31.07.2026: 22 von 31 Tagen"
            ),
            "Above 0 to 1000: 1000 unit": "Über 0 bis 1.000: 1.000 Einheiten",
            "Charges of the period": "Positionen des Zeitraums",
            "Desk: Billed before": "Desk: Bereits abgerechnet",
            "Added by Clara": "Added by Clara",
        }
        for label, words in said.items():
            self.assertEqual(self.german._bpo_say_label(label), words)

    def test_names_are_told_inside_out(self):
        self.assertEqual(
            self.german._bpo_say_name(
                "Typing (from 2026-06-15), late for 2026-06-01 to 2026-06-30"
            ),
            "Typing (ab 15.06.2026), nachträglich für 01.06.2026 bis 30.06.2026",
        )
        self.assertEqual(
            self.words._bpo_say_name("Typing, night (25 %)"), "Typing, night (25 %)"
        )

    def test_a_step_is_a_sentence_with_its_result(self):
        step = {
            "label": "732 min at 19.75 per hour",
            "quantity": "732",
            "unit": "minute",
            "rate": "19.75",
            "numerator": "1",
            "denominator": "60",
            "amount": "240.95",
        }
        self.assertEqual(
            self.words._bpo_say_step(step), "732 min at 19.75 per hour = 240.95"
        )
        self.assertEqual(
            self.german._bpo_say_step(step), "732 min zu 19,75 je Stunde = 240,95"
        )

    def test_a_unit_of_measure_is_named_for_the_reader(self):
        record = self.env["uom.uom"].create({"name": "Dossier", "relative_factor": 1})
        record.with_context(lang="de_DE").name = "Akte"
        for billed in ("Dossier", "Akte"):
            self.assertEqual(self.words._bpo_say_unit(billed), "Dossier")
            self.assertEqual(self.german._bpo_say_unit(billed), "Akte")
        self.assertEqual(self.german._bpo_say_unit("furlong"), "furlong")

    def test_notices_keep_what_people_wrote(self):
        text = NOTICES["volume_cliff"].format(
            line="Desk {x}", edge="50000", below="50", above="40"
        )
        self.assertIn("„Desk {x}“", self.german._bpo_say_notice(text))
        self.assertIn("50.000", self.german._bpo_say_notice(text))
        self.assertEqual(self.words._bpo_say_notice("Hello"), "Hello")

    def test_facts_have_labels_and_local_values(self):
        explanation = {"facts": {"days": "22", "bill_amount": "1234.5", "kind": "x"}}
        self.assertEqual(
            self.german._bpo_say_facts(explanation),
            [("Tage", "22"), ("Betrag der Rechnung", "1.234,50")],
        )

    def test_statement_and_invoice_speak_the_clients_language(self):
        statement = self._bill(self._contract(), JANUARY)
        names = statement.line_ids.mapped("name")
        self.assertIn("Mindestabnahme", names)
        self.assertIn(
            "Mindestabnahme", statement.move_id.invoice_line_ids.mapped("name")
        )
        render = self.env["ir.actions.report"]._render_qweb_html
        for report, record in (
            ("bpo_billing.report_bpo_statement", statement),
            ("account.report_invoice", statement.move_id),
        ):
            html = render(report, record.ids)[0].decode()
            self.assertIn("60 min zu 10 je Stunde", html)
            self.assertIn("22 von 31 Tagen", html)

    def test_the_form_speaks_the_readers_language(self):
        line = self._bill(self._contract(), JANUARY).line_ids.filtered(
            lambda each: each.kind == "fixed"
        )
        self.assertIn("22 of 31 days", line.explanation_html)
        self.assertIn("22 von 31", line.with_context(lang="de_DE").explanation_html)

    def test_the_backup_speaks_the_clients_language(self):
        statement = self._bill(self._contract(), JANUARY).with_context(lang="de_DE")
        _charges, steps, *_rest = statement._get_backup_sheets(False)
        self.assertIn("60 min zu 10 je Stunde", [row[1] for row in steps[2]])
