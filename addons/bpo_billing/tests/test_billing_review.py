"""Unusual statements wait for a person; the others go on."""

import doctest
from datetime import date
from decimal import Decimal
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import BaseCase, new_test_user, tagged

from .. import reviewing
from ..reviewing import find_changes
from .common import LEAD, BillingCase

JANUARY = date(2026, 1, 31)
FEBRUARY = date(2026, 2, 28)


@tagged("post_install", "-at_install")
class TestReviewing(BaseCase):
    """DB-free: amounts in, findings out."""

    def test_the_examples_of_the_docstrings(self):
        self.assertEqual(doctest.testmod(reviewing).failed, 0)

    def test_a_change_is_unusual_beyond_the_limit_only(self):
        before = {1: Decimal(100)}
        for amount, found in ((150, False), (151, True), (50, False), (49, True)):
            with self.subTest(amount=amount):
                changes = find_changes({1: Decimal(amount)}, before, Decimal(50))
                self.assertEqual(bool(changes), found)

    def test_services_count_each_and_all_together(self):
        found = find_changes(
            {1: Decimal(300), 2: Decimal(100), 3: Decimal(5)},
            {1: Decimal(100), 2: Decimal(100)},
            Decimal(50),
        )
        self.assertEqual([each.line_id for each in found], [None, 1])

    def test_without_limit_or_past_nothing_is_unusual(self):
        self.assertFalse(find_changes({1: Decimal(9)}, {1: Decimal(1)}, Decimal(0)))
        self.assertFalse(find_changes({1: Decimal(9)}, {}, Decimal(10)))


@tagged("post_install", "-at_install")
class TestBillingReview(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract({"name": "Desk", "price_unit": 10.0})
        cls.line = cls.contract.line_ids
        cls.quiet = cls._create_contract(
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 50.0}
        )
        cls.both = cls.contract + cls.quiet

    def _run_for(self, date_to=JANUARY):
        return self._create_run(date_to, contract_ids=self.both.ids)

    def _statement(self, run, contract=None):
        return run.statement_ids.filtered(
            lambda each: each.contract_id == (contract or self.contract)
        ).sorted("date_from")

    def _work_in_february(self):
        for day in (5, 6):
            self._create_entry(self.line, date(2026, 2, day), 600)

    def _bill_january(self):
        self._create_entry(self.line, date(2026, 1, 5), 600)
        self._bill(self.both, JANUARY)

    def test_a_large_change_is_held_and_the_others_go_on(self):
        self.company.bpo_hold_change_percent = 50.0
        self._bill_january()
        self._work_in_february()
        run = self._run_for(FEBRUARY)
        run.action_preview()
        statement = self._statement(run)
        self.assertTrue(statement.is_held)
        self.assertIn("100.00 in the last period, 200.00 now", statement.hold_reason)
        self.assertEqual(len(statement.activity_ids), 1)
        self.assertEqual((run.held_count, run.left_count), (1, 2))
        run.action_bill()
        self.assertRecordValues(
            statement, [{"state": "draft", "is_held": True, "move_id": False}]
        )
        self.assertFalse(self.contract.bpo_billed_until == FEBRUARY)
        self.assertEqual(self._statement(run, self.quiet).move_id.state, "posted")
        self.assertEqual(len(statement.activity_ids), 1)

        statement.with_user(self.clerk).action_release("Year-end peak")
        self.assertFalse(statement.activity_ids)
        run.action_bill()
        self.assertRecordValues(
            statement,
            [
                {
                    "state": "invoiced",
                    "hold_release_reason": "Year-end peak",
                    "hold_released_by": self.clerk.id,
                }
            ],
        )
        self.assertEqual(statement.move_id.state, "posted")
        self.assertEqual(self.contract.bpo_billed_until, FEBRUARY)

    def test_other_figures_are_held_again(self):
        self.company.bpo_hold_change_percent = 50.0
        self._bill_january()
        self._work_in_february()
        run = self._run_for(FEBRUARY)
        run.action_preview()
        self._statement(run).action_release("Peak")
        run.action_preview()
        self.assertFalse(self._statement(run).is_held)
        self._create_entry(self.line, date(2026, 2, 9), 60)
        run.action_invoice()
        self.assertTrue(self._statement(run).is_held)

    def test_the_contracts_limit_goes_before_the_companys(self):
        self.company.bpo_hold_change_percent = 50.0
        self.contract.bpo_hold_change_percent = 300.0
        self._bill_january()
        self._work_in_february()
        run = self._run_for(FEBRUARY)
        run.action_preview()
        self.assertFalse(self._statement(run).is_held)
        with self.assertRaisesRegex(ValidationError, "0 or more"):
            self.contract.bpo_hold_change_percent = -1.0

    def test_a_partial_first_month_is_compared_by_days(self):
        contract = self._create_contract(
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 310.0},
            date_start=date(2026, 1, 17),
        )
        contract.bpo_hold_change_percent = 5.0
        self._bill(contract, JANUARY)
        statement = self._bill(contract, FEBRUARY)
        self.assertEqual(statement.amount_untaxed, 310.0)

    def test_a_price_of_zero_is_held_unless_it_is_meant(self):
        self.line.price_unit = 0.0
        self._create_entry(self.line, date(2026, 1, 5), 60)
        run = self._run_for()
        run.action_invoice()
        statement = self._statement(run)
        self.assertTrue(statement.is_held)
        self.assertIn("price of zero", statement.hold_reason)
        self.line.bpo_is_free = True
        run.action_invoice()
        self.assertRecordValues(
            statement, [{"state": "invoiced", "is_held": False, "hold_reason": False}]
        )

    def test_more_hours_than_the_agents_have_are_held(self):
        self.company.bpo_hold_capacity_percent = 100.0
        hours = self.agent.resource_calendar_id.hours_per_week / 5 * 22
        days = [day for day in range(1, 32) if date(2026, 1, day).weekday() < 5]
        for day in days:
            self._create_entry(self.line, date(2026, 1, day), hours / 22 * 60)
        run = self._run_for()
        run.action_preview()
        self.assertFalse(self._statement(run).is_held)
        self._create_entry(self.line, date(2026, 1, 3), 60)
        run.action_invoice()
        statement = self._statement(run)
        self.assertTrue(statement.is_held)
        self.assertIn("assigned agents have 176.00", statement.hold_reason)

    def test_nothing_is_billed_past_a_held_statement(self):
        self.line.price_unit = 0.0
        self._create_entry(self.line, date(2026, 1, 5), 60)
        run = self._run_for(FEBRUARY)
        run.action_invoice()
        january, february = self._statement(run)
        self.assertIn(january.name, february.hold_reason)
        with self.assertRaisesRegex(UserError, "release that one"):
            february.action_release("Go")
        self.assertFalse(self.env["bpo.billing.audit"]._get_findings(self.company))
        january.action_release("It was a test")
        run.action_invoice()
        self.assertEqual((january + february).mapped("state"), ["invoiced"] * 2)

    def test_a_release_needs_a_reason_and_a_billing_clerk(self):
        self.line.price_unit = 0.0
        self._create_entry(self.line, date(2026, 1, 5), 60)
        run = self._run_for()
        run.action_preview()
        statement = self._statement(run)
        with self.assertRaisesRegex(UserError, "Enter why"):
            statement.action_release(" ")
        lead = new_test_user(self.env, "lea", groups=LEAD)
        with self.assertRaises(UserError):
            statement.with_user(lead).action_release("Go")
        with self.assertRaisesRegex(UserError, "written by billing"):
            statement.with_user(self.clerk).is_held = False
        wizard = self.env["bpo.statement.release"].with_user(self.clerk)
        wizard = wizard.create({"statement_ids": statement.ids, "reason": "Trial"})
        self.assertIn(statement.name, wizard.findings)
        wizard.action_release()
        self.assertFalse(statement.is_held)

    def test_the_daily_job_leaves_held_statements(self):
        self.line.price_unit = 0.0
        self._create_entry(self.line, date(2026, 1, 5), 60)
        run = self._run_for()
        self.company.bpo_billing_auto = "post"
        run._bill_automatically()
        self.assertEqual(self._statement(run).state, "draft")
        self.assertEqual(self._statement(run, self.quiet).move_id.state, "posted")

    def test_minimum_and_budget_are_shown_and_the_budget_warns(self):
        self.contract.write({"minimum_commitment": 310.0, "bpo_budget": 80.0})
        self.contract.date_end = date(2026, 2, 14)
        self._create_entry(self.line, date(2026, 1, 5), 600)
        january, february = self._bill(self.contract, FEBRUARY)
        self.assertRecordValues(
            january + february,
            [
                {
                    "minimum_amount": 310.0,
                    "above_minimum": 0.0,
                    "budget_amount": 80.0,
                    "budget_left": -230.0,
                    "is_over_budget": True,
                },
                {
                    "minimum_amount": 155.0,
                    "above_minimum": 0.0,
                    "budget_amount": 40.0,
                    "budget_left": -115.0,
                    "is_over_budget": True,
                },
            ],
        )
        kind = self.env.ref("bpo_billing.mail_activity_over_budget")
        self.assertEqual(january.activity_ids.activity_type_id, kind)

    def test_a_budget_that_holds_does_not_warn(self):
        self.quiet.bpo_budget = 50.0
        run = self._run_for()
        run.action_preview()
        statement = self._statement(run, self.quiet)
        self.assertFalse(statement.is_over_budget)
        statement.action_add_line("Courier", 1.0)
        run.action_preview()
        self.assertTrue(statement.is_over_budget)
        self.assertEqual(len(statement.activity_ids), 1)
        statement.line_ids.filtered("is_manual").action_remove()
        run.action_preview()
        self.assertFalse(statement.activity_ids)

    def test_the_daily_job_goes_on_with_the_run_of_what_is_held(self):
        self.line.price_unit = 0.0
        self._create_entry(self.line, date(2026, 1, 5), 60)
        companies = self.env["res.company"].search([])
        companies.bpo_billing_auto = "no"
        self.company.bpo_billing_auto = "post"
        job = self.env["bpo.billing.run"]
        for day in ("2026-02-04", "2026-02-05", "2026-02-06"):
            with freeze_time(f"{day} 05:00:00"):
                job._cron_bill()
        run = job.search([("is_automatic", "=", True)])
        self.assertEqual(len(run), 1)
        held = run.statement_ids.filtered("is_held")
        self.assertEqual(held.contract_id, self.contract)
        held.action_release("Trial month")
        with freeze_time("2026-02-07 05:00:00"):
            job._cron_bill()
        self.assertEqual(job.search_count([("is_automatic", "=", True)]), 1)
        self.assertEqual(held.state, "invoiced")

    def test_the_daily_job_sends_where_the_company_wants_it(self):
        self.client.email = "books@acme.example"
        self.env["res.company"].search([]).bpo_billing_auto = "no"
        self.company.bpo_billing_auto = "send"
        with freeze_time("2026-02-04 05:00:00"):
            self.env["bpo.billing.run"]._cron_bill()
        move = self.quiet.statement_ids.move_id
        self.assertEqual(move.state, "posted")
        self.assertTrue(move.sending_data)

    def test_the_review_needs_no_query_per_statement(self):
        self.company.write(
            {"bpo_hold_change_percent": 50.0, "bpo_hold_capacity_percent": 100.0}
        )
        contracts = self.quiet
        for _number in range(7):
            contracts += self._create_contract(
                {"name": "Fee", "pricing_model": "fixed", "price_unit": 5.0}
            )
        self._bill(contracts, JANUARY)
        few = self._count_queries(contracts[:2])
        self.assertEqual(self._count_queries(contracts), few)

    def _count_queries(self, contracts):
        """Queries of the review while contracts are previewed."""
        model = self.env.registry["bpo.billing.review"]
        native, counts = model._hold, []

        def hold(service, known, outcomes):
            service.env.flush_all()
            before = service.env.cr.sql_log_count
            going = native(service, known, outcomes)
            counts.append(service.env.cr.sql_log_count - before)
            return going

        run = self._create_run(FEBRUARY, contract_ids=contracts.ids)
        self.env.invalidate_all()
        with patch.object(model, "_hold", hold):
            run.action_preview()
        run.statement_ids.unlink()
        return sum(counts)
