"""What billing adds to an amendment: the exchange rate it is made for."""

from odoo import fields, models


class BpoContractAmendment(models.Model):
    _inherit = "bpo.contract.amendment"

    fx_rate = fields.Float(
        string="Exchange Rate",
        digits=(16, 6),
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="The rate that asks for the change; agreed once it is approved.",
    )

    def _apply(self):
        """Let the next movement count from this rate."""
        result = super()._apply()
        if self.fx_rate:
            self.contract_id.fx_agreed_rate = self.fx_rate
        return result
