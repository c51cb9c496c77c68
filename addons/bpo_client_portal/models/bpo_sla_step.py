"""Credit steps in the portal."""

from odoo import api, models


class BpoSlaStep(models.Model):
    """How much of the fees a miss gives back."""

    _inherit = "bpo.sla.step"

    _bpo_contract_path = "sla_id.contract_id"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | {
            "attainment_below",
            "credit_percent",
            "sla_id",
        }
