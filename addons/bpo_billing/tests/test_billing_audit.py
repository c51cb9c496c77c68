"""The audit finds what it is asked to find, and nothing where all is well."""

from datetime import date

from odoo.tests import tagged
from odoo.tools import SQL

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingAudit(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract({"name": "Desk", "price_unit": 10.0})
        cls.line = cls.contract.line_ids
        for month in (1, 2, 3):
            cls._create_entry(cls.line, date(2026, month, 5), 90)

    def setUp(self):
        super().setUp()
        self.statements = self._bill(self.contract, date(2026, 3, 31))

    def _codes(self):
        findings = self.env["bpo.billing.audit"]._get_findings(self.company)
        return {finding.code for finding in findings}

    def _spoil(self, query, *arguments):
        self.env.flush_all()
        self.env.cr.execute(query, arguments)

    def test_all_is_well_after_a_month(self):
        self.statements[1].action_cancel()
        self._bill(self.contract, date(2026, 3, 31))
        self.assertEqual(self._codes(), set())

    def test_it_finds_a_claim_of_a_cancelled_statement(self):
        self._spoil(
            "UPDATE bpo_statement SET state = 'cancelled' WHERE id = %s",
            self.statements[2].id,
        )
        self.assertEqual(self._codes(), {"dead_claim", "no_statement"})

    def test_it_finds_a_gap(self):
        self.statements[1].action_cancel()
        self.assertEqual(self._codes(), {"gap"})

    def test_it_finds_changed_amounts(self):
        self._spoil(
            "UPDATE bpo_statement_line SET amount = amount + 1 WHERE statement_id = %s",
            self.statements[0].id,
        )
        self.assertEqual(self._codes(), {"statement", "line"})
        self._spoil(
            "UPDATE bpo_statement SET amount_untaxed = amount_untaxed + 1"
            " WHERE id = %s",
            self.statements[0].id,
        )
        self.assertEqual(self._codes(), {"invoice", "line"})

    def test_it_finds_missing_analytic_lines_and_invoices(self):
        move = self.statements[0].move_id
        self._spoil(
            "DELETE FROM account_analytic_line WHERE move_line_id = ANY(%s)",
            move.line_ids.ids,
        )
        self._spoil(
            "UPDATE bpo_statement SET move_id = NULL WHERE id = %s",
            self.statements[1].id,
        )
        self.assertEqual(self._codes(), {"analytic", "no_invoice", "no_statement"})

    def test_it_finds_claims_taken_away(self):
        self._create_entry(self.line, date(2026, 4, 5), 60)
        self._create_entry(self.line, date(2026, 4, 6), 60)
        statement = self._bill(self.contract, date(2026, 4, 30))
        self._spoil(
            "DELETE FROM bpo_claim WHERE id = (SELECT max(id) FROM bpo_claim"
            " WHERE statement_line_id = %s)",
            statement.line_ids.id,
        )
        self.assertEqual(self._codes(), {"minutes"})

    def test_every_check_has_its_sentence(self):
        audit = self.env["bpo.billing.audit"]
        codes = {code for code, _m, _q in audit._get_checks(SQL("s.company_id"))}
        self.assertEqual(codes, set(audit._get_labels()))
