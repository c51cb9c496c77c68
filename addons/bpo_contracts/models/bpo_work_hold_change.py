"""Holds tell when what is measured has changed."""

from odoo import api, models


class BpoWorkHold(models.Model):
    """Holds whose changes reach the provisional results."""

    _inherit = "bpo.work.hold"

    @api.model_create_multi
    def create(self, vals_list):
        """Have the periods of the items measured."""
        holds = super().create(vals_list)
        holds.item_id._bpo_note_sla_change()
        return holds

    def write(self, vals):
        """Have the periods of the items measured."""
        result = super().write(vals)
        self.item_id._bpo_note_sla_change()
        return result

    def unlink(self):
        """Have the periods of the items measured."""
        items = self.item_id
        result = super().unlink()
        items.exists()._bpo_note_sla_change()
        return result
