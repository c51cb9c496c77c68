"""Currency sharing: both sides bear a part of a movement of the exchange rate."""

from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..rating import fx_price
from .bpo_billing_terms import decimal


class BpoContract(models.Model):
    """The currency clause of a contract, and the price change it asks for.

    Example: agreed at 1.10, now 0.99: the contract's currency lost 10 %; with a band
    of 2 % and a share of 50 % prices rise by 4 %.
    """

    _inherit = "bpo.contract"

    fx_currency_id = fields.Many2one(
        comodel_name="res.currency",
        string="Cost Currency",
        groups="base.group_user",
        help="The currency most of your cost is in. Empty: no currency clause.",
    )
    fx_agreed_rate = fields.Float(
        string="Agreed Rate",
        digits=(16, 6),
        copy=False,
        tracking=True,
        groups="base.group_user",
        help="Cost currency bought by one unit of the contract's currency when today's "
        "prices were agreed.",
    )
    fx_band_percent = fields.Float(
        string="Band (%)",
        digits=(6, 3),
        groups="base.group_user",
        help="Movement in either direction that changes no price.",
    )
    fx_share_percent = fields.Float(
        string="Client's Share (%)",
        digits=(6, 3),
        default=50.0,
        groups="base.group_user",
        help="Part of the movement beyond the band that moves the prices.",
    )
    fx_current_rate = fields.Float(
        string="Rate Today",
        digits=(16, 6),
        compute="_compute_fx",
        groups="base.group_user",
        help="Cost currency bought by one unit of the contract's currency today.",
    )
    fx_applied_percent = fields.Float(
        string="Price Change (%)",
        digits=(8, 4),
        compute="_compute_fx",
        groups="base.group_user",
        help="By how much the clause would move the prices today. Nothing changes "
        "before an amendment is approved.",
    )

    @api.depends(
        "currency_id",
        "fx_currency_id",
        "fx_agreed_rate",
        "fx_band_percent",
        "fx_share_percent",
    )
    def _compute_fx(self):
        """Compare the rate of today with the agreed one."""
        for contract in self:
            rate, change = contract._get_fx_change()
            contract.fx_current_rate = rate
            contract.fx_applied_percent = change.applied_percent if change else 0.0

    @api.constrains(
        "fx_currency_id", "fx_agreed_rate", "fx_band_percent", "fx_share_percent"
    )
    def _check_fx_clause(self):
        """Refuse clauses that cannot be computed."""
        for contract in self.filtered("fx_currency_id"):
            if contract.fx_currency_id == contract.currency_id:
                raise ValidationError(
                    self.env._(
                        "Cost and prices of %(contract)s are both in %(currency)s: "
                        "leave the cost currency empty or choose another one.",
                        contract=contract.name,
                        currency=contract.currency_id.name,
                    )
                )
            if contract.fx_agreed_rate <= 0:
                raise ValidationError(
                    self.env._(
                        "Enter the exchange rate agreed in %(contract)s, above 0.",
                        contract=contract.name,
                    )
                )
            for value in (contract.fx_band_percent, contract.fx_share_percent):
                if not 0 <= value <= 100:
                    raise ValidationError(
                        self.env._(
                            "Band and share of the currency clause of %(contract)s "
                            "must be between 0 and 100 percent.",
                            contract=contract.name,
                        )
                    )

    def _get_fx_change(self):
        """Today's rate and how it moves a price of 100.

        :return: ``(rate, PriceChange or None)``; ``(0, None)`` without a clause
        """
        self.ensure_one()
        if not self.fx_currency_id:
            return 0.0, None
        rate = self.currency_id._get_conversion_rate(
            self.currency_id,
            self.fx_currency_id,
            self.company_id,
            self._get_today(),
        )
        change = fx_price(
            Decimal(100),
            decimal(self.fx_agreed_rate),
            decimal(rate),
            decimal(self.fx_band_percent),
            decimal(self.fx_share_percent),
        )
        return rate, change

    def action_prepare_fx_amendment(self):
        """Make a draft amendment that moves every price by the client's share.

        It counts from the first day of the next month, which the draft may change.

        :raise UserError: where the rate has not left the band
        """
        self.ensure_one()
        self.check_access("write")
        rate, change = self._get_fx_change()
        if not change or not change.applied_percent:
            raise UserError(
                self.env._(
                    "The exchange rate of %(contract)s has not left its band: no price "
                    "changes.",
                    contract=self.name,
                )
            )
        day = self._get_today() + relativedelta(months=1, day=1)
        lines = self.line_ids.filtered(lambda line: line._is_in_force(day))
        changes = [
            vals
            for line in lines
            for vals in line._prepare_index_changes(day, change.applied_percent)
        ]
        amendment = self.env["bpo.contract.amendment"].create(
            {
                "contract_id": self.id,
                "date_effective": day,
                "reason": self.env._(
                    "Exchange rate of %(currency)s: %(agreed)s to %(current)s",
                    currency=self.fx_currency_id.name,
                    agreed=f"{self.fx_agreed_rate:g}",
                    current=f"{rate:g}",
                ),
                "fx_rate": rate,
                "applied_percent": float(change.applied_percent),
                "change_ids": [fields.Command.create(vals) for vals in changes],
            }
        )
        return amendment._get_records_action(name=self.env._("Price Change"))
