"""Settings of automatic billing."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpo_billing_auto = fields.Selection(
        related="company_id.bpo_billing_auto",
        readonly=False,
    )
    bpo_billing_review_days = fields.Integer(
        related="company_id.bpo_billing_review_days",
        readonly=False,
    )
