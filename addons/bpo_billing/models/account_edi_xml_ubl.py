"""UBL e-invoices (Peppol, XRechnung and others) of statements."""

from odoo import models


class AccountEdiXmlUbl21(models.AbstractModel):
    _inherit = "account.edi.xml.ubl_21"

    def _add_invoice_header_nodes(self, document_node, vals):
        """Add period (BG-14), contract (BT-12), order (BT-13) and buyer (BT-10)."""
        super()._add_invoice_header_nodes(document_node, vals)
        references = vals["invoice"]._bpo_get_references()
        if not references or vals["document_type"] == "debit_note":
            return
        document_node["cac:InvoicePeriod"] = {
            "cbc:StartDate": {"_text": references["date_from"]},
            "cbc:EndDate": {"_text": references["date_to"]},
        }
        document_node["cac:ContractDocumentReference"] = {
            "cbc:ID": {"_text": references["contract"]},
        }
        if references["buyer"]:
            document_node["cbc:BuyerReference"] = {"_text": references["buyer"]}
        if references["order"]:
            document_node["cac:OrderReference"]["cbc:ID"] = {
                "_text": references["order"]
            }

    def _add_invoice_line_period_nodes(self, line_node, vals):
        """Add the days of the charge (BG-26)."""
        super()._add_invoice_line_period_nodes(line_node, vals)
        record = vals["base_line"]["record"]
        if not record or record._name != "account.move.line":
            return
        charge = record.sudo().bpo_statement_line_id
        if charge.date_from and vals["document_type"] != "debit_note":
            line_node["cac:InvoicePeriod"] = {
                "cbc:StartDate": {"_text": charge.date_from},
                "cbc:EndDate": {"_text": charge.date_to},
            }
