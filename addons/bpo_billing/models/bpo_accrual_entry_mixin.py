"""The native journal entries of an accrual."""

from odoo import models
from odoo.exceptions import UserError

from ..rating.terms import ONE_DAY


class BpoAccrualEntryMixin(models.AbstractModel):
    """Posts an accrual with its reversal, and takes both back."""

    _name = "bpo.accrual.entry.mixin"
    _description = "Entries of Accruals"

    def action_post(self):
        """Post the previews: an entry on the closing day, its reversal the day after.

        What is posted already is left alone. A reversal in the future posts itself on
        its day.
        """
        self.check_access("write")
        for accrual in self.sudo().filtered(lambda each: each.state == "draft"):
            moves = self.env["account.move"].sudo().with_company(accrual.company_id)
            move = moves.create(accrual._prepare_move_vals())
            move._post()
            reversal = move._reverse_moves([accrual._prepare_reversal_vals(move)])
            reversal._post()
            accrual.write(
                {
                    "state": "posted",
                    "move_id": move.id,
                    "reversal_move_id": reversal.id,
                }
            )
        return True

    def action_cancel(self):
        """Take entry and reversal off the ledger; the day can be accrued again."""
        self.check_access("write")
        for accrual in self.sudo().filtered(lambda each: each.state != "cancelled"):
            moves = accrual.reversal_move_id + accrual.move_id
            moves.filtered(lambda move: move.state == "posted").button_draft()
            moves.filtered(lambda move: move.state == "draft").button_cancel()
            accrual.state = "cancelled"
        # the unique key must see it before the next accrual of the day is written
        self.flush_recordset(["state"])
        return True

    def _prepare_move_vals(self):
        """Values of the entry.

        Accrued: asset to income. Deferred: income to liability. The income items carry
        the contract's analytic account.
        """
        self.ensure_one()
        company = self.company_id
        sign = 1 if self.kind == "accrued" else -1
        items = [self._prepare_item_vals(line, sign) for line in self.line_ids]
        counterpart = {
            "account_id": self._get_balance_account().id,
            "name": self._get_reference(),
            "partner_id": self.contract_id.partner_id.id,
            "currency_id": self.currency_id.id,
            "amount_currency": -sum(vals["amount_currency"] for vals in items),
            "balance": -sum(vals["balance"] for vals in items),
        }
        return {
            "move_type": "entry",
            "company_id": company.id,
            "journal_id": self._get_journal().id,
            "date": self.date,
            "ref": self._get_reference(),
            "bpo_contract_id": self.contract_id.id,
            "line_ids": [(0, 0, vals) for vals in [counterpart, *items]],
        }

    def _prepare_item_vals(self, line, sign):
        """Values of the income item of a service."""
        company = self.company_id
        amount = -sign * line.amount
        vals = {
            "account_id": line.account_id.id,
            "name": f"{self._get_reference()}: {line.name}",
            "partner_id": self.contract_id.partner_id.id,
            "currency_id": self.currency_id.id,
            "amount_currency": amount,
            "balance": self.currency_id._convert(
                amount, company.currency_id, company, self.date
            ),
        }
        account = self.contract_id.analytic_account_id
        if account:
            vals["analytic_distribution"] = {str(account.id): 100.0}
        return vals

    def _prepare_reversal_vals(self, move):
        """Values that the reversal has of its own."""
        return {
            "date": self.date + ONE_DAY,
            "ref": self.env._("Reversal of %(reference)s", reference=move.ref),
            "bpo_contract_id": self.contract_id.id,
        }

    def _get_reference(self):
        """What the entry is about, in one line."""
        self.ensure_one()
        texts = {
            "accrued": self.env._("Accrued revenue"),
            "deferred": self.env._("Deferred revenue"),
        }
        return f"{texts[self.kind]} {self.date} {self.contract_id.name}"

    def _get_balance_account(self):
        """The company's account for accrued or deferred revenue.

        :raise UserError: it is not chosen yet
        """
        company = self.company_id
        account = (
            company.bpo_accrued_account_id
            if self.kind == "accrued"
            else company.bpo_deferred_account_id
        )
        if not account:
            raise UserError(
                self.env._(
                    "Choose the accounts for accrued and deferred revenue of "
                    "%(company)s first.",
                    company=company.name,
                )
            )
        return account

    def _get_journal(self):
        """The journal chosen for accruals, else the first miscellaneous one.

        :raise UserError: there is none
        """
        company = self.company_id
        if company.bpo_accrual_journal_id:
            return company.bpo_accrual_journal_id
        journals = self.env["account.journal"].sudo()
        domain = [*journals._check_company_domain(company), ("type", "=", "general")]
        journal = journals.search(domain, limit=1)
        if not journal:
            raise UserError(
                self.env._(
                    "%(company)s has no miscellaneous journal: create one in "
                    "Invoicing.",
                    company=company.name,
                )
            )
        return journal
