"""The service catalogue are native products."""

from odoo import fields, models


class ProductTemplate(models.Model):
    """Products offered as outsourcing services."""

    _inherit = "product.template"

    bpo_is_service = fields.Boolean(
        string="Outsourcing Service",
        groups="base.group_user",
        help="Offered in the service catalogue of contracts.",
    )
