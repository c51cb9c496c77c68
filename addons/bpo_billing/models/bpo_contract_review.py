"""What of a contract's statements is unusual, and what the client has set aside."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BpoContract(models.Model):
    _inherit = "bpo.contract"

    bpo_hold_change_percent = fields.Float(
        string="Hold Above Change (%)",
        digits=(7, 1),
        groups="base.group_user",
        help="Statements whose total, or a service, changes by more than this against "
        "the last period are held for review. 0: as set for the company.",
    )
    bpo_budget = fields.Monetary(
        string="Client Budget",
        groups="bpo_contracts.bpo_contracts_group_lead,"
        "bpo_contracts.bpo_contracts_group_billing",
        help="What the client has set aside per billing period, before tax. You are "
        "warned when a statement is above it. Partial periods count by calendar days.",
    )

    @api.constrains("bpo_hold_change_percent", "bpo_budget")
    def _check_review_terms(self):
        """Refuse limits below zero."""
        for contract in self:
            if min(contract.bpo_hold_change_percent, contract.sudo().bpo_budget) < 0:
                raise ValidationError(
                    self.env._(
                        "%(contract)s: enter 0 or more for the change that is held and "
                        "for the client's budget.",
                        contract=contract.name,
                    )
                )
