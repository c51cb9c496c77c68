"""How a contract is billed."""

from odoo import api, fields, models

from .checks import check_range


class BpoContractBillingMixin(models.AbstractModel):
    """Billing rhythm, minimum, index bounds and the parties' references."""

    _name = "bpo.contract.billing.mixin"
    _description = "Billing Terms"

    billing_frequency = fields.Selection(
        selection=[
            ("weekly", "Weekly"),
            ("monthly", "Monthly"),
            ("quarterly", "Quarterly"),
        ],
        required=True,
        default="monthly",
        tracking=True,
        help="Length of a billing period. Months and quarters are calendar ones.",
    )
    billing_timing = fields.Selection(
        selection=[
            ("arrears", "At the end of the period"),
            ("advance", "At the beginning of the period"),
        ],
        required=True,
        default="arrears",
        help="When fixed fees are billed. Usage is always billed afterwards.",
    )
    invoice_detail = fields.Selection(
        selection=[
            ("line", "One line per charge"),
            ("summary", "One line per service"),
        ],
        required=True,
        default="line",
        help="How much detail the invoice shows. The statement always shows all.",
    )
    payment_term_id = fields.Many2one(
        comodel_name="account.payment.term",
        check_company=True,
        help="Empty: the payment terms of the client.",
    )
    fiscal_position_id = fields.Many2one(
        comodel_name="account.fiscal.position",
        check_company=True,
        help="Empty: decided by the client's country and VAT number.",
    )
    purchase_order = fields.Char(
        string="Client Purchase Order",
        tracking=True,
        help="Printed on every invoice as the client's order reference.",
    )
    at_risk_percent = fields.Float(
        string="At Risk (%)",
        digits=(5, 2),
        help="Share of the period's fees that service credits can reach at most.",
    )
    late_policy = fields.Selection(
        selection=[
            ("next_period", "Bill in the next period"),
            ("rebook", "Cancel and bill again"),
        ],
        required=True,
        default="next_period",
        help="What happens with work that is approved after its period was billed.",
    )

    @api.constrains("minimum_commitment", "at_risk_percent")
    def _check_billing_terms(self):
        """Refuse negative amounts and impossible percentages."""
        check_range(self, ["minimum_commitment"])
        check_range(self, ["at_risk_percent"], 0.0, 100.0)
