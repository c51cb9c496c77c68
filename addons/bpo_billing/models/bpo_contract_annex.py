"""What goes out with the invoice: backup, and the buyer's reference."""

from odoo import fields, models


class BpoContract(models.Model):
    _inherit = "bpo.contract"

    bpo_invoice_annex = fields.Selection(
        selection=[
            ("none", "None"),
            ("charges", "How charges were calculated"),
            ("full", "Calculation, entries and units"),
        ],
        string="Invoice Annex",
        required=True,
        default="charges",
        groups="base.group_user",
        help="What follows the printed invoice: nothing, the arithmetic of each charge "
        "with the service levels, or in addition every time entry and unit.",
    )
    bpo_buyer_reference = fields.Char(
        string="Buyer Reference",
        groups="base.group_user",
        help="What the client's software routes an e-invoice by, such as the "
        "Leitweg-ID of a German authority. Empty: the reference of the client.",
    )
    bpo_annex_agents = fields.Boolean(
        string="Name Agents",
        groups="base.group_user",
        help="Entries in the annex name the agent. Otherwise the client is not told "
        "who did the work.",
    )
