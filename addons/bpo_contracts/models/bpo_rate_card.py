"""Rate cards: reusable terms that are copied into contracts."""

from odoo import fields, models


class BpoRateCard(models.Model):
    """A price list for new contracts. Changing it changes no contract."""

    _name = "bpo.rate.card"
    _inherit = ["mail.thread"]
    _description = "Rate Card"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(
        required=True,
        translate=True,
        tracking=True,
        help="For whom the card is meant, for example Medical practices 2026.",
    )
    active = fields.Boolean(
        default=True,
        help="Untick to hide a card without deleting it.",
    )
    sequence = fields.Integer(
        default=10,
        help="Order in lists.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        index="btree_not_null",
        help="Empty: for all your companies.",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
        help="Prices of the card are in this currency.",
    )
    line_ids = fields.One2many(
        comodel_name="bpo.rate.card.line",
        inverse_name="card_id",
        string="Services",
        copy=True,
        help="The services and their prices.",
    )
    line_count = fields.Integer(
        compute="_compute_line_count",
        help="Number of services.",
    )
    note = fields.Html(
        help="When to use the card, what may be negotiated.",
    )

    def _compute_line_count(self):
        """Count services."""
        for card in self:
            card.line_count = len(card.line_ids)
