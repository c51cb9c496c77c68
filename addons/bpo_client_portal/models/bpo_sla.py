"""Service levels in the portal."""

from odoo import api, models

READABLE = frozenset(
    {
        "allocation_percent",
        "cap_percent",
        "contract_id",
        "credit_method",
        "earn_back_months",
        "earn_back_percent",
        "is_critical",
        "line_id",
        "metric",
        "name",
        "step_ids",
        "target_percent",
        "threshold_hours",
    }
)


class BpoSla(models.Model):
    """What a client may read of a promised service level."""

    _inherit = "bpo.sla"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | READABLE
