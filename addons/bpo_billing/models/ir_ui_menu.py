"""The menu of a company that is past its first steps."""

from odoo import models


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Leave out the first steps where the user's company has put them away."""
        hidden = super()._load_menus_blacklist()
        menu = self.env.ref("bpo_billing.bpo_first_steps_menu", False)
        # elevated: the flag of the user's own company, portal users included
        if menu and self.env.user.company_id.sudo().bpo_first_steps_hidden:
            hidden.append(menu.id)
        return hidden
