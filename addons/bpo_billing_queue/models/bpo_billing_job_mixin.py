"""The jobs of a billing run."""

from odoo import models

from odoo.addons.bpo_billing.models.bpo_billing_batch_mixin import (
    BATCH_SIZE,
    CONCURRENT,
)
from odoo.addons.queue_job.delay import group
from odoo.addons.queue_job.exception import RetryableJobError

CHANNEL = "root.bpo_billing"
STATES = {
    "preview": "previewed",
    "invoice": "invoiced",
    "bill": "posted",
    "post": "posted",
}
# states in which a step may start, as for the buttons
STARTS = {
    "preview": ("draft", "previewed"),
    "invoice": ("draft", "previewed", "invoiced", "posted"),
    "bill": ("draft", "previewed", "invoiced", "posted"),
    "post": ("invoiced", "posted"),
}
ORDER = ("draft", "previewed", "invoiced", "posted")
RETRY_SECONDS = 5


class BpoBillingJobMixin(models.AbstractModel):
    """Runs the steps of a run as jobs: a batch per job, then one job that finishes.

    A job calls the very methods that the buttons call, so it makes no difference which
    of them came first. A batch is one transaction; the queue runs a killed job again,
    and billing again what is billed changes nothing.
    """

    _name = "bpo.billing.job.mixin"
    _description = "Jobs of a Billing Run"

    def _queue_step(self, step):
        """Make the jobs of a step.

        :param str step: preview, invoice, bill (invoice and post) or post
        :return: number of batches
        """
        self.ensure_one()
        records = self._get_step_records(step)
        self._log_start({"bill": "invoice"}.get(step, step), records)
        batches = [batch.ids for batch in self._get_batches(records, BATCH_SIZE)]
        finish = self.delayable(
            channel=CHANNEL,
            description=self._get_job_name(step, self.env._("finish")),
            identity_key=self._get_identity(step, []),
        )._job_finish(step)
        if not batches:
            finish.delay()
            return 0
        jobs = [
            self.delayable(
                channel=CHANNEL,
                description=self._get_job_name(step, f"{number} / {len(batches)}"),
                identity_key=self._get_identity(step, ids),
            )._job_batch(step, list(ids))
            for number, ids in enumerate(batches, start=1)
        ]
        group(*jobs).on_done(finish).delay()
        return len(batches)

    def _get_step_records(self, step):
        """Statements to post, contracts of the other steps."""
        if step == "post":
            return self._get_unposted()
        contracts, _flagged = self._get_due_contracts()
        return contracts

    def _get_identity(self, step, ids):
        """Key under which the queue holds a job only once while it waits."""
        span = f"{ids[0]}-{ids[-1]}" if ids else "finish"
        return f"bpo_billing:{self.id}:{step}:{span}"

    def _get_job_name(self, step, part):
        """What the list of jobs shows."""
        return f"{self.name}: {step} {part}"

    def _job_batch(self, step, ids):
        """One batch in this job's transaction; on an error record by record.

        :param ids: of contracts, or of statements to post
        :raise RetryableJobError: another transaction won; with fresh data it works
        """
        self.ensure_one()
        run = self.sudo()
        model = "bpo.statement" if step == "post" else "bpo.contract"
        records = run.env[model].browse(ids).exists()
        run._try_parts(step, records)

    def _try_parts(self, step, records):
        """Run a step over records; where it fails, over smaller parts of them."""
        if self._try_step(step, records) or len(records) == 1:
            return

        def attempt(part, _wait):
            self._do_step(step, part)

        for part in self._get_parts(attempt, records):
            self._try_parts(step, part)

    def _try_step(self, step, records):
        """Run a step over records, all of them or nothing.

        :return: whether it worked; a single record that fails is parked
        """
        try:
            with self.env.cr.savepoint():
                self._do_step(step, records)
        except CONCURRENT as error:
            raise RetryableJobError(str(error), seconds=RETRY_SECONDS) from error
        except Exception as error:  # noqa: BLE001 - whatever one contract does wrong
            if len(records) == 1:
                self._log_fault(records, error)
                self._park_fault(records, error)
            return False
        return True

    def _do_step(self, step, records):
        """Call the method behind the button."""
        if step == "post":
            self._post_batch(records, True)
            return
        flagged = self.env["bpo.billing.late"]._get_flagged(records)
        if step == "preview":
            self._preview_batch(records, True, flagged)
        else:
            self._invoice_batch(records, True, flagged, post=step == "bill")

    def _job_finish(self, step):
        """Move the run on once all batches of a step are done.

        What was invoiced before a step "bill" is left to post after it.
        """
        self.ensure_one()
        run = self.sudo()
        if step != "post":
            contracts, _flagged = run._get_due_contracts()
            run._drop_stale_drafts(contracts)
        unposted = step in ("bill", "post") and run._get_unposted()
        state = "invoiced" if unposted else STATES[step]
        if ORDER.index(state) > ORDER.index(run.state):
            run.state = state
        if unposted and step == "bill":
            self._queue_step("post")
        elif run.state == "posted" and run._is_sent_automatically():
            run.action_send()
