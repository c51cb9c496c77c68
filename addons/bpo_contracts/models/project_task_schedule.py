"""Work orders know the recurring order they come from."""

from odoo import fields, models


class ProjectTask(models.Model):
    """Work order of a schedule."""

    _inherit = "project.task"

    bpo_schedule_id = fields.Many2one(
        comodel_name="bpo.order.schedule",
        string="Recurring Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
        help="The recurring order that entered this work order.",
    )
