"""A contact who changes company changes walls at once."""

from odoo import fields, models

# Fields that decide the commercial partner.
COMPANY_FIELDS = {"is_company", "parent_id"}


class ResPartner(models.Model):
    """Clear cached record rules when users change company.

    Record rules with the user's company are evaluated once per user and kept; without
    this a moved contact would go on seeing the records of the former company.
    """

    _inherit = "res.partner"

    bpo_contract_ids = fields.One2many(
        comodel_name="bpo.contract",
        inverse_name="client_id",
        string="Outsourcing Contracts",
        groups="bpo_contracts.bpo_contracts_group_lead,"
        "bpo_contracts.bpo_contracts_group_billing",
        help="Contracts of this client.",
    )
    bpo_contract_count = fields.Integer(
        compute="_compute_bpo_contract_count",
        groups="bpo_contracts.bpo_contracts_group_lead,"
        "bpo_contracts.bpo_contracts_group_billing",
        help="Number of contracts of this client.",
    )

    def _compute_bpo_contract_count(self):
        """Count contracts in one query."""
        counts = self.env["bpo.contract"]._read_group(
            [("client_id", "in", self.ids)], ["client_id"], ["__count"]
        )
        by_client = {client.id: count for client, count in counts}
        for partner in self:
            partner.bpo_contract_count = by_client.get(partner.id, 0)

    def write(self, vals):
        """Compare the companies of the users below before and after."""
        if COMPANY_FIELDS.isdisjoint(vals):
            return super().write(vals)
        users = self._get_users_below()
        before = users._get_commercial_partner_ids()
        result = super().write(vals)
        if users and before != users._get_commercial_partner_ids():
            self.env.registry.clear_cache()
        return result

    def _get_users_below(self):
        """Return users whose contact is one of the partners or below them."""
        everything = self.sudo().with_context(active_test=False)
        below = everything.search([("id", "child_of", self.ids)])
        return everything.env["res.users"].search([("partner_id", "in", below.ids)])

    def action_view_bpo_contracts(self):
        """Open the contracts of the client."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_contracts.bpo_contract_action"
        )
        action["domain"] = [("client_id", "=", self.commercial_partner_id.id)]
        action["context"] = {"default_partner_id": self.commercial_partner_id.id}
        return action
