"""Whether the daily billing runs as jobs."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    bpo_billing_by_jobs = fields.Boolean(
        string="Daily Billing by Jobs",
        groups="base.group_user",
        help="The daily job only makes jobs, which all workers of the queue share. "
        "Worth it from some thousand contracts on.",
    )
