"""Items follow the stage of their work order."""

from odoo import api, models
from odoo.exceptions import AccessError

from .bpo_work_item_state_mixin import MOVES
from .checks import is_lead


class ProjectTask(models.Model):
    """Work orders whose stage starts, holds and delivers the items."""

    _inherit = "project.task"

    def write(self, vals):
        """Move the items of work orders that change their stage."""
        if "stage_id" not in vals:
            return super().write(vals)
        before = {task: task.stage_id for task in self}
        result = super().write(vals)
        for task, stage in before.items():
            if task.stage_id != stage and task.bpo_item_ids:
                task._bpo_follow_stage(stage)
        return result

    def action_view_bpo_items(self):
        """Open the items of the work order."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_contracts.bpo_work_item_action"
        )
        action["domain"] = [("task_id", "=", self.id)]
        action["context"] = {
            "default_task_id": self.id,
            "default_contract_line_id": self.bpo_contract_line_id.id,
        }
        return action

    def _bpo_follow_stage(self, before):
        """Do what the new stage says to all items that can be moved.

        :param before: the stage the work order comes from
        """
        self.ensure_one()
        if before.bpo_item_step == "hold":
            self._bpo_items_for("resume").action_resume()
        step = self.stage_id.bpo_item_step
        if not step:
            return
        items = self._bpo_items_for(step)
        if step == "hold":
            owner = self.stage_id.bpo_hold_owner or "client"
            items.action_hold(owner, self.stage_id.name)
            return
        getattr(items, f"action_{step}")()

    def _bpo_items_for(self, step):
        """Return the items of the work order that a step can move."""
        sources = MOVES[step].sources
        return self.bpo_item_ids.filtered(lambda item: item.state in sources)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_lead(self):
        """Agents cancel what a client ordered; only team leads delete it."""
        if not is_lead(self.env) and self.filtered("bpo_contract_id"):
            raise AccessError(
                self.env._("Cancel the work order, or ask a team lead to delete it.")
            )
