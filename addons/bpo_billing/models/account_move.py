"""Invoices of statements: their key, and what taking them back frees."""

from odoo import fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    _inherit = "account.move"

    bpo_contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        string="Outsourcing Contract",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
        help="The contract billed by this invoice; of several contracts the first.",
    )
    bpo_billing_key = fields.Char(
        string="Billing Key",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Names the statement, of several the first; no two live invoices have "
        "the same.",
    )
    bpo_statement_ids = fields.One2many(
        comodel_name="bpo.statement",
        inverse_name="move_id",
        string="Outsourcing Statements",
        readonly=True,
        groups="base.group_user",
        help="What the invoice bills, explained.",
    )

    _bpo_billing_key_uniq = models.UniqueIndex(
        "(bpo_billing_key) WHERE bpo_billing_key IS NOT NULL AND state != 'cancel'",
        "This statement has an invoice already.",
    )

    def button_cancel(self):
        """A cancelled invoice frees what its statement billed."""
        result = super().button_cancel()
        self.sudo().bpo_statement_ids._cancel_and_release()
        return result

    def button_draft(self):
        """Costs that a vendor bill passed through go with it."""
        if not self:
            return super().button_draft()  # native code does this a lot
        # unbilled costs go with the bill, billed ones refuse to
        self.sudo().line_ids.bpo_expense_ids.unlink()
        return super().button_draft()

    def unlink(self):
        """A deleted draft frees what its statement billed."""
        if not self:
            return super().unlink()  # native code does this a lot
        statements = self.sudo().bpo_statement_ids
        result = super().unlink()
        statements.exists()._cancel_and_release()
        return result

    def _post(self, soft=True):
        """Refuse changed invoices; let posted credit notes free what they credit."""
        for move in self.sudo():
            if move.bpo_billing_key:
                move._bpo_check_statement()
        posted = super()._post(soft)
        bills = posted.filtered(lambda move: move.is_purchase_document())
        bills.invoice_line_ids._bpo_make_expenses()
        elevated = posted.sudo()
        elevated.bpo_statement_ids._unpark()
        credits_ = elevated.filtered("reversed_entry_id.bpo_statement_ids")
        for credit in credits_:
            self.env["bpo.billing.refund"]._apply(credit)
        return posted

    def _bpo_check_statement(self):
        """The invoice still is what its statement says.

        :raise UserError: says what to do
        """
        self.ensure_one()
        sign = -1 if self.move_type == "out_refund" else 1
        total = sum(self.bpo_statement_ids.mapped("amount_untaxed"))
        if self.currency_id.compare_amounts(self.amount_untaxed * sign, total):
            raise UserError(
                self.env._(
                    "The invoice of statement %(statement)s was changed: it is "
                    "%(invoice)s, the statement %(total)s. Restore the lines, or "
                    "cancel the statement and bill again.",
                    statement=self.bpo_statement_ids[:1].name or self.bpo_billing_key,
                    invoice=self.amount_untaxed * sign,
                    total=total,
                )
            )

    def action_view_bpo_statements(self):
        """Open the statements of the invoice."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_billing.bpo_statement_action"
        )
        statements = self.bpo_statement_ids or self.reversed_entry_id.bpo_statement_ids
        return action | {"domain": [("id", "in", statements.ids)], "context": {}}

    def _bpo_get_amount_in_words(self):
        """The total in words, in the client's language.

        Example: 1,234.50 EUR for an English client is "One Thousand, Two Hundred And
        Thirty-Four Euros and Fifty Cents".
        """
        self.ensure_one()
        lang = self.partner_id.lang or self.env.lang
        currency = self.currency_id.with_context(lang=lang)
        return currency.amount_to_text(self.amount_total)
