"""Items tell when what is measured has changed."""

from odoo import api, models

# What a service level can count; notes, agents and results are not among them.
COUNTED = {
    "accepted_at",
    "accepted_quantity",
    "contract_line_id",
    "delivered_at",
    "due_at",
    "error_count",
    "fatal_error_count",
    "is_due_agreed",
    "priority",
    "quantity",
    "received_at",
    "sampled",
    "started_at",
    "state",
}


class BpoWorkItem(models.Model):
    """Work items whose changes reach the provisional results."""

    _inherit = "bpo.work.item"

    @api.model_create_multi
    def create(self, vals_list):
        """Have the periods of new items measured."""
        items = super().create(vals_list)
        items._bpo_note_sla_change()
        return items

    def write(self, vals):
        """Have the periods measured in which the items were and now are."""
        if not COUNTED & vals.keys():
            return super().write(vals)
        self._bpo_note_sla_change()
        result = super().write(vals)
        if {"contract_line_id", "received_at"} & vals.keys():
            self._bpo_note_sla_change()
        return result

    def unlink(self):
        """Have the periods measured that lose their items."""
        self._bpo_note_sla_change()
        return super().unlink()

    def _bpo_note_sla_change(self):
        """Mark the periods since the earliest receipt for the batch."""
        moments = {}
        for item in self.sudo():
            contract_id = item.contract_id.id
            received = item.received_at
            moments[contract_id] = min(moments.get(contract_id, received), received)
        moments.pop(False, None)
        self.env["bpo.sla.change"]._bpo_note(moments)
