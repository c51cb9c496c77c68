"""Price steps of a rate card."""

from odoo import fields, models


class BpoRateCardTier(models.Model):
    """Price step of a rate card; the same terms as in contracts."""

    _name = "bpo.rate.card.tier"
    _inherit = ["bpo.tier.terms.mixin", "bpo.terms.copy.mixin"]
    _description = "Price step of a rate card"
    _order = "line_id, quantity_from, id"
    _rec_name = "quantity_from"

    _terms_model = "bpo.tier.terms.mixin"

    line_id = fields.Many2one(
        comodel_name="bpo.rate.card.line",
        required=True,
        ondelete="cascade",
        index=True,
        help="The service that is priced.",
    )
    company_id = fields.Many2one(
        related="line_id.company_id",
        store=True,
        index="btree_not_null",
    )
