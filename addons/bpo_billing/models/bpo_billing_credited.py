"""What is left of the charges of a period after credit notes of part of them."""

from collections import defaultdict
from decimal import Decimal

from odoo import api, models

from .bpo_billing_terms import decimal

LIVE = ("invoiced", "disputed")
# what rating makes again when work of the period comes late
RATED = (
    "time",
    "unit",
    "fixed",
    "overage",
    "fte",
    "arc",
    "rrc",
    "surcharge",
    "minimum",
    "adjustment",
)


class BpoBillingCredited(models.AbstractModel):
    """Tells late work what its period really came to.

    A credit note frees work at the average price of its line, and leaves the minimum
    as it was; rated again, the rest would cost something else. So the freed work is
    billed as the difference to what is left.
    """

    _name = "bpo.billing.credited"
    _description = "Charges Less Credit Notes"

    @api.model
    def _get_amounts(self, late_dues):
        """What is billed less what was credited, where a credit note freed work.

        :param late_dues: billed periods with late work
        :return: ``{(contract id, first day): {service id: Decimal}}``, of the services
            credited and, as None, of the minimum
        """
        lines = self._get_charges(late_dues)
        freed = self._get_freed(lines.statement_id.move_id)
        amounts = defaultdict(lambda: defaultdict(Decimal))
        credited = defaultdict(set)
        for line in lines:
            key, service = self._get_key(line), line.contract_line_id.id or None
            amounts[key][service] += decimal(line.amount) - decimal(freed.get(line.id))
            if line.id in freed:
                credited[key] |= {service, None}
        return {
            key: {service: amounts[key][service] for service in services}
            for key, services in credited.items()
        }

    @api.model
    def _get_key(self, line):
        """Contract and first day of the period a charge is about."""
        return line.contract_id.id, line.date_from

    @api.model
    def _get_charges(self, late_dues):
        """The rated charges of the periods, on whatever live statement."""
        wanted = {(due.contract_id, due.period.date_from) for due in late_dues}
        found = (
            self.env["bpo.statement.line"]
            .sudo()
            .search(
                [
                    (
                        "contract_id",
                        "in",
                        [contract_id for contract_id, _day in wanted],
                    ),
                    ("date_from", "in", [day for _contract_id, day in wanted]),
                    ("state", "in", LIVE),
                    ("kind", "in", RATED),
                    ("is_manual", "=", False),
                ]
            )
        )
        return found.filtered(lambda line: self._get_key(line) in wanted)

    @api.model
    def _get_freed(self, moves):
        """What posted credit notes took off charges, with the work.

        :return: ``{id of the first charge of an invoice line: amount}``
        """
        freed = {}
        refund = self.env["bpo.billing.refund"]
        for move in moves.filtered("reversal_move_ids"):
            sign = -1 if move.move_type == "out_refund" else 1
            credits_ = self.env["bpo.billing.reversal"]._get_credits(move)
            for native in credits_.invoice_line_ids.filtered(refund._is_by_quantity):
                same = native.move_id.move_type == move.move_type
                charge = native.bpo_statement_line_id.id
                amount = native.price_subtotal * (-sign if same else sign)
                freed[charge] = freed.get(charge, 0.0) + amount
        return freed
