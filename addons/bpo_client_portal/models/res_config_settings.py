"""Settings of the client portal."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Company settings of the client portal."""

    _inherit = "res.config.settings"

    bpo_client_approval_days = fields.Integer(
        related="company_id.bpo_client_approval_days",
        readonly=False,
    )
