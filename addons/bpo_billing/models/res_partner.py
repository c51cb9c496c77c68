"""How a client wants to be invoiced."""

from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    bpo_invoice_scope = fields.Selection(
        selection=[
            ("contract", "One invoice per contract"),
            ("joint", "One invoice for all contracts"),
        ],
        string="Outsourcing Invoices",
        required=True,
        default="contract",
        groups="base.group_user",
        help="Whether the contracts of this client share an invoice where period, due "
        "date, currency and fiscal position are the same.",
    )
