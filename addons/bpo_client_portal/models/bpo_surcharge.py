"""Surcharges in the portal."""

from odoo import api, models


class BpoSurcharge(models.Model):
    """Extra percentages by hour and day."""

    _inherit = "bpo.surcharge"

    _bpo_contract_path = "line_id.contract_id"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | {
            "hour_from",
            "hour_to",
            "line_id",
            "name",
            "on_holidays",
            "percent",
            "weekday_mask",
        }
