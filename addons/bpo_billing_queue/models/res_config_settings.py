from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpo_billing_by_jobs = fields.Boolean(
        related="company_id.bpo_billing_by_jobs",
        readonly=False,
    )
