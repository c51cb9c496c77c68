"""Projects of contracts are not for clients."""

from odoo import models


class ProjectProject(models.Model):
    """Refuse share users to mark projects they cannot read."""

    _inherit = "project.project"

    def write(self, vals):
        """Check reading first: some fields are written without asking for rights."""
        if not self.env.su and self.env.user.share:
            self.check_access("read")
        return super().write(vals)
