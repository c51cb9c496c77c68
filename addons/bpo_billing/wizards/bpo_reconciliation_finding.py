"""One finding of the audit, to open."""

from odoo import fields, models


class BpoReconciliationFinding(models.TransientModel):
    """Something the audit found."""

    _name = "bpo.reconciliation.finding"
    _description = "Finding of the Billing Audit"

    wizard_id = fields.Many2one(
        comodel_name="bpo.reconciliation.wizard",
        required=True,
        ondelete="cascade",
    )
    name = fields.Char(string="Finding", readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Integer(readonly=True)
    amount = fields.Float(
        readonly=True,
        help="What is missing or too much, where that is a number.",
    )

    def action_open(self):
        """Open the record that shows it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }
