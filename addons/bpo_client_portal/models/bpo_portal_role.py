"""A contact's role on one contract, where it differs from the contact's own."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .res_partner import ROLES


class BpoPortalRole(models.Model):
    """One role of one contact on one contract.

    Example: approver for the orders of contract 1, viewer of contract 2 of the same
    company. Record rules, pages and decisions all ask ``res.partner`` for the result.
    """

    _name = "bpo.portal.role"
    _description = "Portal Role on a Contract"
    _order = "partner_id, contract_id, id"
    _rec_name = "contract_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        required=True,
        index=True,
        ondelete="cascade",
        help="The contact of the client.",
    )
    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        index=True,
        ondelete="cascade",
        help="The contract on which the contact has this role.",
    )
    role = fields.Selection(
        selection=ROLES,
        required=True,
        default="viewer",
        help="What the contact may see and decide on this contract, instead of the "
        "contact's own role.",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id",
        store=True,
        index=True,
    )

    _partner_contract_uniq = models.UniqueIndex(
        "(partner_id, contract_id)",
        "The contact has a role on this contract already: change that one.",
    )

    @api.constrains("partner_id", "contract_id")
    def _check_client(self):
        """Refuse contracts of another company than the contact's."""
        for record in self.sudo():
            client = record.contract_id.client_id
            if record.partner_id.commercial_partner_id != client:
                raise ValidationError(
                    self.env._(
                        "%(contact)s does not belong to the client of contract "
                        "%(contract)s: choose one of their own contracts.",
                        contact=record.partner_id.name,
                        contract=record.contract_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Drop cached record rules: they read the roles."""
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        """Drop cached record rules: they read the roles."""
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Drop cached record rules: they read the roles."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
