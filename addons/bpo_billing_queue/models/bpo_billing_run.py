"""Billing runs in the background."""

from odoo import fields, models

from .bpo_billing_job_mixin import STARTS

OPEN_STATES = ("wait_dependencies", "pending", "enqueued", "started", "failed")


class BpoBillingRun(models.Model):
    _name = "bpo.billing.run"
    _inherit = ["bpo.billing.run", "bpo.billing.job.mixin"]

    by_jobs = fields.Boolean(
        related="company_id.bpo_billing_by_jobs",
        groups="base.group_user",
    )
    job_count = fields.Integer(
        string="Open Jobs",
        compute="_compute_job_count",
        compute_sudo=True,
        groups="base.group_user",
        help="Jobs of the run that are not done yet, failed ones included.",
    )

    def _compute_job_count(self):
        """Count the run's jobs by their identity."""
        jobs = self.env["queue.job"]
        for run in self:
            run.job_count = jobs.search_count(run._get_jobs_domain()) if run.id else 0

    def _get_jobs_domain(self):
        """Domain of the open jobs of the run."""
        return [
            ("identity_key", "=like", f"bpo\\_billing:{self.id}:%"),
            ("state", "in", OPEN_STATES),
        ]

    def action_queue_preview(self):
        """Preview in the background."""
        return self._action_queue("preview")

    def action_queue_invoice(self):
        """Make the draft invoices in the background."""
        return self._action_queue("invoice")

    def action_queue_post(self):
        """Post the draft invoices in the background."""
        return self._action_queue("post")

    def action_queue_bill(self):
        """Invoice and post in the background, each batch in one transaction."""
        return self._action_queue("bill")

    def _action_queue(self, step):
        """Check rights and keys, then make the jobs of the runs the step is for.

        Starting a step again while its jobs wait adds none.
        """
        self.check_access("write")
        if step == "post":
            self._check_invoiced()
        self._check_keys()
        for run in self.filtered(lambda each: each.state in STARTS[step]):
            run._queue_step(step)
        return True

    def action_view_jobs(self):
        """Open the jobs of the run that are not done."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Jobs"),
            "res_model": "queue.job",
            "view_mode": "list,form",
            "domain": self._get_jobs_domain(),
        }

    def _bill_automatically(self):
        """By jobs, where the company wants it."""
        company = self.company_id
        if not company.bpo_billing_by_jobs:
            return super()._bill_automatically()
        steps = {"post": "bill", "send": "bill"}
        wanted = company.bpo_billing_auto
        return self._action_queue(steps.get(wanted, wanted))
