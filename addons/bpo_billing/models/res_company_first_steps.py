"""Whether a company is past its first steps."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    bpo_first_steps_hidden = fields.Boolean(
        string="First Steps Done",
        groups="base.group_user",
        help="The first steps are no longer the first entry of the app's menu; they "
        "stay under Configuration.",
    )

    def write(self, vals):
        """Menus are cached per user: forget them when an entry comes or goes."""
        result = super().write(vals)
        if "bpo_first_steps_hidden" in vals:
            self.env.registry.clear_cache()
        return result
