"""Price steps in the portal."""

from odoo import api, models


class BpoRateTier(models.Model):
    """Price steps by quantity."""

    _inherit = "bpo.rate.tier"

    _bpo_contract_path = "line_id.contract_id"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | {
            "currency_id",
            "flat_fee",
            "line_id",
            "price_unit",
            "quantity_from",
        }
