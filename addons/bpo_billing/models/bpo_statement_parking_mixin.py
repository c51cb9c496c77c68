"""A statement that could not be billed, and the reminder that goes with it."""

from odoo import fields, models


class BpoStatementParkingMixin(models.AbstractModel):
    """Keeps why a contract was left out until it is billed, or due no more."""

    _name = "bpo.statement.parking.mixin"
    _description = "Parked Statement"

    parked_reason = fields.Char(
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Why the contract could not be billed, and what to do about it.",
    )

    def _unpark(self):
        """Nothing is in the way any more: drop the reason, and the reminder.

        The reminder is the contract's: it stays while another statement is parked.
        """
        parked = self.sudo().filtered("parked_reason")
        if not parked:
            return
        parked.parked_reason = False
        contracts = parked.contract_id
        others = parked.search(
            [("contract_id", "in", contracts.ids), ("parked_reason", "!=", False)]
        )
        (contracts - others.contract_id)._bpo_unpark()
