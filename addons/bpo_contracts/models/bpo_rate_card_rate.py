"""Dated rates of a rate card."""

from odoo import fields, models


class BpoRateCardRate(models.Model):
    """Dated rate of a rate card; the same terms as in contracts."""

    _name = "bpo.rate.card.rate"
    _inherit = ["bpo.rate.terms.mixin", "bpo.terms.copy.mixin"]
    _description = "Dated rate of a rate card"
    _order = "line_id, job_id, date_start, id"
    _rec_name = "price_unit"

    _terms_model = "bpo.rate.terms.mixin"

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
