"""Who approves, in which order, and what stays as it is afterwards."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import TimeCase


@tagged("post_install", "-at_install")
class TestTimeApproval(TimeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entry = cls._create_entry()

    def test_agent_submits_and_lead_approves(self):
        self.entry.with_user(self.anna).action_bpo_submit()
        self.assertEqual(self.entry.bpo_state, "submitted")
        self.entry.with_user(self.lead).action_bpo_approve()
        self.assertEqual(self.entry.bpo_state, "approved")
        self.assertEqual(self.entry.bpo_approver_id, self.lead)

    def test_agent_approves_nothing(self):
        mine = self.entry.with_user(self.anna)
        with self.assertRaises(AccessError):
            mine.action_bpo_approve()
        with self.assertRaises(AccessError):
            mine.bpo_state = "approved"
        with self.assertRaises(AccessError):
            mine.create(
                {
                    "bpo_contract_line_id": self.line_a.id,
                    "unit_amount": 1,
                    "bpo_state": "approved",
                }
            )

    def test_lead_approves_own_time_only_by_setting(self):
        self._create_assignment(employee_id=self.employee_lead.id)
        own = self._create_entry(employee_id=self.employee_lead.id)
        own.action_bpo_submit()
        with self.assertRaisesRegex(AccessError, "another team lead"):
            own.with_user(self.lead).action_bpo_approve()
        self.env.company.bpo_self_approval = True
        own.with_user(self.lead).action_bpo_approve()
        self.assertEqual(own.bpo_state, "approved")

    def test_steps_may_be_repeated(self):
        for _again in range(2):
            self.entry.action_bpo_submit()
        for _again in range(2):
            self.entry.action_bpo_approve()
        self.entry.action_bpo_submit()
        self.assertEqual(self.entry.bpo_state, "approved")

    def test_rejection_carries_its_reason_back(self):
        self.entry.action_bpo_submit()
        self.entry.with_user(self.lead).action_bpo_reject("Wrong case")
        self.assertEqual(self.entry.bpo_state, "rejected")
        self.assertEqual(
            self.entry.with_user(self.anna).bpo_reject_reason, "Wrong case"
        )
        self.entry.with_user(self.anna).action_bpo_submit()
        self.assertFalse(self.entry.bpo_reject_reason)

    def test_rejection_asks_for_a_reason(self):
        self.entry.action_bpo_submit()
        action = self.entry.with_user(self.lead).action_bpo_reject()
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.lead)
            .with_context(**action["context"])
            .create({"reason": "Too long"})
        )
        wizard.action_reject()
        self.assertEqual(self.entry.bpo_reject_reason, "Too long")

    def test_draft_cannot_be_rejected_and_nothing_changes(self):
        other = self._create_entry()
        other.action_bpo_submit()
        with self.assertRaisesRegex(UserError, "take them out"):
            (self.entry | other).action_bpo_reject("no")
        self.assertEqual(other.bpo_state, "submitted")

    def test_client_is_asked_where_the_line_says_so(self):
        self.line_a.requires_client_approval = True
        other = self._create_entry(bpo_contract_line_id=self.line_a2.id)
        (self.entry | other).action_bpo_approve()
        self.assertEqual(self.entry.bpo_client_state, "pending")
        self.assertEqual(other.bpo_client_state, "not_required")

    def test_client_approves_or_rejects_with_reason(self):
        self.line_a.requires_client_approval = True
        self.entry.action_bpo_approve()
        self.entry.bpo_client_reject("Not ordered")
        self.assertEqual(self.entry.bpo_client_state, "rejected")
        self.assertEqual(self.entry.bpo_reject_reason, "Not ordered")
        self.entry.bpo_client_approve()
        self.assertEqual(self.entry.bpo_client_state, "approved")
        with self.assertRaises(UserError):
            self.entry.bpo_client_reject(" ")

    def test_approved_time_is_reopened_before_it_changes(self):
        self.entry.action_bpo_approve()
        for change in (
            lambda: self.entry.write({"unit_amount": 2}),
            lambda: self.entry.write({"bpo_contract_line_id": self.line_a2.id}),
            self.entry.unlink,
        ):
            with self.assertRaisesRegex(UserError, "reopened"):
                change()
        self.entry.write({"unit_amount": 1.0, "bpo_reference": "4711"})
        with self.assertRaises(AccessError):
            self.entry.with_user(self.anna).action_bpo_reopen()
        self.entry.with_user(self.lead).action_bpo_reopen()
        self.entry.unit_amount = 2
        self.assertEqual(self.entry.bpo_state, "draft")

    def test_locked_days_take_no_time_and_change_none(self):
        for holder, name in (
            (self.env.company, "bpo_timesheet_lock_date"),
            (self.contract_a, "timesheet_lock_date"),
        ):
            with self.subTest(holder=holder._name):
                holder[name] = self.today
                self.entry.invalidate_recordset()
                self.assertTrue(self.entry.bpo_is_frozen)
                with self.assertRaisesRegex(UserError, "locked"):
                    self.entry.unit_amount = 3
                with self.assertRaisesRegex(ValidationError, "locked"):
                    self._create_entry()
                holder[name] = self.today - timedelta(days=1)
                self.entry.invalidate_recordset()
                self.assertFalse(self.entry.bpo_is_frozen)
                holder[name] = False

    def test_moving_time_into_a_locked_day_is_refused(self):
        self.env.company.bpo_timesheet_lock_date = self.today - timedelta(days=2)
        with self.assertRaisesRegex(ValidationError, "locked"):
            self.entry.date = self.today - timedelta(days=3)

    def test_native_views_show_approved_time_read_only(self):
        self.assertFalse(self.entry.readonly_timesheet)
        self.entry.action_bpo_approve()
        self.entry.invalidate_recordset()
        self.assertTrue(self.entry.readonly_timesheet)

    def test_approving_in_bulk_takes_the_same_queries_for_10_and_100(self):
        counts = []
        for size in (10, 100):
            entries = self.env["account.analytic.line"].create(
                [
                    {
                        "employee_id": self.employee_anna.id,
                        "bpo_contract_line_id": self.line_a.id,
                        "unit_amount": 0.1,
                    }
                    for _each in range(size)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            entries.with_user(self.lead).action_bpo_approve()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2, counts)
        self.assertLessEqual(counts[1], 40, counts)
