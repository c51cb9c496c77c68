"""What may not happen to invoices of statements, as it would bill work twice."""

from odoo import models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    _inherit = "account.move"

    def button_draft(self):
        """Refuse to undo what freed work or was credited: it may be billed again."""
        for move in self.sudo():
            if move.state == "posted":
                move._bpo_check_reset()
            else:
                move._bpo_check_live()
        return super().button_draft()

    def _bpo_check_reset(self):
        """A posted document may become a draft again.

        :raise UserError: it is a credit note that freed work, or has one
        """
        self.ensure_one()
        freed = self.reversed_entry_id.bpo_statement_ids[:1]
        if freed:
            raise UserError(
                self.env._(
                    "%(credit)s freed work of statement %(statement)s. Bill the "
                    "work again instead of changing the credit note.",
                    credit=self.name,
                    statement=freed.name,
                )
            )
        statement = self.bpo_statement_ids[:1]
        credit = self.env["bpo.billing.reversal"]._get_credits(self)[:1]
        if statement and credit:
            raise UserError(
                self.env._(
                    "%(credit)s credits part of %(invoice)s. Cancel statement "
                    "%(statement)s instead: what is left of it is credited as well.",
                    credit=credit.name,
                    invoice=self.name,
                    statement=statement.name,
                )
            )

    def _post(self, soft=True):
        """Refuse what would bill work that runs bill as well."""
        for move in self.sudo().filtered(lambda each: each.is_sale_document()):
            move._bpo_check_live()
            move._bpo_check_repeated()
        return super()._post(soft)

    def _bpo_check_live(self):
        """The statements of an invoice are not all taken back.

        :raise UserError: their work is free and may be on another invoice
        """
        self.ensure_one()
        statements = self.bpo_statement_ids
        dead = statements.filtered(lambda each: each.state == "cancelled")
        if statements and dead == statements:
            raise UserError(
                self.env._(
                    "Statement %(statement)s is cancelled and its work is free. Bill "
                    "it again with a run instead of using this invoice.",
                    statement=dead[0].name,
                )
            )

    def _bpo_check_repeated(self):
        """No document repeats charges of statements but their invoice and its credits.

        The reversal of a credit note would do so, and a copy with what it bills.

        :raise UserError: names the statement
        """
        self.ensure_one()
        known = self.bpo_statement_ids + self.reversed_entry_id.bpo_statement_ids
        repeated = self.invoice_line_ids.bpo_statement_line_id.statement_id - known
        if repeated:
            raise UserError(
                self.env._(
                    "This document repeats charges of statement %(statement)s, whose "
                    "work is billed by runs only. Delete it and bill again.",
                    statement=repeated[0].name,
                )
            )
