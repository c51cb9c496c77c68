"""Services of a rate card."""

from odoo import fields, models
from odoo.exceptions import UserError

from .constants import MONEY_GROUPS

PARTS = ("tier_ids", "rate_ids", "surcharge_ids")


class BpoRateCardLine(models.Model):
    """One service with its terms, ready to be copied into contracts."""

    _name = "bpo.rate.card.line"
    _inherit = [
        "bpo.line.terms.mixin",
        "bpo.contract.line.check.mixin",
        "bpo.contract.line.summary.mixin",
    ]
    _description = "Rate Card Service"
    _order = "card_id, sequence, id"
    _check_company_auto = True

    card_id = fields.Many2one(
        comodel_name="bpo.rate.card",
        required=True,
        ondelete="cascade",
        index=True,
        help="The rate card.",
    )
    company_id = fields.Many2one(
        related="card_id.company_id",
        store=True,
        index="btree_not_null",
    )
    currency_id = fields.Many2one(
        related="card_id.currency_id",
    )
    date_start = fields.Date(
        string="From",
        help="First day of the service in contracts. Empty: the contract's start.",
    )
    date_end = fields.Date(
        string="Until",
        help="Last day of the service in contracts. Empty: the contract's end.",
    )
    tier_ids = fields.One2many(
        comodel_name="bpo.rate.card.tier",
        inverse_name="line_id",
        string="Steps",
        copy=True,
        groups=MONEY_GROUPS,
        help="Price steps by quantity, counted after the included quantity.",
    )
    rate_ids = fields.One2many(
        comodel_name="bpo.rate.card.rate",
        inverse_name="line_id",
        string="Rates",
        copy=True,
        groups=MONEY_GROUPS,
        help="Rates by date and role.",
    )
    surcharge_ids = fields.One2many(
        comodel_name="bpo.rate.card.surcharge",
        inverse_name="line_id",
        string="Surcharges",
        copy=True,
        groups=MONEY_GROUPS,
        help="Extra percentages for evenings, weekends and holidays.",
    )

    def _compute_display_name(self):
        """Show card and service."""
        for line in self:
            line.display_name = f"{line.card_id.name}: {line.name}"

    def _prepare_contract_line_vals(self, contract):
        """Return the values of a service of ``contract`` with these terms.

        :raise UserError: where card and contract are in different currencies
        :rtype: dict
        """
        self.ensure_one()
        if self.currency_id != contract.currency_id:
            raise UserError(
                self.env._(
                    "Rate card %(card)s is in %(card_currency)s, contract %(contract)s "
                    "in %(currency)s: use a card in the contract's currency.",
                    card=self.card_id.name,
                    card_currency=self.currency_id.name,
                    contract=contract.name,
                    currency=contract.currency_id.name,
                )
            )
        parts = {
            name: [fields.Command.create(p._prepare_terms_vals()) for p in self[name]]
            for name in PARTS
        }
        return {
            "contract_id": contract.id,
            "date_start": self.date_start,
            "date_end": self.date_end,
            **self._prepare_terms_vals(),
            **parts,
        }
