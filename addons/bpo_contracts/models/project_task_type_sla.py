"""Stages of work orders that move their items."""

from odoo import fields, models


class ProjectTaskType(models.Model):
    """What happens to the items of a work order that enters the stage."""

    _inherit = "project.task.type"

    bpo_item_step = fields.Selection(
        selection=[
            ("start", "Start them"),
            ("hold", "Put them on hold"),
            ("deliver", "Deliver them"),
            ("accept", "Accept them"),
            ("cancel", "Cancel them"),
        ],
        string="Work Items",
        help="What happens to the items of a work order that enters this stage.",
    )
    bpo_hold_owner = fields.Selection(
        selection=lambda self: self._selection_hold_owner(),
        string="Waiting For",
        default="client",
        help="Whom the work waits for in this stage. Waiting for yourselves does not "
        "stop the service level clock.",
    )

    def _selection_hold_owner(self):
        """Return the owners of holds."""
        holds = self.env["bpo.work.hold"]
        return holds._fields["owner"]._description_selection(self.env)
