"""Price indexes that contracts follow."""

from odoo import fields, models


class BpoPriceIndex(models.Model):
    """A published index, for example consumer prices or wages of a country."""

    _name = "bpo.price.index"
    _description = "Price Index"
    _order = "name, id"

    name = fields.Char(
        required=True,
        translate=True,
        help="Name as in the contracts, with country and base year.",
    )
    active = fields.Boolean(
        default=True,
        help="Untick to hide an index without deleting it.",
    )
    publisher = fields.Char(
        help="Who publishes the values.",
    )
    value_ids = fields.One2many(
        comodel_name="bpo.price.index.value",
        inverse_name="index_id",
        string="Values",
        help="The published values.",
    )
    contract_ids = fields.One2many(
        comodel_name="bpo.contract",
        inverse_name="price_index_id",
        string="Contracts",
        help="The contracts that follow the index.",
    )
