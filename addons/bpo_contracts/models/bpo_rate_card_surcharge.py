"""Surcharges of a rate card."""

from odoo import fields, models


class BpoRateCardSurcharge(models.Model):
    """Surcharge of a rate card; the same terms as in contracts."""

    _name = "bpo.rate.card.surcharge"
    _inherit = ["bpo.surcharge.terms.mixin", "bpo.terms.copy.mixin"]
    _description = "Surcharge of a rate card"
    _order = "line_id, sequence, id"
    _rec_name = "name"

    _terms_model = "bpo.surcharge.terms.mixin"

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
