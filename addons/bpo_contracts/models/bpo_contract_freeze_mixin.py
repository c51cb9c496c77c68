"""What of a contract cannot change any more."""

from odoo import models
from odoo.exceptions import UserError

# What was agreed with the client and is frozen when the contract is closed.
AGREED = {
    "at_risk_percent",
    "billing_frequency",
    "billing_timing",
    "company_id",
    "currency_id",
    "date_end",
    "date_start",
    "index_base_value",
    "index_percent_cap",
    "index_percent_floor",
    "invoice_detail",
    "late_policy",
    "line_ids",
    "minimum_commitment",
    "name",
    "notice_days",
    "partner_id",
    "price_index_id",
    "purchase_order",
    "reference",
    "renewal",
    "renewal_months",
    "resource_calendar_id",
    "sla_ids",
    "suspension_ids",
    "tz",
}

# What would turn the contract into another one.
IDENTITY = {"company_id", "currency_id", "partner_id"}


class BpoContractFreezeMixin(models.AbstractModel):
    """Fix the parties at activation and everything agreed at the end."""

    _name = "bpo.contract.freeze.mixin"
    _description = "Frozen Terms of a Contract"

    def write(self, vals):
        """Guard the parties and what is frozen."""
        self._check_changeable(vals)
        return super().write(vals)

    def _check_changeable(self, vals):
        """Raise where ``vals`` touch what is frozen.

        :raise UserError: names the contract
        """
        closed = self.filtered(lambda contract: contract.state == "closed")
        if closed and AGREED & vals.keys():
            raise UserError(
                self.env._(
                    "Contract %(contract)s is closed and cannot be changed any more. "
                    "Make a new contract instead.",
                    contract=closed[0].name,
                )
            )
        for name in IDENTITY & vals.keys():
            changed = self.filtered(
                lambda contract, name=name: (
                    contract.state != "draft" and contract[name].id != vals[name]
                )
            )
            if changed:
                raise UserError(
                    self.env._(
                        "%(field)s of contract %(contract)s is fixed since its "
                        "activation. Close it and make a new contract.",
                        field=self._fields[name]._description_string(self.env),
                        contract=changed[0].name,
                    )
                )
