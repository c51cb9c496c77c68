"""A run spread over jobs bills what the buttons bill, once."""

from datetime import date
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.bpo_billing.tests.common import BILLING, LEAD, BillingCase
from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.tests.common import trap_jobs

BATCH = "odoo.addons.bpo_billing_queue.models.bpo_billing_job_mixin.BATCH_SIZE"
JANUARY = date(2026, 1, 31)


@tagged("post_install", "-at_install")
class TestBillingJobs(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contracts = cls.env["bpo.contract"]
        for _number in range(3):
            contract = cls._create_contract({"name": "Desk", "price_unit": 10.0})
            cls._create_entry(contract.line_ids, date(2026, 1, 5), 60)
            cls.contracts += contract
        cls.run_ = cls._create_run(JANUARY, contract_ids=cls.contracts.ids)

    def _perform(self, method, size=2):
        """Queue a step in batches of ``size`` and perform its jobs.

        :return: number of jobs
        """
        with patch(BATCH, size), trap_jobs() as trap:
            method()
            count = trap.jobs_count()
            while trap.enqueued_jobs:
                trap.perform_enqueued_jobs()
        return count

    def test_all_steps_bill_as_the_buttons_do(self):
        self.assertEqual(self._perform(self.run_.action_queue_preview), 3)
        self.assertEqual(self.run_.state, "previewed")
        self._perform(self.run_.action_queue_invoice)
        self.assertEqual(self.run_.state, "invoiced")
        self._perform(self.run_.action_queue_post)
        self.assertEqual(self.run_.state, "posted")
        statements = self.run_.statement_ids
        self.assertEqual(statements.contract_id, self.contracts)
        self.assertEqual(statements.mapped("amount_untaxed"), [10.0] * 3)
        self.assertEqual(set(statements.move_id.mapped("state")), {"posted"})
        self.assertFalse(self.env["bpo.billing.audit"]._get_findings(self.company))

    def test_each_batch_and_the_end_is_a_job_with_its_identity(self):
        run = self.run_
        ids = self.contracts.ids
        with patch(BATCH, 2), trap_jobs() as trap:
            run.action_queue_invoice()
        trap.assert_jobs_count(3)
        first = f"bpo_billing:{run.id}:invoice:{ids[0]}-{ids[1]}"
        trap.assert_enqueued_job(
            run._job_batch,
            args=("invoice", ids[:2]),
            properties={"identity_key": first, "channel": "root.bpo_billing"},
        )
        trap.assert_enqueued_job(run._job_finish, args=("invoice",))

    def test_queueing_twice_adds_no_jobs(self):
        self.run_.action_queue_invoice()
        count = self.run_.job_count
        self.assertEqual(count, 2)
        self.run_.action_queue_invoice()
        self.run_.invalidate_recordset(["job_count"])
        self.assertEqual(self.run_.job_count, count)

    def test_a_job_that_runs_again_changes_nothing(self):
        ids = self.contracts.ids
        self.run_._job_batch("invoice", ids)
        moves = self.run_.statement_ids.move_id
        self.run_._job_batch("invoice", ids)
        self.assertEqual(self.run_.statement_ids.move_id, moves)
        self.assertEqual(len(moves), 3)

    def test_a_job_invoices_and_posts_what_nobody_invoiced_before(self):
        early = self._create_run(JANUARY, contract_ids=self.contracts[0].ids)
        early.action_invoice()
        self._perform(self.run_.action_queue_bill)
        self.assertEqual(self.run_.state, "posted")
        self.assertEqual(early.statement_ids.move_id.state, "draft")
        self.assertEqual(len(self.run_.statement_ids), 2)

    def test_drafts_of_the_run_are_posted_with_the_rest(self):
        self.run_._job_batch("invoice", self.contracts[:2].ids)
        self._perform(self.run_.action_queue_bill)
        self.assertEqual(self.run_.state, "posted")
        self.assertEqual(
            set(self.run_.statement_ids.move_id.mapped("state")), {"posted"}
        )

    def test_a_faulty_contract_is_parked_and_the_others_go_through(self):
        faulty = self.contracts[1]
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpo_contract_line SET billing_increment = -1 WHERE id = %s",
            [faulty.line_ids.id],
        )
        self.env.invalidate_all()
        self._perform(self.run_.action_queue_invoice)
        parked = self.run_.statement_ids.filtered("parked_reason")
        self.assertEqual(parked.contract_id, faulty)
        done = self.run_.statement_ids - parked
        self.assertEqual(set(done.mapped("state")), {"invoiced"})

    def test_a_job_that_lost_a_race_is_tried_again(self):
        target = "odoo.addons.bpo_billing.models.bpo_billing_step_mixin"
        with (
            patch(f"{target}.BpoBillingStepMixin._invoice_batch") as batch,
            self.assertRaises(RetryableJobError),
        ):
            batch.side_effect = SerializationFailure()
            self.run_._job_batch("invoice", self.contracts.ids)

    def test_the_daily_job_queues_for_companies_that_want_it(self):
        others = self.env["res.company"].search([("bpo_billing_auto", "!=", "no")])
        others.bpo_billing_auto = "no"
        self.company.write({"bpo_billing_auto": "post", "bpo_billing_by_jobs": True})
        with trap_jobs() as trap:
            self.env["bpo.billing.run"]._cron_bill()
        self.assertGreaterEqual(trap.jobs_count(), 2)
        self.assertFalse(self.contracts.statement_ids)

    def test_billing_may_queue_and_a_lead_not(self):
        clerk = new_test_user(self.env, "cleo", groups=BILLING)
        self._perform(self.run_.with_user(clerk).action_queue_preview)
        self.assertEqual(self.run_.state, "previewed")
        lead = new_test_user(self.env, "lea", groups=LEAD)
        with self.assertRaises(AccessError):
            self.run_.with_user(lead).action_queue_invoice()

    def test_a_step_with_nothing_to_do_only_finishes(self):
        empty = self._create_run(date(2020, 1, 31), contract_ids=self.contracts.ids)
        self.assertEqual(self._perform(empty.action_queue_invoice), 1)
        self.assertFalse(empty.statement_ids)
        self.assertEqual(empty.state, "invoiced")

    def test_an_unexpected_error_of_one_contract_parks_it_alone(self):
        """Whatever one contract does wrong, the others of its batch are billed."""
        faulty = self.contracts[1]
        model = type(self.run_)
        invoice = model._invoice_batch

        def fail(run, contracts, *args, **kwargs):
            if faulty in contracts:
                raise ZeroDivisionError("no hours")
            return invoice(run, contracts, *args, **kwargs)

        with (
            patch.object(model, "_invoice_batch", fail),
            mute_logger("odoo.addons.bpo_billing.models.bpo_billing_batch_mixin"),
        ):
            self._perform(self.run_.action_queue_invoice, size=3)
        done = self.run_.statement_ids.filtered(lambda each: each.state == "invoiced")
        self.assertEqual(done.contract_id, self.contracts - faulty)
        self.assertTrue(faulty.statement_ids.parked_reason)

    def test_the_button_opens_the_jobs_that_are_left(self):
        self.run_.action_queue_invoice()
        action = self.run_.action_view_jobs()
        jobs = self.env["queue.job"].search(action["domain"])
        self.assertEqual(len(jobs), self.run_.job_count)
