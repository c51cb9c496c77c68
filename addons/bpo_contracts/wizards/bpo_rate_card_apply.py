"""Add services of a rate card to a contract."""

from odoo import api, fields, models


class BpoRateCardApply(models.TransientModel):
    """Dialogue: choose a card, leave out what the contract does not need."""

    _name = "bpo.rate.card.apply"
    _description = "Add from Rate Card"

    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
        help="The contract that gets the services.",
    )
    currency_id = fields.Many2one(
        related="contract_id.currency_id",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id",
    )
    card_id = fields.Many2one(
        comodel_name="bpo.rate.card",
        required=True,
        ondelete="cascade",
        domain="[('currency_id', '=', currency_id), "
        "('company_id', 'in', (False, company_id))]",
        help="The card in the contract's currency.",
    )
    line_ids = fields.Many2many(
        comodel_name="bpo.rate.card.line",
        string="Services",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
        domain="[('card_id', '=', card_id)]",
        help="The services to add.",
    )

    @api.depends("card_id")
    def _compute_line_ids(self):
        """Propose all services of the card."""
        for dialogue in self:
            dialogue.line_ids = dialogue.card_id.line_ids

    def action_apply(self):
        """Copy the services into the contract."""
        self.ensure_one()
        contract = self.contract_id
        self.env["bpo.contract.line"].create(
            [line._prepare_contract_line_vals(contract) for line in self.line_ids]
        )
        return {"type": "ir.actions.act_window_close"}
