"""Days on which a contract rests."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .checks import check_order
from .date_ranges import find_overlap


class BpoContractSuspension(models.Model):
    """Suspension: fixed fees rest on its days, both ends included.

    Time and units that were delivered nevertheless are billed.
    """

    _name = "bpo.contract.suspension"
    _inherit = ["bpo.contract.part.mixin"]
    _description = "Contract Suspension"
    _order = "contract_id, date_from desc, id desc"
    _rec_name = "date_from"

    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        ondelete="cascade",
        index=True,
        help="The contract that rests.",
    )
    client_id = fields.Many2one(
        related="contract_id.client_id",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id",
        store=True,
        index=True,
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=fields.Date.context_today,
        help="First day without fixed fees.",
    )
    date_to = fields.Date(
        string="Until",
        help="Last day without fixed fees. Empty: until the contract is resumed.",
    )
    reason = fields.Char(
        help="Why the contract rests, for colleagues.",
    )

    @api.constrains("date_from", "date_to", "contract_id")
    def _check_dates(self):
        """Refuse reversed and overlapping suspensions."""
        check_order(self, "date_from", "date_to")
        for contract in self.contract_id:
            ranges = [(s.date_from, s.date_to) for s in contract.suspension_ids]
            day = find_overlap(ranges)
            if day:
                raise ValidationError(
                    self.env._(
                        "Contract %(contract)s is suspended twice on %(day)s: change "
                        "the existing suspension instead of adding one.",
                        contract=contract.name,
                        day=day,
                    )
                )
