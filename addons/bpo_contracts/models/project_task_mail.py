"""Replies to work orders answer nobody by themselves."""

from odoo import models


class ProjectTask(models.Model):
    """Work order whose incoming mail is checked by the gate of its contract."""

    _inherit = "project.task"

    def _alias_get_error(self, message, message_dict, alias):
        """Leave strangers to the quarantine, which unlike an error sends no answer."""
        if self.sudo().bpo_contract_id:
            return False
        return super()._alias_get_error(message, message_dict, alias)
