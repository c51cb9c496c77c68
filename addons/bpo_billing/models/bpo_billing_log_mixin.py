"""Progress and log of a run."""

from odoo import fields, models


class BpoBillingLogMixin(models.AbstractModel):
    """Tells how far a step is, from the rows its batches have committed."""

    _name = "bpo.billing.log.mixin"
    _description = "Progress of a Billing Run"

    log_ids = fields.One2many(
        comodel_name="bpo.billing.log",
        inverse_name="run_id",
        readonly=True,
        copy=False,
        help="What was done, the latest first.",
    )
    progress = fields.Float(
        compute="_compute_progress",
        help="How much of the last step is done, in percent.",
    )

    def _compute_progress(self):
        """Batches done since the last start of a step, over what it had to do."""
        for run in self:
            logs = run.log_ids.sorted("id")
            start = logs.filtered("is_start")[-1:]
            since = logs.filtered(
                lambda row, start=start: row.id > start.id and row.step == start.step
            )
            goal = start.record_count
            done = sum(since.mapped("record_count"))
            run.progress = min(100.0, 100.0 * done / goal) if goal else 0.0
            if start and not goal:
                run.progress = 100.0

    def _log(self, step, **vals):
        """Add a row; the current user signs it.

        :param str step: value of ``bpo.billing.log.step``
        """
        self.ensure_one()
        self.env["bpo.billing.log"].sudo().create(
            {"run_id": self.id, "step": step, "user_id": self.env.uid, **vals}
        )

    def _log_start(self, step, records):
        """Note what a step has to do."""
        self._log(step, is_start=True, record_count=len(records))

    def _log_batch(self, step, records, outcomes, held_count=0):
        """Note what a batch did.

        :param outcomes: the statements, or their dues, that went on
        """
        self._log(
            step,
            record_count=len(records),
            statement_count=len(outcomes),
            held_count=held_count,
        )

    def _log_parked(self, contract, reason):
        """Note a contract that was left out, and why."""
        step = self.log_ids.filtered("is_start")[:1].step or "preview"
        self._log(step, contract_id=contract.id, note=reason)
