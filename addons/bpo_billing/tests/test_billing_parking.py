"""A parked contract has one reminder, which goes when nothing is in the way."""

from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import BillingCase

JANUARY = date(2026, 1, 31)
LOGGER = "odoo.addons.bpo_billing.models.bpo_billing_batch_mixin"
# what another app could say
BLOCKED = "The client is blocked."


@tagged("post_install", "-at_install")
class TestBillingParking(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract({"name": "Desk", "price_unit": 10.0})
        cls._create_entry(cls.contract.line_ids, date(2026, 1, 5))
        cls.other = cls._create_contract({"name": "Desk", "price_unit": 10.0})
        cls._create_entry(cls.other.line_ids, date(2026, 1, 5))
        cls.run_ = cls._create_run(JANUARY, contract_ids=(cls.contract + cls.other).ids)

    def _set_increment(self, minutes):
        """What cannot be rated (below zero), or can."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpo_contract_line SET billing_increment = %s WHERE id = %s",
            [minutes, self.contract.line_ids.id],
        )
        self.env.invalidate_all()

    def _reminders(self):
        kind = self.env.ref("bpo_billing.mail_activity_parked")
        return self.contract.activity_ids.filtered(
            lambda each: each.activity_type_id == kind
        )

    def _park(self, step="action_invoice"):
        self._set_increment(-1)
        getattr(self.run_, step)()
        self.assertIn("below zero", self.contract.statement_ids.parked_reason)
        self.assertEqual(len(self._reminders()), 1)

    def test_the_others_go_on_and_repeating_asks_once(self):
        self._park()
        self.run_.action_invoice()
        self.assertEqual(self.other.statement_ids.state, "invoiced")
        self.assertEqual(len(self._reminders()), 1)
        self.assertEqual(self.run_.parked_count, 1)

    def test_it_resumes_once_it_is_right(self):
        self._park()
        self._set_increment(1)
        self.run_.action_invoice()
        self.run_.action_post()
        self.assertEqual(self.contract.statement_ids.move_id.state, "posted")
        self.assertFalse(self._reminders())
        self.assertFalse(self.env["bpo.billing.audit"]._get_findings(self.company))

    def test_undoing_the_run_drops_the_reminder(self):
        self._park("action_preview")
        self.run_.action_undo()
        self.assertFalse(self.run_.statement_ids)
        self.assertFalse(self._reminders())

    def test_a_period_that_is_not_due_any_more_drops_the_reminder(self):
        self._park("action_preview")
        self.contract.bpo_billing_start = date(2026, 2, 1)
        self.run_.action_preview()
        self.assertFalse(self.contract.statement_ids)
        self.assertFalse(self._reminders())

    def test_it_stays_while_another_period_is_parked(self):
        self.run_.date_to = date(2026, 2, 28)
        self._set_increment(-1)
        self.run_.action_preview()
        first, second = self.contract.statement_ids.sorted("date_from")
        first._unpark()
        self.assertEqual(len(self._reminders()), 1)
        second._unpark()
        self.assertFalse(self._reminders())

    @mute_logger(LOGGER)
    def test_an_invoice_that_cannot_be_posted_is_parked_until_it_is(self):
        self.run_.action_invoice()
        model = self.env.registry["account.move"]
        native = model.action_post
        faulty = self.contract.statement_ids

        def fail(moves):
            if faulty.move_id in moves:
                raise UserError(BLOCKED)
            return native(moves)

        with patch.object(model, "action_post", fail):
            self.run_.action_post()
        self.assertEqual(faulty.parked_reason, BLOCKED)
        self.assertEqual(self.other.statement_ids.move_id.state, "posted")
        self.assertEqual((self.run_.state, len(self._reminders())), ("invoiced", 1))
        faulty.move_id.action_post()
        self.assertFalse(faulty.parked_reason)
        self.assertFalse(self._reminders())
