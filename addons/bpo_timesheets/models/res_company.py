from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    bpo_max_entry_hours = fields.Float(
        string="Longest Time Entry",
        default=12.0,
        groups="base.group_user",
        help="An entry of more hours is taken for one left open over night and "
        "refused. 0 takes any length.",
    )
    bpo_timesheet_lock_date = fields.Date(
        string="Time Locked Until",
        groups="base.group_user",
        help="Time up to and including this day can no longer be entered, changed or "
        "deleted.",
    )
    bpo_self_approval = fields.Boolean(
        string="Leads Approve Their Own Time",
        groups="base.group_user",
        help="Without it a team lead's own time is approved by another lead or a "
        "manager.",
    )
    bpo_overlap_policy = fields.Selection(
        selection=[
            ("show", "Show"),
            ("refuse", "Refuse"),
            ("split", "Keep only the free part"),
        ],
        string="Overlapping Time",
        default="show",
        required=True,
        groups="base.group_user",
        help="What happens to an entry during which the same agent already worked: "
        "taken and shown in the list of overlaps, refused, or cut down to the minutes "
        "that are still free.",
    )
    bpo_timer_warning_hours = fields.Float(
        string="Timer Warning After",
        default=8.0,
        groups="base.group_user",
        help="The agent's screen warns when a timer has run for more hours.",
    )

    _bpo_max_entry_hours_positive = models.Constraint(
        "CHECK (bpo_max_entry_hours >= 0)",
        "The longest time entry cannot be below zero hours.",
    )
