"""What milestones, costs and savings share: one line, one contract, billed once."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class BpoLineExtraMixin(models.AbstractModel):
    """Something that a service line bills once, and that stays as billed.

    Models add to ``_bpo_frozen`` what may not change while a statement bills it.
    """

    _name = "bpo.line.extra.mixin"
    _inherit = ["bpo.billable.mixin", "bpo.client.owned.mixin"]
    _description = "Extra of a Service Line"

    _bpo_frozen = frozenset({"contract_line_id", "name", "state"})

    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    contract_id = fields.Many2one(
        related="contract_line_id.contract_id",
        store=True,
        index=True,
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
    currency_id = fields.Many2one(
        related="contract_id.currency_id",
    )

    def write(self, vals):
        """Refuse to change what a statement bills."""
        if vals.keys() & self._bpo_frozen:
            self._bpo_check_not_billed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_billed(self):
        self._bpo_check_not_billed()

    def _bpo_check_not_billed(self):
        """Refuse to go on where a statement bills one of them.

        :raise UserError: naming the first one
        """
        self.contract_id._bpo_mark_changed()
        billed = self._bpo_is_billed()[:1]
        if billed:
            raise UserError(
                self.env._(
                    "%(name)s is billed. Cancel its statement before you change it.",
                    name=billed.display_name,
                )
            )
