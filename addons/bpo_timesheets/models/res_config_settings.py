from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpo_max_entry_hours = fields.Float(
        related="company_id.bpo_max_entry_hours",
        readonly=False,
    )
    bpo_timesheet_lock_date = fields.Date(
        related="company_id.bpo_timesheet_lock_date",
        readonly=False,
    )
    bpo_self_approval = fields.Boolean(
        related="company_id.bpo_self_approval",
        readonly=False,
    )
    bpo_overlap_policy = fields.Selection(
        related="company_id.bpo_overlap_policy",
        readonly=False,
    )
    bpo_timer_warning_hours = fields.Float(
        related="company_id.bpo_timer_warning_hours",
        readonly=False,
    )
