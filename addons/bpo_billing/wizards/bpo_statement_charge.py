"""Add a charge by hand to a draft statement."""

from odoo import fields, models


class BpoStatementCharge(models.TransientModel):
    """Asks what the charge is for, how much it is and which service books it."""

    _name = "bpo.statement.charge"
    _description = "Charge by Hand"

    statement_id = fields.Many2one(
        comodel_name="bpo.statement",
        required=True,
        ondelete="cascade",
    )
    contract_id = fields.Many2one(
        related="statement_id.contract_id",
    )
    currency_id = fields.Many2one(
        related="statement_id.currency_id",
    )
    name = fields.Char(
        string="Reason",
        required=True,
        help="What the charge is for; printed on the invoice.",
    )
    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service",
        domain="[('contract_id', '=', contract_id)]",
        help="The charge is booked and taxed like this service.",
    )
    amount = fields.Monetary(
        required=True,
        help="Before tax. Negative for a discount.",
    )

    def action_add(self):
        """Add the charge."""
        self.ensure_one()
        return self.statement_id.action_add_line(
            self.name, self.amount, self.contract_line_id.id
        )
