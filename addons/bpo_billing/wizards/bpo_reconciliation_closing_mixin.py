"""Close a month: once everything agrees, nothing in it can be booked any more."""

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

CLOSERS = "account.group_account_manager"


class BpoReconciliationClosingMixin(models.AbstractModel):
    """Sets the native lock date, where the reconciliation finds no difference."""

    _name = "bpo.reconciliation.closing.mixin"
    _description = "Close a Month"

    def action_close(self):
        """Lock the books of the company up to the last day of the reconciliation.

        :raise AccessError: the user is no accounting administrator
        :raise UserError: names what is open, and what to do
        """
        self.ensure_one()
        if not self.env.user.has_group(CLOSERS):
            raise AccessError(
                self.env._("Only accounting administrators close a month: ask one.")
            )
        self._check_closable()
        # accounting administrators set lock dates, yet may not write companies
        self.company_id.sudo().fiscalyear_lock_date = self.date_to
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "The books of %(company)s are closed until %(day)s.",
                    company=self.company_id.name,
                    day=format_date(self.env, self.date_to),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _check_closable(self):
        """Refuse to close what is closed, differs or is not posted."""
        reason = (
            self._find_closed()
            or self._find_difference()
            or self._find_draft()
            or self._find_preview()
        )
        if reason:
            raise UserError(reason)

    def _find_closed(self):
        """Why closing would change nothing."""
        # elevated: lock dates are for accountants to see, and this one is the reason
        lock = self.company_id.sudo().fiscalyear_lock_date
        if lock and lock >= self.date_to:
            return self.env._(
                "The books are closed until %(day)s already: choose a later day.",
                day=format_date(self.env, lock),
            )
        return ""

    def _find_difference(self):
        """The statements that do not agree with their records."""
        if not self.difference_count:
            return ""
        return self.env._(
            "%(count)s statements have differences: press Show, correct their records "
            "and close then.",
            count=self.difference_count,
        )

    def _find_draft(self):
        """The first entry of a contract that is not posted."""
        draft = self.env["account.move"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("bpo_contract_id", "!=", False),
                ("state", "=", "draft"),
                ("date", "<=", self.date_to),
            ],
            limit=1,
        )
        if not draft:
            return ""
        return self.env._(
            "%(entry)s of contract %(contract)s is a draft: post or delete it before "
            "you close its month.",
            entry=draft.display_name,
            contract=draft.bpo_contract_id.name,
        )

    def _find_preview(self):
        """The first accrual that is a preview only."""
        preview = self.env["bpo.accrual"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "draft"),
                ("date", "<=", self.date_to),
            ],
            limit=1,
        )
        if not preview:
            return ""
        return self.env._(
            "The accrual of contract %(contract)s is a preview: post or delete it "
            "before you close its month.",
            contract=preview.contract_id.name,
        )
