"""Service levels tell when what they promise has changed."""

from odoo import api, models

# What the arithmetic of a period rests on beside the clock.
PROMISED = {
    "commitment_quantity",
    "line_id",
    "metric",
    "priority",
    "resource_calendar_id",
    "seats",
    "target_percent",
    "threshold_hours",
}


class BpoSla(models.Model):
    """Levels whose new promise reaches the provisional results."""

    _inherit = "bpo.sla"

    @api.model_create_multi
    def create(self, vals_list):
        """Have the contract's open periods measured by the new levels."""
        levels = super().create(vals_list)
        levels.contract_id._bpo_note_sla_change()
        return levels

    def write(self, vals):
        """Have the contract's open periods measured by the new promise."""
        result = super().write(vals)
        if PROMISED & vals.keys():
            self.contract_id._bpo_note_sla_change()
        return result
