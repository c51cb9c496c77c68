"""Settings of automatic billing."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpo_billing_auto = fields.Selection(
        related="company_id.bpo_billing_auto",
        readonly=False,
    )
    bpo_hold_change_percent = fields.Float(
        related="company_id.bpo_hold_change_percent",
        readonly=False,
    )
    bpo_hold_capacity_percent = fields.Float(
        related="company_id.bpo_hold_capacity_percent",
        readonly=False,
    )
    bpo_hold_zero_rate = fields.Boolean(
        related="company_id.bpo_hold_zero_rate",
        readonly=False,
    )
    bpo_billing_review_days = fields.Integer(
        related="company_id.bpo_billing_review_days",
        readonly=False,
    )
