"""Amended terms up to invoices: billed periods stay, the next use the new ones."""

from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import LEAD, MANAGER, BillingCase

MAY = date(2026, 5, 1)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 12:00:00")
class TestBillingAmendment(BillingCase):
    """A minimum of 100 from April 2026; from May on it is 150."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        terms = cls.env["account.payment.term"]
        cls.two_weeks = terms.create({"name": "Two weeks"})
        cls.month = terms.create({"name": "A month"})
        cls.contract = cls._create_contract(
            {"name": "Desk", "pricing_model": "fixed", "price_unit": 50.0},
            minimum_commitment=100.0,
            payment_term_id=cls.two_weeks.id,
            date_start=date(2026, 4, 1),
        )

    def _propose(self, *changes, day=MAY):
        """A draft with changes, by default of minimum and payment terms."""
        changes = changes or (
            {"term": "minimum_commitment", "new_value": 150},
            {"term": "payment_term_id", "new_payment_term_id": self.month.id},
        )
        return self.env["bpo.contract.amendment"].create(
            {
                "contract_id": self.contract.id,
                "date_effective": day,
                "reason": "More seats",
                "change_ids": [Command.create(change) for change in changes],
            }
        )

    def _bill_month(self, month):
        last = {4: 30, 5: 31, 6: 30}[month]
        statement = self._bill(self.contract, date(2026, month, last))
        return statement.filtered(lambda each: each.date_from.month == month)

    def _minimum_of(self, statement):
        lines = statement.line_ids.filtered(lambda line: line.kind == "minimum")
        return sum(lines.mapped("amount"))

    def test_the_period_before_stays_and_the_next_uses_the_new_terms(self):
        """Example: 50 fixed are trued up to 100 in April and to 150 in May."""
        april = self._bill_month(4)
        self._propose().action_approve()
        self.assertEqual(self._minimum_of(april), 50)
        self.assertEqual(april.move_id.invoice_payment_term_id, self.two_weeks)
        with freeze_time("2026-06-01 12:00:00"):
            may = self._bill_month(5)
        self.assertEqual(self._minimum_of(may), 100)
        self.assertEqual(may.move_id.invoice_payment_term_id, self.month)

    def test_a_period_billed_late_has_the_terms_of_its_time(self):
        """April is billed in May, when the new terms are in force already."""
        self._propose().action_approve()
        with freeze_time("2026-06-01 12:00:00"):
            self.contract._follow_terms(date(2026, 6, 1))
            self.assertEqual(self.contract.minimum_commitment, 150)
            self._bill(self.contract, date(2026, 5, 31))
        april, may = self.env["bpo.statement"].search(
            [("contract_id", "=", self.contract.id)], order="date_from"
        )
        self.assertEqual(self._minimum_of(april), 50)
        self.assertEqual(april.move_id.invoice_payment_term_id, self.two_weeks)
        self.assertEqual(self._minimum_of(may), 100)

    def test_billed_days_cannot_be_amended(self):
        self._bill_month(4)
        with self.assertRaisesRegex(UserError, "is billed until 2026-04-30"):
            self._propose(day=date(2026, 4, 30)).action_approve()
        self.assertEqual(self.contract.minimum_commitment, 100)

    def test_a_new_end_cuts_the_last_period(self):
        """15 of 31 days in May: fee 24.19, minimum 72.58, true-up 48.39."""
        self._bill_month(4)
        self._propose(
            {"term": "minimum_commitment", "new_value": 150},
            {"term": "date_end", "new_date": date(2026, 5, 15)},
        ).action_approve()
        with freeze_time("2026-06-01 12:00:00"):
            may = self._bill_month(5)
        self.assertEqual(may.date_to, date(2026, 5, 15))
        self.assertEqual(self._amounts(may), [("fixed", 24.19), ("minimum", 48.39)])

    def test_managers_agree_and_the_bill_of_others_follows(self):
        manager = new_test_user(self.env, "mona", groups=MANAGER)
        self._propose().with_user(manager).action_approve()
        lead = new_test_user(self.env, "lena", groups=LEAD)
        with self.assertRaises(AccessError):
            self._propose().with_user(lead).action_approve()

    def test_a_minimum_can_be_simulated(self):
        """April at 150 instead of 100 costs 50 more."""
        with freeze_time("2026-06-01 12:00:00"):
            simulation = self.env["bpo.simulation"].create(
                {
                    "source": "amendment",
                    "amendment_id": self._propose().id,
                    "date_from": date(2026, 4, 1),
                    "date_to": date(2026, 4, 30),
                }
            )
            simulation.action_run()
        self.assertEqual(simulation.difference_total, 50)
