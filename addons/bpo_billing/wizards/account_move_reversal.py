"""Credit notes of invoices that runs make."""

from odoo import models
from odoo.exceptions import UserError


class AccountMoveReversal(models.TransientModel):
    _inherit = "account.move.reversal"

    def _modify_default_reverse_values(self, origin_move):
        """No invoice is made beside the runs for work that is free again."""
        if origin_move.bpo_billing_key:
            raise UserError(
                self.env._(
                    "%(invoice)s was billed by a run. Make a credit note only, then "
                    "bill the work again with a run.",
                    invoice=origin_move.name,
                )
            )
        return super()._modify_default_reverse_values(origin_move)
