from odoo import fields, models


class BpoTimeReject(models.TransientModel):
    """Asks why time is rejected; the agents read the reason on their entries."""

    _name = "bpo.time.reject"
    _description = "Reject Time"

    entry_ids = fields.Many2many(
        comodel_name="account.analytic.line",
        relation="bpo_time_reject_entry_rel",
        column1="wizard_id",
        column2="entry_id",
        string="Entries",
        required=True,
    )
    reason = fields.Char(
        required=True,
        help="What the agent should correct.",
    )

    def action_reject(self):
        """Reject the chosen entries."""
        self.ensure_one()
        self.entry_ids.action_bpo_reject(self.reason)
        return {"type": "ir.actions.act_window_close"}
