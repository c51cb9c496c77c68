"""Why a contract cannot be billed, said in the reader's language."""

import re
from datetime import date
from pathlib import Path

from odoo.tests import tagged

from ..rating.result import Refusal
from .common import BillingCase

ROOT = Path(__file__).parents[1]
# where the core refuses, as Refusal or as a finding about a line
CODES = re.compile(
    r'(?:Refusal\(\s*[\w.]+,|yield(?: Refusal\(None,)?(?: \()?)\s*"(\w+)"'
)


@tagged("post_install", "-at_install")
class TestRefusalWords(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("de_DE")
        cls.words = cls.env["bpo.refusal.words.mixin"]
        cls.german = cls.words.with_context(lang="de_DE")

    def test_every_code_of_the_core_has_words(self):
        files = [*(ROOT / "rating").rglob("*.py"), ROOT / "line_example.py"]
        codes = {
            code for file in files for code in CODES.findall(file.read_text("utf-8"))
        }
        self.assertGreaterEqual(len(codes), 20)
        special = {"overlapping_rates_from", "contract_end_before_start"}
        self.assertEqual(set(self.words._bpo_get_refusal_words()) - special, codes)

    def test_each_sentence_is_translated(self):
        english = self.words._bpo_get_refusal_words()
        german = self.german._bpo_get_refusal_words()
        same = [code for code, text in english.items() if german[code] == text]
        self.assertEqual(same, [])

    def test_values_are_the_readers(self):
        params = {"line": "Typing", "day": "2026-01-05"}
        refusal = Refusal(1, "no_rate", "English", params)
        self.assertIn("„Typing“", self.german._bpo_say_refusal(refusal))
        self.assertIn("05.01.2026", self.german._bpo_say_refusal(refusal))
        self.assertIn("01/05/2026", self.words._bpo_say_refusal(refusal))

    def test_one_code_says_what_it_knows(self):
        of_contract = Refusal(None, "end_before_start", "English")
        of_line = Refusal(1, "end_before_start", "English", {"line": "Typing"})
        self.assertIn("contract ends", self.words._bpo_say_refusal(of_contract))
        self.assertIn("Typing", self.words._bpo_say_refusal(of_line))
        since = {"line": "Typing", "day": "2026-01-05"}
        overlap = Refusal(1, "overlapping_rates", "English", since)
        self.assertIn("01/05/2026", self.words._bpo_say_refusal(overlap))
        unknown = Refusal(1, "brand_new", "As the core says.")
        self.assertEqual(self.german._bpo_say_refusal(unknown), "As the core says.")

    def test_a_parked_contract_speaks_german_to_a_german_clerk(self):
        contract = self._create_contract({"name": "Typing", "price_unit": 9.0})
        self._create_entry(contract.line_ids, date(2026, 1, 5))
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpo_contract_line SET billing_increment = -1 WHERE id = %s",
            [contract.line_ids.id],
        )
        self.env.invalidate_all()
        self.clerk.lang = "de_DE"
        run = self._create_run(date(2026, 1, 31), contract_ids=contract.ids)
        run.with_user(self.clerk).with_context(lang="de_DE").action_preview()
        self.assertIn("unter null", run.statement_ids.parked_reason)
        self.assertIn("unter null", contract.activity_ids.note)
