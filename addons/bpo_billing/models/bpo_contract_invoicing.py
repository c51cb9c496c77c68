"""How the invoices of a contract look: alone or with others, and in which groups."""

from odoo import fields, models


class BpoContract(models.Model):
    _inherit = "bpo.contract"

    bpo_invoice_scope = fields.Selection(
        selection=[
            ("client", "As set for the client"),
            ("contract", "An invoice of its own"),
            ("joint", "One invoice with other contracts"),
        ],
        string="Invoice For",
        required=True,
        default="client",
        tracking=True,
        groups="base.group_user",
        help="Whether contracts of the client share an invoice. They can where period, "
        "due date, currency and fiscal position are the same; the statements stay "
        "one per contract.",
    )
    bpo_invoice_grouping = fields.Selection(
        selection=[
            ("none", "No groups"),
            ("service", "By service"),
            ("cost_centre", "By cost centre"),
            ("purchase_order", "By purchase order"),
        ],
        string="Invoice Groups",
        required=True,
        default="none",
        groups="base.group_user",
        help="Headings on the invoice. Cost centres and purchase orders stand on the "
        "services; without one the contract's purchase order counts.",
    )

    def _bpo_is_joint(self):
        """Whether the contract shares invoices with others of its client."""
        self.ensure_one()
        scope = self.bpo_invoice_scope
        if scope == "client":
            scope = self.partner_id.bpo_invoice_scope
        return scope == "joint"

    def _bpo_get_joint_key(self):
        """What contracts that may share an invoice have in common, or None.

        :return: tuple of ids
        """
        if not self._bpo_is_joint():
            return None
        return (self.partner_id.id, self.company_id.id, self.currency_id.id)
