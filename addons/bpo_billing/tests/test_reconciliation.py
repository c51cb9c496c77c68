"""The reconciliation shows 0.00 where all is well, and opens what differs."""

import base64
import io
from datetime import date

import openpyxl

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import AGENT, LEAD, BillingCase


@tagged("post_install", "-at_install")
class TestReconciliation(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            {"name": "Desk", "price_unit": 10.0},
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 1000.0},
        )
        cls.line = cls.contract.line_ids[0]
        cls.entries = cls._create_entry(cls.line, date(2026, 1, 5), 100)
        cls.entries += cls._create_entry(cls.line, date(2026, 1, 6), 70)

    def setUp(self):
        super().setUp()
        self.statement = self._bill(self.contract, date(2026, 1, 31))

    def _row(self, statement=None):
        self.env.flush_all()
        model = self.env["bpo.reconciliation"]
        model.invalidate_model()
        return model.browse((statement or self.statement).id)

    def _spoil(self, query, *arguments):
        self.env.flush_all()
        self.env.cr.execute(query, arguments)

    def test_all_stations_agree(self):
        amount = 1028.33
        self.assertRecordValues(
            self._row(),
            [
                {
                    "amount_sources": amount,
                    "amount_statement": amount,
                    "amount_credited": 0.0,
                    "amount_invoice": amount,
                    "amount_draft": 0.0,
                    "amount_ledger": amount,
                    "amount_analytic": amount,
                    "difference": 0.0,
                }
            ],
        )

    def test_a_draft_invoice_is_not_on_the_ledger_yet(self):
        self._create_entry(self.line, date(2026, 2, 5), 60)
        run = self._create_run(date(2026, 2, 28), contract_ids=self.contract.ids)
        run.action_invoice()
        row = self._row(run.statement_ids)
        self.assertEqual(row.amount_draft, 1010.0)
        self.assertEqual((row.amount_ledger, row.difference), (0.0, 0.0))

    def test_a_partial_credit_note_leaves_no_difference(self):
        credit = self.statement.move_id._reverse_moves()
        fee, desk = credit.invoice_line_ids.sorted("price_unit", reverse=True)
        fee.unlink()
        desk.price_unit = 3.0
        credit.action_post()
        row = self._row()
        self.assertEqual(row.amount_credited, credit.amount_untaxed)
        self.assertGreater(row.amount_credited, 0.0)
        self.assertEqual(row.difference, 0.0)

    def test_a_cancelled_statement_comes_to_nothing(self):
        self.statement.action_cancel()
        row = self._row()
        self.assertEqual(
            (row.amount_statement, row.amount_invoice, row.amount_ledger),
            (0.0, 0.0, 0.0),
        )
        self.assertEqual(row.difference, 0.0)

    def test_a_foreign_currency_agrees_in_both(self):
        currency = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "=", "CHF")])
        )
        currency.active = True
        currency.rate_ids = [
            Command.clear(),
            Command.create({"name": date(2025, 1, 1), "rate": 0.7}),
        ]
        contract = self._create_contract(
            {"name": "Desk", "price_unit": 9.99}, currency_id=currency.id
        )
        self._create_entry(contract.line_ids, date(2026, 1, 5), 100)
        row = self._row(self._bill(contract, date(2026, 1, 31)))
        self.assertEqual((row.amount_ledger, row.difference), (16.65, 0.0))
        self.assertNotEqual(row.amount_ledger_company, row.amount_ledger)

    def test_a_changed_amount_shows_where_it_differs(self):
        self._spoil(
            "UPDATE bpo_statement_line SET amount = amount + 1 WHERE id = %s",
            self.statement.line_ids[0].id,
        )
        row = self._row()
        self.assertEqual(row.difference_sources, 1.0)
        self.assertEqual(row.difference_invoice, 1.0)
        self.assertEqual((row.difference_ledger, row.difference), (0.0, 2.0))

    def test_lost_analytic_items_show_and_open(self):
        items = self.statement.move_id.invoice_line_ids
        self._spoil(
            "DELETE FROM account_analytic_line WHERE move_line_id = %s", items[0].id
        )
        row = self._row()
        self.assertEqual(row.difference_analytic, row.difference)
        self.assertNotEqual(row.difference, 0.0)
        action = row.action_view_items()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, items)

    def _wizard(self):
        return (
            self.env["bpo.reconciliation.wizard"]
            .with_user(self.clerk)
            .create({"date_from": date(2026, 1, 1), "date_to": date(2026, 1, 31)})
        )

    def test_the_wizard_counts_and_shows(self):
        wizard = self._wizard()
        action = wizard.action_show()
        self.assertIn(
            self.statement,
            self.env["bpo.reconciliation"].search(action["domain"]).statement_id,
        )
        self.assertEqual(wizard.difference_count, 0)

    def test_the_wizard_lists_what_the_audit_finds(self):
        self._spoil(
            "UPDATE bpo_statement_line SET amount = amount + 1 WHERE id = %s",
            self.statement.line_ids[0].id,
        )
        wizard = self._wizard()
        wizard.action_audit()
        self.assertEqual(len(wizard.finding_ids), 2)
        self.assertEqual(
            wizard.finding_ids[0].action_open()["res_id"], self.statement.id
        )

    def test_the_download_has_a_line_per_contract(self):
        wizard = self._wizard()
        wizard.action_export_xlsx()
        stream = io.BytesIO(base64.b64decode(wizard.file))
        sheet = openpyxl.load_workbook(stream)["Contracts"]
        rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
        self.assertEqual(rows[self.contract.name][3:5], (1028.33, 1028.33))
        self.assertEqual(rows[self.contract.name][-1], 0)

    def test_agents_and_leads_read_nothing(self):
        for groups in (AGENT, LEAD):
            user = new_test_user(self.env, f"reader{groups}", groups=groups)
            with self.subTest(groups), self.assertRaises(AccessError):
                self._row().with_user(user).read(["difference"])

    def test_another_company_sees_nothing_of_it(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.clerk.write({"company_ids": [Command.link(company.id)]})
        there = self.env["bpo.reconciliation"].with_user(self.clerk)
        there = there.with_context(allowed_company_ids=company.ids)
        self.assertFalse(there.search([]))
