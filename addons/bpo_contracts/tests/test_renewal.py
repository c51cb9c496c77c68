"""Notice, renewal and the nightly job."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ContractCase


@tagged("post_install", "-at_install")
class TestRenewal(ContractCase):
    """A year's term that ends on 31 December 2026."""

    def _create_active(self, **overrides):
        contract = self._create_contract(
            **{"date_end": "2026-12-31", "renewal": "auto", **overrides}
        )
        contract.action_activate()
        return contract

    def test_notice_and_renewal_dates(self):
        contract = self._create_active(notice_days=90, reminder_days=14)
        self.assertEqual(contract.notice_date, date(2026, 10, 2))
        self.assertEqual(contract.reminder_date, date(2026, 9, 18))
        self.assertEqual(contract.renewal_date, date(2027, 1, 1))

    def test_open_contracts_have_no_such_dates(self):
        contract = self._create_active(date_end=False)
        self.assertFalse(contract.notice_date)
        self.assertFalse(contract.renewal_date)

    def test_renewal_keeps_the_end_of_the_month(self):
        cases = [
            ("2026-12-31", 12, date(2027, 12, 31)),
            ("2026-02-28", 3, date(2026, 5, 31)),
            ("2026-06-30", 1, date(2026, 7, 31)),
            ("2026-06-15", 6, date(2026, 12, 15)),
        ]
        for end, months, expected in cases:
            with self.subTest(end=end, months=months):
                contract = self._create_active(date_end=end, renewal_months=months)
                contract.action_renew()
                self.assertEqual(contract.date_end, expected)

    def test_renewal_needs_an_end_a_term_and_force(self):
        with self.assertRaisesRegex(UserError, "not in force"):
            self._create_contract(date_end="2026-12-31").action_renew()
        with self.assertRaisesRegex(UserError, "needs no renewal"):
            self._create_active(date_end=False).action_renew()
        with self.assertRaisesRegex(UserError, "renewal term"):
            self._create_active(renewal_months=0).action_renew()

    def test_automatic_renewal_on_the_last_day(self):
        contract = self._create_active()
        contract._follow_terms(date(2026, 12, 30))
        self.assertEqual(contract.date_end, date(2026, 12, 31))
        contract._follow_terms(date(2026, 12, 31))
        self.assertEqual(contract.date_end, date(2027, 12, 31))
        self.assertEqual(contract.state, "active")

    def test_missed_terms_are_caught_up(self):
        contract = self._create_active(renewal_months=1)
        contract._follow_terms(date(2027, 3, 15))
        self.assertEqual(contract.date_end, date(2027, 3, 31))

    def test_notice_stops_the_renewal(self):
        contract = self._create_active(notice_given_date="2026-11-01")
        with freeze_time("2027-01-01 09:00:00"):
            contract._follow_terms(date(2027, 1, 1))
        self.assertEqual((contract.state, contract.date_end.year), ("closed", 2026))

    def test_the_term_ends_without_renewal(self):
        contract = self._create_active(renewal="none")
        with freeze_time("2027-01-01 09:00:00"):
            contract._follow_terms(date(2027, 1, 1))
        self.assertEqual(contract.close_reason, "The term ended.")

    def test_account_manager_is_reminded_once_per_term(self):
        contract = self._create_active(user_id=self.manager.id)
        for _repeat in range(2):
            contract._follow_terms(date(2026, 11, 20))
        self.assertEqual(len(contract.activity_ids), 1)
        self.assertEqual(contract.activity_ids.user_id, self.manager)
        self.assertEqual(contract.activity_ids.date_deadline, contract.notice_date)

    @freeze_time("2027-01-01 09:00:00")
    def test_nightly_job_isolates_failures(self):
        good = self._create_active(renewal_months=12)
        faulty = self._create_active(renewal_months=0)
        cron = self.env.ref("bpo_contracts.bpo_contract_follow_terms_cron")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(good.date_end, date(2027, 12, 31))
        self.assertEqual(faulty.date_end, date(2026, 12, 31))
        self.assertIn("renewal term", faulty.activity_ids[0].summary)
