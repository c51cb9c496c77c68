"""An accountant's month in the browser, and closing it."""

from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools.date_utils import end_of, start_of

from .common import BILLING
from .test_accrual import AccrualCase

CLOSER = f"{BILLING},account.group_account_manager"


class MonthCase(AccrualCase):
    """Five hours of last month, and the accounts of accruals chosen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        today = date.today()
        cls.today, cls.first = today, start_of(today, "month") - relativedelta(months=1)
        cls.last = end_of(cls.first, "month")
        cls.company.write(
            {
                "bpo_accrued_account_id": cls.accrued.id,
                "bpo_deferred_account_id": cls.deferred.id,
            }
        )
        cls.accountant = new_test_user(cls.env, "accountant", groups=CLOSER)
        cls.contract = cls._create_contract(
            {"name": "Desk", "price_unit": 10.0}, date_start=cls.first
        )
        for _hour in range(5):
            cls._create_entry(cls.contract.line_ids, cls.first, 60)


@tagged("post_install", "-at_install")
class TestAccountantMonth(MonthCase, HttpCase):
    """Accrue, bill, post, dispute, credit, settle, reconcile, close.

    =========================  ======  =====================================
    five hours at 10.00         50.00  accrued on the last day, reversed
    invoice of today            50.00  disputed
    credit of two hours        -20.00  the two hours are free again
    left                        30.00  in sources, statement, ledger, analytic
    =========================  ======  =====================================
    """

    def test_a_month_from_accrual_to_closing(self):
        self.start_tour(
            "/odoo", "bpo_accountant_month", login="accountant", timeout=180
        )
        self.env.invalidate_all()
        statement = self.contract.statement_ids
        self.assertEqual(statement.state, "invoiced")
        self.assertEqual(statement.amount_untaxed, 50.0)
        move = statement.move_id
        self.assertEqual((move.state, move.invoice_date), ("posted", self.today))
        credit = move.reversal_move_ids
        self.assertEqual((credit.state, credit.amount_untaxed), ("posted", 20.0))
        self.assertEqual(self.contract.unbilled_hours, 2.0)
        self.assertEqual(self._balance(self.accrued, self.last), 50.0)
        self.assertEqual(self._balance(self.accrued, self.today), 0.0)
        row = self.env["bpo.reconciliation"].search(
            [("contract_id", "=", self.contract.id)]
        )
        self.assertEqual((row.difference, row.amount_ledger), (0.0, 30.0))
        self.assertEqual(self.company.fiscalyear_lock_date, self.last)


@tagged("post_install", "-at_install")
class TestClosing(MonthCase):
    def _wizard(self, user=None):
        return (
            self.env["bpo.reconciliation.wizard"]
            .with_user(user or self.accountant)
            .create({"date_from": self.first, "date_to": self.last})
        )

    def test_closing_sets_the_lock_date_once(self):
        self._bill(self.contract, self.last)
        self._wizard().action_close()
        self.assertEqual(self.company.fiscalyear_lock_date, self.last)
        with self.assertRaisesRegex(UserError, "closed until"):
            self._wizard().action_close()

    def test_a_billing_clerk_closes_nothing(self):
        with self.assertRaisesRegex(AccessError, "accounting administrators"):
            self._wizard(self.clerk).action_close()

    def test_a_draft_invoice_keeps_its_month_open(self):
        run = self._create_run(self.last, contract_ids=self.contract.ids)
        run.action_invoice()
        with self.assertRaisesRegex(UserError, "is a draft"):
            self._wizard().action_close()

    def test_a_preview_of_an_accrual_keeps_its_month_open(self):
        wizard = self.env["bpo.accrual.wizard"].create({"date": self.last})
        wizard.action_preview()
        with self.assertRaisesRegex(UserError, "is a preview"):
            self._wizard().action_close()

    def test_a_difference_keeps_its_month_open(self):
        statement = self._bill(self.contract, self.last)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpo_statement_line SET amount = 51 WHERE statement_id = %s",
            [statement.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "have differences"):
            self._wizard().action_close()
        self.assertFalse(self.company.fiscalyear_lock_date)
