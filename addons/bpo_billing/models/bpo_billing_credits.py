"""Service credits and earn-backs of a period, as charges."""

from decimal import Decimal

from odoo import api, models

from ..rating import Charge


class BpoBillingCredits(models.AbstractModel):
    """Turns the service level results of a period into statement lines."""

    _name = "bpo.billing.credits"
    _description = "Service Credits for Rating"

    @api.model
    def _get_charges(self, contract, period, result):
        """Charges of kind ``sla_credit`` (negative) and ``earn_back`` (positive).

        Example: fees of 100,000, 10 % at risk, a level with 20 % of it missed: -2,000.

        :param period: the usage period the results are about
        :param result: the rated charges; their fees are the base of the credits
        :rtype: list[Charge]
        """
        lines = contract._bpo_sla_credit_lines(
            period.date_from, period.date_to, result.fees, contract.currency_id
        )
        return [self._get_charge(line) for line in lines]

    @api.model
    def _get_charge(self, line):
        """The charge of one credit or earn-back."""
        facts = {name: str(value) for name, value in (line.explanation or {}).items()}
        explanation = {
            "schema": 1,
            "kind": line.kind,
            "steps": [
                {
                    "label": line.name,
                    "quantity": "1",
                    "unit": "",
                    "rate": str(line.amount),
                    "numerator": "1",
                    "denominator": "1",
                    "amount": str(line.amount),
                }
            ],
            "amount": str(line.amount),
            "facts": facts,
            "notices": [],
            "result_id": line.result_id,
        }
        return Charge(
            line_id=line.line_id,
            kind=line.kind,
            name=line.name,
            quantity=Decimal(1),
            unit="",
            price_unit=line.amount,
            amount=line.amount,
            explanation=explanation,
        )
