"""A statement beside the contract's previous one."""

from odoo import api, fields, models


class BpoStatementComparisonMixin(models.AbstractModel):
    """Shows what changed, so that a reviewer sees the unusual first."""

    _name = "bpo.statement.comparison.mixin"
    _description = "Statement Comparison"

    currency_id = fields.Many2one(
        comodel_name="res.currency",
    )
    previous_amount = fields.Monetary(
        string="Previous",
        compute="_compute_previous_amount",
        groups="base.group_user",
        help="Amount of the contract's previous statement.",
    )
    difference = fields.Monetary(
        compute="_compute_previous_amount",
        groups="base.group_user",
        help="Change against the previous statement.",
    )

    @api.depends("contract_id", "date_from", "amount_untaxed")
    def _compute_previous_amount(self):
        """The last live regular statement before this one."""
        before = self.sudo().search(
            [
                ("contract_id", "in", self.contract_id.ids),
                ("state", "!=", "cancelled"),
                ("reason", "=", "regular"),
            ],
            order="date_from desc, id desc",
        )
        by_contract = before.grouped("contract_id")
        for statement in self:
            earlier = by_contract.get(statement.contract_id, before.browse()).filtered(
                lambda other, day=statement.date_from: other.date_from < day
            )[:1]
            statement.previous_amount = earlier.amount_untaxed
            statement.difference = statement.amount_untaxed - earlier.amount_untaxed
