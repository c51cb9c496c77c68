"""Price steps of a service line."""

from odoo import fields, models


class BpoRateTier(models.Model):
    """One price step: from a quantity on, this price per unit and this flat fee."""

    _name = "bpo.rate.tier"
    _inherit = ["bpo.tier.terms.mixin", "bpo.contract.part.mixin"]
    _description = "Price Step"
    _order = "line_id, quantity_from, id"
    _rec_name = "quantity_from"
    _contract_path = "line_id.contract_id"

    line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        required=True,
        ondelete="cascade",
        index=True,
        help="The service that is priced.",
    )
    client_id = fields.Many2one(
        related="line_id.client_id",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="line_id.company_id",
        store=True,
        index=True,
    )
    currency_id = fields.Many2one(
        related="line_id.currency_id",
    )
