"""Billing runs in the background."""

from odoo import api, fields, models

from odoo.addons.bpo_billing.rating.terms import ONE_DAY

from .bpo_billing_job_mixin import STARTS

# company's choice -> method of the button, method that makes jobs
CRON_METHODS = {
    "preview": ("action_preview", "action_queue_preview"),
    "invoice": ("action_invoice", "action_queue_invoice"),
    "post": ("action_bill", "action_queue_bill"),
}
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

    @api.model
    def _cron_bill(self):
        """Bill what fell due: by jobs where the company wants it, else as before.

        Runs by jobs come first, so that the queue works meanwhile.
        """
        today = self.env.cr.now().date()
        companies = self.env["res.company"].sudo().search(
            [("bpo_billing_auto", "!=", "no")], order="bpo_billing_by_jobs DESC, id"
        )
        for company in companies:
            date_to = today - ONE_DAY * (1 + company.bpo_billing_review_days)
            run = self._get_cron_run(company, date_to)
            by_button, by_jobs = CRON_METHODS[company.bpo_billing_auto]
            getattr(run, by_jobs if company.bpo_billing_by_jobs else by_button)()
