"""Service lines whose new version keeps its agents."""

from odoo import models


class BpoContractLine(models.Model):
    """Carry assignments over to the next version of a service."""

    _inherit = "bpo.contract.line"

    def _carry_over(self, version):
        """Let everyone assigned to this version work on the next one too."""
        super()._carry_over(version)
        assignments = self.env["bpo.assignment"].sudo()
        for assignment in assignments.search([("line_ids", "in", self.ids)]):
            assignment.line_ids |= version
