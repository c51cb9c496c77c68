"""Whether the daily billing runs as jobs."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    bpo_billing_by_jobs = fields.Boolean(
        string="Billing by Jobs",
        groups="base.group_user",
        help="Runs offer their steps as jobs, which all workers of the queue share, "
        "and the daily billing makes jobs. It needs a running job queue; worth it from "
        "some thousand contracts on.",
    )
