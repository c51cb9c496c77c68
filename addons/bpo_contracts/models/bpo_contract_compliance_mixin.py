"""What a contract says about the client's data."""

from odoo import fields, models


class BpoContractComplianceMixin(models.AbstractModel):
    """Data class and processing agreement."""

    _name = "bpo.contract.compliance.mixin"
    _description = "Data Protection Terms"

    data_class = fields.Selection(
        selection=[
            ("public", "Public"),
            ("internal", "Internal"),
            ("confidential", "Confidential"),
            ("restricted", "Restricted"),
        ],
        required=True,
        default="internal",
        tracking=True,
        help="How sensitive the client's data are. Confidential and restricted data "
        "need a signed processing agreement.",
    )
    dpa_state = fields.Selection(
        selection=[
            ("none", "Not needed"),
            ("pending", "Being negotiated"),
            ("signed", "Signed"),
        ],
        string="Processing Agreement",
        required=True,
        default="none",
        tracking=True,
        help="State of the data processing agreement with the client.",
    )
    dpa_date_end = fields.Date(
        string="Agreement Valid Until",
        tracking=True,
        help="Last day of the data processing agreement. Empty: as long as the "
        "contract.",
    )
