"""Work items in the portal."""

from odoo import api, models

READABLE = frozenset(
    {
        "accepted_at",
        "accepted_quantity",
        "contract_line_id",
        "delivered_at",
        "due_at",
        "error_count",
        "priority",
        "quantity",
        "received_at",
        "reference",
        "sla_met",
        "sla_state",
        "started_at",
        "state",
        "task_id",
        "uom_id",
    }
)


class BpoWorkItem(models.Model):
    """What a client may read of a work item, and the decisions on a delivery."""

    _inherit = "bpo.work.item"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | READABLE
