"""Invoices of the client."""

from odoo import api, models
from odoo.fields import Domain


class AccountMove(models.Model):
    """Which invoices count for the client's balance."""

    _inherit = "account.move"

    @api.model
    def _bpo_portal_invoice_domain(self):
        """Return the domain of the company's posted invoices.

        :rtype: Domain
        """
        partner = self.env.user.partner_id.commercial_partner_id
        return (
            Domain("commercial_partner_id", "=", partner.id)
            & Domain("move_type", "in", ("out_invoice", "out_refund"))
            & Domain("state", "=", "posted")
        )
