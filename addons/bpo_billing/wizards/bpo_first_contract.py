"""First step: a contract from a client and a rate card."""

from odoo import fields, models
from odoo.tools.date_utils import start_of

from odoo.addons.base.models.res_partner import _tz_get
from odoo.addons.bpo_contracts.models.checks import check_single


class BpoFirstContract(models.TransientModel):
    """Dialogue: client, card and start; the rest is on the contract's form."""

    _name = "bpo.first.contract"
    _description = "First Contract"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        help="The company that does the work.",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        domain="[('is_company', '=', True)]",
        default=lambda self: self._default_partner_id(),
        help="The company the work is for.",
    )
    card_id = fields.Many2one(
        comodel_name="bpo.rate.card",
        string="Rate Card",
        required=True,
        domain="[('company_id', 'in', (False, company_id))]",
        default=lambda self: self._default_card_id(),
        help="Its services and prices are copied; the contract is in its currency.",
    )
    date_start = fields.Date(
        string="Start",
        required=True,
        default=lambda self: start_of(fields.Date.context_today(self), "month"),
        help="First day of the contract.",
    )
    tz = fields.Selection(
        selection=_tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: (
            self.env.company.resource_calendar_id.tz or self.env.user.tz or "UTC"
        ),
        help="The client's zone: days, months and deadlines are read in it.",
    )

    def _default_partner_id(self):
        """The client that was added last."""
        domain = self.env["bpo.first.steps"]._get_client_domain()
        return self.env["res.partner"].search(domain, limit=1, order="id desc")

    def _default_card_id(self):
        """The card that was written last."""
        domain = [
            ("company_id", "in", [False, self.env.company.id]),
            ("line_ids", "!=", False),
        ]
        return self.env["bpo.rate.card"].search(domain, limit=1, order="id desc")

    def action_create(self):
        """Make the contract with all services of the card and open it.

        It is a draft: whoever made it looks at it and activates it.
        """
        check_single(self)
        contract = self.env["bpo.contract"].create(
            {
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                "currency_id": self.card_id.currency_id.id,
                "date_start": self.date_start,
                "tz": self.tz,
            }
        )
        self.env["bpo.contract.line"].create(
            [
                line._prepare_contract_line_vals(contract)
                for line in self.card_id.line_ids
            ]
        )
        return {
            "type": "ir.actions.act_window",
            "name": contract.name,
            "res_model": "bpo.contract",
            "res_id": contract.id,
            "views": [(False, "form")],
        }
