"""Invoices of statements taken back: exactly what is left of exactly these."""

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, formatLang


class BpoBillingReversal(models.AbstractModel):
    """Takes statements off their invoice; the other statements on it stay billed.

    - a draft is cancelled, and made again for the others;
    - of a posted one a credit note takes back what earlier ones have left.
    """

    _name = "bpo.billing.reversal"
    _description = "Invoices Taken Back"

    @api.model
    def _take_back(self, move, statements):
        """Take cancelled statements off their invoice.

        Example: of an invoice of 90.00 with a credit note of 45.00 another 45.00 are
        credited, not 90.00.

        :param move: elevated invoice of the statements, may be empty
        :param statements: elevated, cancelled in this transaction
        """
        if not move:
            return
        self._lock(move)
        others = move.bpo_statement_ids.filtered(lambda each: each.state != "cancelled")
        if move.state == "draft":
            self._take_off_draft(move, others)
        elif move.state == "posted":
            self._credit(move, statements, others)

    @api.model
    def _lock(self, move):
        """Whoever takes a part of an invoice back at the same time has to start over.

        A row that another transaction wrote cannot be written with an older snapshot.
        """
        move.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE account_move SET write_date = write_date WHERE id = %s", move.id
            )
        )

    @api.model
    def _take_off_draft(self, move, others):
        """Cancel a draft; the statements that stay get an invoice of their own."""
        others.move_id = False
        others.line_ids.move_line_id = False
        move.button_cancel()
        # the new invoice may have the same key: two live ones never do
        move.flush_recordset(["state"])
        if others:
            self.env["bpo.billing.ledger"]._create_moves(others)

    @api.model
    def _credit(self, move, statements, others):
        """Credit what is left of the statements on a posted invoice."""
        left = self._get_left(move, statements, others)
        if not any(left.values()):
            return
        today = fields.Date.context_today(self)
        vals = {
            "date": today,
            "invoice_date": today,
            "ref": self.env._("Cancellation of %(invoice)s", invoice=move.name),
        }
        if not others and not self._get_credits(move):
            move._reverse_moves([vals], cancel=True)
            return
        credit = move._reverse_moves([vals])
        commands = self._prepare_left(credit, move, statements, left)
        credit.write({"invoice_line_ids": commands})
        if move.currency_id.compare_amounts(sum(left.values()), 0) < 0:
            # a discount taken back costs the client more: no credit note can say so
            credit.action_switch_move_type()
        credit.action_post()

    @api.model
    def _get_credits(self, move):
        """The posted credit notes of an invoice."""
        return move.reversal_move_ids.filtered(lambda each: each.state == "posted")

    @api.model
    def _get_left(self, move, statements, others=None):
        """What is left of each native line of the statements after credit notes.

        :param others: the statements that stay on the invoice: credits that name no
            charge are theirs first, and what is more comes off these; None leaves
            such credits out
        :return: ``{id of the first charge of a native line: amount}``
        """
        currency = move.currency_id
        credited, loose = self._get_credited(move)
        if others is None:
            loose = 0.0
        elif others:
            loose -= sum(
                max(each, 0.0) for each in self._get_left(move, others).values()
            )
        left = {}
        for native in self._get_natives(move, statements):
            charge = native.bpo_statement_line_id.id
            amount = native.price_subtotal - credited.get(charge, 0.0)
            if loose > 0 and amount > 0:
                taken = min(loose, amount)
                loose, amount = loose - taken, amount - taken
            left[charge] = currency.round(amount)
        return left

    @api.model
    def _get_natives(self, move, statements):
        """The invoice lines that carry charges of the statements."""
        return move.invoice_line_ids.filtered(
            lambda native: (
                native.display_type == "product"
                and native.bpo_statement_line_id.statement_id in statements
            )
        )

    @api.model
    def _get_credited(self, move):
        """What posted credit notes take back.

        :return: ``({id of the first charge: amount}, amount without a charge)``
        """
        credited, loose = {}, 0.0
        for item in self._get_credits(move).invoice_line_ids:
            if item.display_type != "product":
                continue
            charge = item.bpo_statement_line_id.id
            same = item.move_id.move_type == move.move_type
            amount = -item.price_subtotal if same else item.price_subtotal
            if charge:
                credited[charge] = credited.get(charge, 0.0) + amount
            else:
                loose += amount
        return credited, loose

    @api.model
    def _check_credited(self, move):
        """Refuse credit notes that take more off an invoice than it is.

        Per charge, and all together where a credit note names no charge. A discount is
        a charge below zero, of which no more can be taken back either.

        :param move: elevated, posted invoice of statements
        :raise UserError: says what is left
        """
        credited, loose = self._get_credited(move)
        amounts = {
            native.bpo_statement_line_id: native.price_subtotal
            for native in self._get_natives(move, move.bpo_statement_ids)
        }
        for charge, amount in amounts.items():
            beyond = credited.get(charge.id, 0.0) - amount
            if self._is_beyond(move, beyond if amount >= 0 else -beyond):
                raise UserError(
                    self.env._(
                        "“%(charge)s” of %(invoice)s is %(amount)s, and %(credited)s "
                        "of it would be credited: lower the credit note.",
                        charge=charge.name,
                        invoice=move.name,
                        amount=self._format(move, amount),
                        credited=self._format(move, credited[charge.id]),
                    )
                )
        total = sum(credited.values()) + loose
        if loose and self._is_beyond(move, total - move.amount_untaxed):
            raise UserError(
                self.env._(
                    "%(invoice)s is %(amount)s before tax, and %(credited)s of it "
                    "would be credited: lower the credit note.",
                    invoice=move.name,
                    amount=self._format(move, move.amount_untaxed),
                    credited=self._format(move, total),
                )
            )

    @api.model
    def _is_beyond(self, move, amount):
        """Whether an amount is above zero in the invoice's currency."""
        return move.currency_id.compare_amounts(amount, 0) > 0

    @api.model
    def _format(self, move, amount):
        """An amount with the invoice's currency, for colleagues."""
        return formatLang(self.env, amount, currency_obj=move.currency_id)

    @api.model
    def _prepare_left(self, credit, move, statements, left):
        """Commands that leave only what is left on a new credit note."""
        originals = {
            native.bpo_statement_line_id.id: native
            for native in self._get_natives(move, statements)
        }
        commands = []
        for item in credit.invoice_line_ids:
            charge = item.bpo_statement_line_id
            if item.display_type != "product":
                if charge.statement_id not in statements:
                    commands.append(Command.delete(item.id))
                continue
            amount = left.get(charge.id, 0.0)
            if credit.currency_id.is_zero(amount):
                commands.append(Command.delete(item.id))
            elif credit.currency_id.compare_amounts(
                amount, originals[charge.id].price_subtotal
            ):
                vals = {"quantity": 1.0, "price_unit": amount, "discount": 0.0}
                commands.append(Command.update(item.id, vals))
        return commands

    @api.model
    def _get_credited_statements(self, move):
        """The live statements of a posted invoice that are credited in full.

        :rtype: bpo.statement
        """
        statements = move.bpo_statement_ids
        live = statements.filtered(lambda each: each.state != "cancelled")
        credited, loose = self._get_credited(move)
        currency = move.currency_id
        total = sum(credited.values()) + loose
        if len(statements) == 1 or loose:
            if currency.compare_amounts(total, move.amount_untaxed) >= 0:
                return live
            if len(statements) == 1:
                return live.browse()
        return live.filtered(lambda each: not any(self._get_left(move, each).values()))
