"""Suspending, resuming, closing, and what is frozen then."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import ContractCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 09:00:00")
class TestLifecycle(ContractCase):
    """Today is 10 March 2026."""

    def _create_active(self, **overrides):
        contract = self._create_contract(**overrides)
        contract.action_activate()
        return contract

    def test_suspension_starts_today(self):
        contract = self._create_active()
        contract.action_suspend(reason="Site closed")
        self.assertEqual(contract.state, "suspended")
        self.assertEqual(
            contract._get_suspended_periods(date(2026, 3, 1), date(2026, 3, 31)),
            [(date(2026, 3, 10), date(2026, 3, 31))],
        )

    def test_suspension_to_come_leaves_the_contract_active(self):
        contract = self._create_active()
        contract.action_suspend("2026-04-01")
        self.assertEqual(contract.state, "active")
        with freeze_time("2026-04-01 09:00:00"):
            contract._follow_terms(contract._get_today())
        self.assertEqual(contract.state, "suspended")

    def test_resuming_ends_the_suspension_the_day_before(self):
        contract = self._create_active()
        contract.action_suspend("2026-03-02")
        contract.action_resume()
        self.assertEqual(contract.state, "active")
        self.assertEqual(contract.suspension_ids.date_to, date(2026, 3, 9))

    def test_resuming_on_the_first_day_leaves_no_suspension(self):
        contract = self._create_active()
        contract.action_suspend()
        contract.action_resume()
        self.assertFalse(contract.suspension_ids)

    def test_two_suspensions_cannot_overlap(self):
        contract = self._create_active()
        contract.action_suspend("2026-04-01")
        with self.assertRaisesRegex(ValidationError, "suspended twice on 2026-04-05"):
            contract.action_suspend("2026-04-05")

    def test_only_what_is_in_force_can_rest(self):
        contract = self._create_contract()
        with self.assertRaisesRegex(UserError, "is draft and cannot become suspended"):
            contract.action_suspend()
        with self.assertRaisesRegex(UserError, "not suspended"):
            contract.action_resume()

    def test_activating_a_suspended_contract_is_refused(self):
        contract = self._create_active()
        contract.action_suspend()
        with self.assertRaises(UserError):
            contract.action_activate()

    def test_closing_needs_a_reason(self):
        contract = self._create_active()
        with self.assertRaisesRegex(UserError, "Give the reason"):
            contract.action_close("2026-03-10", " ")

    def test_closing_today_freezes(self):
        contract = self._create_active()
        contract.action_close("2026-03-10", "Moved in house")
        self.assertEqual(
            (contract.state, contract.date_end), ("closed", date(2026, 3, 10))
        )
        with self.assertRaisesRegex(UserError, "is closed"):
            contract.tz = "UTC"
        with self.assertRaisesRegex(UserError, "is closed"):
            contract.line_ids.price_unit = 1.0
        with self.assertRaisesRegex(UserError, "is closed"):
            contract.line_ids.unlink()

    def test_closed_contracts_take_no_new_parts(self):
        contract = self._create_active()
        contract.action_close(reason="Moved in house")
        vals = {"line_id": contract.line_ids.id, "price_unit": 1.0}
        with self.assertRaisesRegex(UserError, "is closed"):
            self.env["bpo.rate"].create(vals)

    def test_closed_contracts_keep_their_notes_and_archive(self):
        contract = self._create_active()
        contract.action_close(reason="Moved in house")
        contract.note = "Ask again next year"
        contract.action_archive()
        self.assertFalse(contract.active)

    def test_closing_ends_a_running_suspension(self):
        contract = self._create_active()
        contract.action_suspend("2026-03-02")
        contract.action_close("2026-03-10", "Moved in house")
        self.assertEqual(contract.suspension_ids.date_to, date(2026, 3, 10))

    def test_closing_on_a_day_to_come_waits_for_it(self):
        contract = self._create_active(renewal="auto")
        contract.action_close("2026-03-31", "Moved in house")
        self.assertEqual((contract.state, contract.renewal), ("active", "none"))
        with freeze_time("2026-04-01 09:00:00"):
            contract._follow_terms(contract._get_today())
        self.assertEqual(contract.state, "closed")
        self.assertEqual(contract.close_reason, "Moved in house")

    def test_closing_before_the_start(self):
        contract = self._create_active()
        with self.assertRaisesRegex(UserError, "starts on 2026-01-01"):
            contract.action_close("2025-12-31", "Mistake")

    def test_parties_are_fixed_once_active(self):
        contract = self._create_active()
        with self.assertRaisesRegex(UserError, "fixed since its activation"):
            contract.partner_id = self.client_b

    def test_only_drafts_can_be_deleted(self):
        draft, active = self._create_contract(), self._create_active()
        draft.unlink()
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            active.unlink()

    def test_dialogue_closes(self):
        contract = self._create_active()
        decision = self.env["bpo.contract.decision"].with_user(self.manager)
        decision.create(
            {"contract_id": contract.id, "kind": "close", "reason": "Ended"}
        ).action_confirm()
        self.assertEqual(contract.state, "closed")

    def test_dialogue_suspends_and_resumes(self):
        contract = self._create_active()
        decisions = self.env["bpo.contract.decision"]
        for kind, state in (("suspend", "suspended"), ("resume", "active")):
            vals = {"contract_id": contract.id, "kind": kind}
            decisions.create(vals).action_confirm()
            self.assertEqual(contract.state, state)
