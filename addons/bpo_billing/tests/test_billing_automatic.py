"""The daily job, several companies, and credit notes of negative statements."""

from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingAutomatic(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 100.0}
        )

    def _run_job(self, day, mode):
        self.company.bpo_billing_auto = mode
        self.company.bpo_billing_review_days = 3
        with freeze_time(f"{day} 05:00:00"):
            self.env["bpo.billing.run"]._cron_bill()
        return self.env["bpo.billing.run"].search([("is_automatic", "=", True)])

    def test_the_job_waits_for_the_review_period(self):
        self.assertFalse(self._run_job("2026-02-03", "post"))
        run = self._run_job("2026-02-04", "post")
        self.assertRecordValues(
            run, [{"state": "posted", "date_to": date(2026, 1, 31)}]
        )
        self.assertEqual(run.statement_ids.move_id.state, "posted")
        self.assertEqual(self._run_job("2026-02-05", "post"), run)

    def test_a_preview_is_taken_up_again(self):
        run = self._run_job("2026-02-04", "preview")
        self.assertEqual(run.state, "previewed")
        self.assertEqual(self._run_job("2026-02-06", "preview"), run)
        self.assertEqual(self._run_job("2026-02-07", "invoice"), run)
        self.assertRecordValues(run, [{"state": "invoiced", "statement_count": 1}])

    def test_each_company_bills_its_own_contracts(self):
        company = self.env["res.company"].create({"name": "Second"})
        self.env.user.company_ids |= company
        self.env["account.chart.template"].try_loading(
            "generic_coa", company=company, install_demo=False
        )
        second = (
            self.env["bpo.contract"]
            .with_company(company)
            .create(
                {
                    "partner_id": self.client.id,
                    "company_id": company.id,
                    "date_start": date(2026, 1, 1),
                    "tz": "UTC",
                    "line_ids": [
                        Command.create(
                            {
                                "name": "Desk",
                                "product_id": self.product.id,
                                "pricing_model": "fixed",
                                "price_unit": 70.0,
                            }
                        )
                    ],
                }
            )
        )
        second.action_activate()
        run = self._create_run(date(2026, 1, 31), company_id=company.id)
        run.action_bill()
        self.assertRecordValues(
            run.statement_ids,
            [{"contract_id": second.id, "company_id": company.id}],
        )
        move = run.statement_ids.move_id
        self.assertEqual(move.company_id, company)
        self.assertEqual(move.invoice_line_ids.account_id.company_ids, company)
        self.assertFalse(self.contract.statement_ids)

    def test_taking_back_a_negative_statement(self):
        contract = self._create_contract(
            {
                "name": "Tickets",
                "product_id": self.piece.id,
                "pricing_model": "baseline",
                "price_unit": 100.0,
                "baseline_quantity": 1000,
                "rrc_price": 1.0,
            }
        )
        statement = self._bill(contract, date(2026, 1, 31))
        statement.move_id._reverse_moves(cancel=True)
        self.assertEqual(statement.state, "cancelled")
        self.assertEqual(self._bill(contract, date(2026, 1, 31)).amount_untaxed, -900.0)

    def test_a_summary_keeps_what_belongs_to_no_service(self):
        contract = self._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 50.0},
            {"name": "Extra", "price_unit": 10.0},
            minimum_commitment=100.0,
            invoice_detail="summary",
        )
        statement = self._bill(contract, date(2026, 1, 31))
        native = statement.move_id.invoice_line_ids
        self.assertEqual(native.mapped("price_subtotal"), [50.0, 50.0])
        self.assertEqual(statement.line_ids.move_line_id, native)

    def test_a_preview_announces_what_is_billed_again(self):
        contract = self._create_contract(
            {"name": "Desk", "price_unit": 10.0}, late_policy="rebook"
        )
        self._bill(contract, date(2026, 1, 31))
        self._create_entry(contract.line_ids, date(2026, 1, 20))
        run = self._create_run(date(2026, 2, 28), contract_ids=contract.ids)
        run.action_preview()
        self.assertIn("billed again", run.statement_ids.notices)
        self.assertFalse(run.statement_ids.line_ids)

    def test_billed_sources_can_be_searched(self):
        contract = self._create_contract({"name": "Desk", "price_unit": 10.0})
        billed = self._create_entry(contract.line_ids, date(2026, 1, 20))
        statement = self._bill(contract, date(2026, 1, 31))
        fresh = self._create_entry(contract.line_ids, date(2026, 2, 2))
        entries = self.env["account.analytic.line"]
        mine = [("bpo_contract_id", "=", contract.id)]
        line = statement.line_ids
        for domain, expected in (
            ([("bpo_is_billed", "=", True)], billed),
            ([("bpo_is_billed", "=", False)], fresh),
            ([("bpo_statement_line_id", "=", line.id)], billed),
            ([("bpo_statement_line_id", "!=", line.id)], fresh),
            ([("bpo_statement_line_id", "=", False)], fresh),
            ([("bpo_statement_line_id", "!=", False)], billed),
            ([("bpo_statement_line_id.statement_id", "=", statement.id)], billed),
            ([("bpo_statement_line_id", "not any", [("kind", "=", "time")])], fresh),
        ):
            with self.subTest(domain=domain):
                self.assertEqual(entries.search(mine + domain), expected)
