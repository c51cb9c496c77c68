"""Month end: what is earned and not billed, and what is billed and not earned."""

from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import LEAD, BillingCase

JANUARY = date(2026, 1, 31)


class AccrualCase(BillingCase):
    """A company with the two accounts, and a shortcut to the wizard."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        accounts = cls.env["account.account"]
        cls.accrued, cls.deferred = accounts.create(
            [
                {
                    "name": "Accrued revenue",
                    "code": "BPO1",
                    "account_type": "asset_current",
                },
                {
                    "name": "Deferred revenue",
                    "code": "BPO2",
                    "account_type": "liability_current",
                },
            ]
        )

    def _close(self, contract, day, **vals):
        """Post the accruals of a contract on a day; the live ones of that day."""
        wizard = (
            self.env["bpo.accrual.wizard"]
            .with_user(self.clerk)
            .create(
                {
                    "date": day,
                    "contract_ids": contract.ids,
                    "bpo_accrued_account_id": self.accrued.id,
                    "bpo_deferred_account_id": self.deferred.id,
                    **vals,
                }
            )
        )
        wizard.action_post()
        return self._live(contract, day)

    def _live(self, contract, day):
        return self.env["bpo.accrual"].search(
            [
                ("contract_id", "in", contract.ids),
                ("date", "=", day),
                ("state", "!=", "cancelled"),
            ]
        )

    def _balance(self, account, day):
        """Balance of an account at the end of a day, drafts of the future included."""
        items = self.env["account.move.line"].search(
            [
                ("account_id", "=", account.id),
                ("date", "<=", day),
                ("parent_state", "!=", "cancel"),
            ]
        )
        return sum(items.mapped("balance"))

    def _revenue(self, contract, first, last):
        """Revenue on the contract's analytic account, by date of the entries."""
        column = self.env["bpo.reconciliation"]._get_plan_column()
        items = self.env["account.analytic.line"].search(
            [
                (column, "=", contract.analytic_account_id.id),
                ("date", ">=", first),
                ("date", "<=", last),
                ("move_line_id", "!=", False),
            ]
        )
        return round(sum(items.mapped("amount")), 2)


@tagged("post_install", "-at_install")
class TestAccrual(AccrualCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            {"name": "Desk", "price_unit": 10.0}, billing_frequency="quarterly"
        )
        cls.line = cls.contract.line_ids
        cls._create_entry(cls.line, date(2026, 1, 5), 90)
        cls._create_entry(cls.line, date(2026, 1, 6), 60, approve=False)
        cls._create_entry(cls.line, date(2026, 2, 5), 60)

    def test_approved_work_is_accrued_and_reversed_the_day_after(self):
        accrual = self._close(self.contract, JANUARY)
        self.assertEqual((accrual.kind, accrual.amount), ("accrued", 15.0))
        move = accrual.move_id
        self.assertEqual((move.date, move.state), (JANUARY, "posted"))
        self.assertEqual(move.bpo_contract_id, self.contract)
        self.assertEqual(self._balance(self.accrued, JANUARY), 15.0)
        reversal = accrual.reversal_move_id
        self.assertEqual(reversal.date, date(2026, 2, 1))
        self.assertEqual(reversal.reversed_entry_id, move)
        self.assertEqual(self._balance(self.accrued, date(2026, 2, 1)), 0.0)

    def test_it_credits_the_income_account_of_the_invoice(self):
        accrual = self._close(self.contract, date(2026, 3, 31))
        move = self._bill(self.contract, date(2026, 3, 31)).move_id
        self.assertEqual(accrual.line_ids.account_id, move.invoice_line_ids.account_id)
        self.assertEqual(accrual.amount, move.amount_untaxed)

    def test_repeating_changes_nothing(self):
        accrual = self._close(self.contract, JANUARY)
        self.assertEqual(self._close(self.contract, JANUARY), accrual)
        self.assertEqual(self._balance(self.accrued, JANUARY), 15.0)

    def test_work_approved_later_replaces_the_accrual(self):
        first = self._close(self.contract, JANUARY)
        self._create_entry(self.line, date(2026, 1, 7), 60)
        second = self._close(self.contract, JANUARY)
        self.assertEqual((first.state, second.amount), ("cancelled", 25.0))
        self.assertEqual(first.move_id.state, "cancel")
        self.assertEqual(self._balance(self.accrued, JANUARY), 25.0)

    def test_what_is_invoiced_in_time_is_not_accrued(self):
        self._bill(self.contract, date(2026, 3, 31))
        self.assertFalse(self._close(self.contract, date(2026, 3, 31)))

    def test_what_is_invoiced_later_is_accrued_by_its_days(self):
        self._bill(self.contract, date(2026, 3, 31), invoice_date=date(2026, 4, 5))
        accrual = self._close(self.contract, date(2026, 3, 31))
        self.assertEqual(accrual.amount, 25.0)

    def test_late_work_of_a_billed_period_is_accrued(self):
        self._bill(self.contract, date(2026, 3, 31))
        self._create_entry(self.line, date(2026, 3, 9), 30)
        self.assertEqual(self._close(self.contract, date(2026, 4, 30)).amount, 5.0)

    def test_fixed_fees_accrue_by_days(self):
        contract = self._create_contract(
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 900.0},
            billing_frequency="quarterly",
        )
        accrual = self._close(contract, JANUARY)
        self.assertEqual(accrual.amount, 310.0)  # 31 of 90 days

    def test_revenue_falls_into_the_months_of_the_work(self):
        self._close(self.contract, JANUARY)
        self._close(self.contract, date(2026, 2, 28))
        self._bill(self.contract, date(2026, 3, 31))
        months = [
            self._revenue(self.contract, *days)
            for days in (
                (date(2026, 1, 1), JANUARY),
                (date(2026, 2, 1), date(2026, 2, 28)),
                (date(2026, 3, 1), date(2026, 3, 31)),
            )
        ]
        self.assertEqual(months, [15.0, 10.0, 0.0])

    def test_a_preview_posts_nothing_and_is_replaced(self):
        wizard = self.env["bpo.accrual.wizard"].create(
            {
                "date": JANUARY,
                "contract_ids": self.contract.ids,
                "bpo_accrued_account_id": self.accrued.id,
                "bpo_deferred_account_id": self.deferred.id,
            }
        )
        wizard.action_preview()
        preview = self._live(self.contract, JANUARY)
        self.assertEqual((preview.state, preview.amount), ("draft", 15.0))
        self.assertFalse(preview.move_id)
        self.assertEqual(self._close(self.contract, JANUARY).state, "posted")

    def test_accounts_must_be_chosen_once(self):
        with self.assertRaisesRegex(UserError, "Choose the accounts"):
            self._close(
                self.contract,
                JANUARY,
                bpo_accrued_account_id=False,
                bpo_deferred_account_id=False,
            )
        self._close(self.contract, JANUARY)
        again = self.env["bpo.accrual.wizard"].create({})
        self.assertEqual(again.bpo_accrued_account_id, self.accrued)

    def test_foreign_currencies_are_converted_on_the_closing_day(self):
        currency = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "=", "CHF")])
        )
        currency.active = True
        currency.rate_ids = [
            Command.clear(),
            Command.create({"name": date(2025, 1, 1), "rate": 0.5}),
        ]
        contract = self._create_contract(
            {"name": "Desk", "price_unit": 10.0}, currency_id=currency.id
        )
        self._create_entry(contract.line_ids, date(2026, 1, 5), 60)
        accrual = self._close(contract, JANUARY)
        self.assertEqual(accrual.amount, 10.0)
        self.assertEqual(self._balance(self.accrued, JANUARY), 20.0)

    def test_a_contract_that_cannot_be_rated_is_named_and_the_others_go_on(self):
        faulty = self._create_contract({"name": "Desk", "price_unit": 10.0})
        self._create_entry(faulty.line_ids, date(2026, 1, 5), 60)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpo_contract_line SET billing_increment = -1 WHERE id = %s",
            [faulty.line_ids.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, faulty.name):
            self._close(faulty, JANUARY)
        self._close(faulty + self.contract, JANUARY)
        self.assertTrue(self._live(self.contract, JANUARY))
        self.assertFalse(self._live(faulty, JANUARY))

    def test_a_lead_accrues_nothing(self):
        lead = new_test_user(self.env, "lea", groups=LEAD)
        accrual = self._close(self.contract, JANUARY)
        with self.assertRaises(AccessError):
            accrual.with_user(lead).read(["amount"])
        with self.assertRaises(AccessError):
            self.env["bpo.accrual.wizard"].with_user(lead).create({})


@tagged("post_install", "-at_install")
class TestDeferral(AccrualCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 3000.0},
            billing_frequency="quarterly",
            billing_timing="advance",
        )

    def setUp(self):
        super().setUp()
        self.statement = self._bill(self.contract, date(2026, 1, 1))

    def test_a_quarter_billed_in_advance_is_earned_by_days(self):
        self.assertEqual(self.statement.move_id.date, date(2026, 1, 1))
        accrual = self._close(self.contract, JANUARY)
        self.assertEqual((accrual.kind, accrual.amount), ("deferred", 1966.67))
        self.assertEqual(self._balance(self.deferred, JANUARY), -1966.67)
        self._close(self.contract, date(2026, 2, 28))
        months = [
            self._revenue(self.contract, *days)
            for days in (
                (date(2026, 1, 1), JANUARY),
                (date(2026, 2, 1), date(2026, 2, 28)),
                (date(2026, 3, 1), date(2026, 3, 31)),
            )
        ]
        self.assertEqual(months, [1033.33, 933.34, 1033.33])
        self.assertFalse(self._close(self.contract, date(2026, 3, 31)))

    def test_a_credit_note_leaves_less_to_defer(self):
        credit = self.statement.move_id._reverse_moves(
            [{"invoice_date": date(2026, 1, 20), "date": date(2026, 1, 20)}]
        )
        credit.invoice_line_ids.price_unit = 1500.0
        credit.action_post()
        self.assertEqual(self._close(self.contract, JANUARY).amount, 983.33)

    def test_usage_of_the_period_billed_in_advance_is_accrued(self):
        line = self.env["bpo.contract.line"].create(
            {
                "contract_id": self.contract.id,
                "name": "Desk",
                "product_id": self.product.id,
                "pricing_model": "time",
                "price_unit": 10.0,
            }
        )
        self._create_entry(line, date(2026, 1, 9), 60)
        accruals = self._close(self.contract, JANUARY)
        self.assertEqual(
            dict(zip(accruals.mapped("kind"), accruals.mapped("amount"), strict=True)),
            {"accrued": 10.0, "deferred": 1966.67},
        )
