"""What Odoo leaves to the add-on when it is uninstalled."""

from odoo.addons.bpo_contracts.hooks import forget_mixin_ids


def uninstall_hook(env):
    """Leave nothing behind."""
    forget_mixin_ids(env, "bpo_timesheets")
