"""Invoices of the client."""

from odoo import api, models
from odoo.fields import Domain


class AccountMove(models.Model):
    """Which invoices count for the client's balance."""

    _inherit = "account.move"

    @api.model
    def _bpo_portal_invoice_domain(self):
        """Return the domain of the posted invoices that the contact may see.

        :rtype: Domain
        """
        contact = self.env.user.partner_id
        hidden = contact._bpo_portal_scope("money", "contract_id", within=False)
        return (
            Domain("commercial_partner_id", "=", contact.commercial_partner_id.id)
            & Domain("bpo_statement_ids", "not any", hidden)
            & Domain("move_type", "in", ("out_invoice", "out_refund"))
            & Domain("state", "=", "posted")
        )
