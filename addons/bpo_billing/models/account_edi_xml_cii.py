"""CII e-invoices (Factur-X, ZUGFeRD) of statements."""

from odoo import models


class AccountEdiXmlCii(models.AbstractModel):
    _inherit = "account.edi.xml.cii"

    def _export_invoice_vals(self, invoice):
        """Set billing period, contract and order, and the days of each charge."""
        vals = super()._export_invoice_vals(invoice)
        references = invoice._bpo_get_references()
        if not references:
            return vals
        for line_vals in vals["invoice_line_vals_list"]:
            charge = line_vals["line"].sudo().bpo_statement_line_id
            if charge.date_from:
                line_vals["billing_start"] = charge.date_from
                line_vals["billing_end"] = charge.date_to
        vals["billing_start"] = references["date_from"]
        vals["billing_end"] = references["date_to"]
        vals["contract_reference"] = references["contract"]
        if references["buyer"]:
            vals["buyer_reference"] = references["buyer"]
        if references["order"]:
            vals["purchase_order_reference"] = references["order"]
        return vals
