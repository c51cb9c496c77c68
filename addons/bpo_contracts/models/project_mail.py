"""The alias of a contract's project answers nobody by itself."""

from odoo import models


class ProjectProject(models.Model):
    """Project whose incoming mail is checked by the gate of its contract."""

    _inherit = "project.project"

    def _alias_get_error(self, message, message_dict, alias):
        """Leave strangers to the quarantine, which unlike an error sends no answer."""
        if self.sudo().bpo_contract_ids:
            return False
        return super()._alias_get_error(message, message_dict, alias)
