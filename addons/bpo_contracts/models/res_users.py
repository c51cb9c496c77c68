"""Users whose company changes lose their cached record rules."""

from odoo import models


class ResUsers(models.Model):
    """Which company a user belongs to, for the wall around clients."""

    _inherit = "res.users"

    def write(self, vals):
        """Forget cached record rules when a user becomes another contact."""
        result = super().write(vals)
        if "partner_id" in vals:
            self.env.registry.clear_cache()
        return result

    def _get_commercial_partner_ids(self):
        """Return the company of each user.

        :rtype: dict[int, int]
        """
        return {user.id: user.commercial_partner_id.id for user in self}
