"""Contracts that could not be billed: why, and who hears of it."""

from odoo import models


class BpoBillingParkingMixin(models.AbstractModel):
    """Stores why a contract is left out, so that the others go through."""

    _name = "bpo.billing.parking.mixin"
    _inherit = ["bpo.refusal.words.mixin"]
    _description = "Parked Contracts of a Billing Run"

    def _park_refused(self, contracts, outcomes):
        """Park the contracts that cannot be rated; all their dues with them.

        :return: the outcomes that can be billed
        """
        reasons = {}
        for outcome in outcomes:
            for refusal in outcome.refusals:
                reason = self._bpo_say_refusal(refusal)
                reasons.setdefault(outcome.due.contract_id, reason)
        for contract_id, reason in reasons.items():
            dues = [o.due for o in outcomes if o.due.contract_id == contract_id]
            self._park(contracts.browse(contract_id), dues, reason)
        return [o for o in outcomes if o.due.contract_id not in reasons]

    def _park(self, contract, dues, reason):
        """Store why a contract could not be billed."""
        self.env["bpo.billing.statements"]._park(self, contract, dues, reason)
        self._log_parked(contract, reason)

    def _park_fault(self, record, error):
        """Park the contract (or the contract of the statement) of an error."""
        reason = self._get_fault_sentence(error)
        if record._name == "bpo.statement":
            record.sudo().parked_reason = reason
            record.sudo().contract_id._bpo_park_activity(reason)
            self._log_parked(record.sudo().contract_id, reason)
            return
        contract = record.sudo()
        dues = self.env["bpo.billing.due"]._get_dues(contract, self.date_to)
        self._park(contract, dues, reason)
