"""Periods that cost nothing: closed without an invoice, their work settled once."""

from datetime import date

from odoo.tests import tagged

from .common import BillingCase

JANUARY = date(2026, 1, 31)
FEBRUARY = date(2026, 2, 28)


@tagged("post_install", "-at_install")
class TestBillingFreeWork(BillingCase):
    """A service that is free, so that its work is worth nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract({"name": "Trial", "price_unit": 9.0})
        cls.line = cls.contract.line_ids
        cls.line.write({"price_unit": 0.0, "bpo_is_free": True})
        cls.entry = cls._create_entry(cls.line, date(2026, 1, 5), 60)

    def test_free_work_is_shown_and_settled_without_an_invoice(self):
        statement = self._bill(self.contract, JANUARY)
        self.assertRecordValues(
            statement,
            [{"state": "invoiced", "amount_untaxed": 0.0, "is_empty": True}],
        )
        self.assertRecordValues(
            statement.line_ids,
            [{"kind": "time", "quantity": 1.0, "amount": 0.0, "move_line_id": False}],
        )
        self.assertEqual(self.entry.bpo_statement_line_id, statement.line_ids)
        self.assertFalse(statement.move_id)
        self.assertFalse(self.env["bpo.billing.audit"]._get_findings(self.company))

    def test_it_is_not_charged_when_the_price_rises_later(self):
        self._bill(self.contract, JANUARY)
        self.line.write({"price_unit": 9.0, "bpo_is_free": False})
        self._create_entry(self.line, date(2026, 2, 5), 60)
        statement = self._bill(self.contract, FEBRUARY)
        self.assertEqual(self._amounts(statement), [("time", 9.0)])

    def test_cancelled_it_is_free_to_be_billed(self):
        statement = self._bill(self.contract, JANUARY)
        statement.action_cancel()
        self.assertFalse(self.entry.bpo_is_billed)
        self.line.write({"price_unit": 9.0, "bpo_is_free": False})
        self.assertEqual(self._bill(self.contract, JANUARY).amount_untaxed, 9.0)

    def test_late_free_work_is_settled_with_the_next_period(self):
        self._bill(self.contract, JANUARY)
        late = self._create_entry(self.line, date(2026, 1, 20), 60)
        statement = self._bill(self.contract, FEBRUARY)
        self.assertEqual(self._amounts(statement), [("adjustment", 0.0)])
        self.assertEqual(late.bpo_statement_line_id.statement_id, statement)
        self.assertFalse(statement.move_id)
        self.assertFalse(self._bill(self.contract, FEBRUARY))

    def test_a_joint_invoice_leaves_it_out(self):
        self.client.bpo_invoice_scope = "joint"
        fee = self._create_contract(
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 50.0}
        )
        run = self._create_run(JANUARY, contract_ids=(self.contract + fee).ids)
        run.action_bill()
        self.assertEqual(run.statement_ids.move_id.amount_untaxed, 50.0)
        self.assertFalse(self.contract.statement_ids.move_id)
        self.assertEqual(self.contract.statement_ids.state, "invoiced")
        self.assertEqual(run.empty_count, 1)
