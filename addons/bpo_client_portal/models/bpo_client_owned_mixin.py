"""Every client-owned model can be shown in the portal."""

from odoo import models


class BpoClientOwnedMixin(models.AbstractModel):
    """Join the client wall and the portal's way of finding records."""

    _name = "bpo.client.owned.mixin"
    _inherit = ["bpo.client.owned.mixin", "bpo.portal.finder.mixin"]
