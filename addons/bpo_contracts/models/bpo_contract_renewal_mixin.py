"""Notice, renewal and the end of the term."""

import logging
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .checks import check_range

_logger = logging.getLogger(__name__)

LIVE = ("active", "suspended")


class BpoContractRenewalMixin(models.AbstractModel):
    """Dates that nobody should miss, and what happens on them."""

    _name = "bpo.contract.renewal.mixin"
    _description = "Notice and Renewal"

    notice_days = fields.Integer(
        string="Notice Period (days)",
        default=30,
        tracking=True,
        help="How many days before the end notice must be given.",
    )
    notice_date = fields.Date(
        string="Notice Until",
        compute="_compute_term_dates",
        store=True,
        index="btree_not_null",
        help="Last day on which notice can be given.",
    )
    notice_given_date = fields.Date(
        string="Notice Given On",
        copy=False,
        tracking=True,
        help="Day on which one of the parties gave notice. The contract then ends "
        "without renewal.",
    )
    reminder_days = fields.Integer(
        string="Reminder (days)",
        default=14,
        help="How many days before the last day for notice the account manager is "
        "reminded.",
    )
    reminder_date = fields.Date(
        compute="_compute_term_dates",
        store=True,
        help="Day on which the account manager is reminded.",
    )
    reminded_date_end = fields.Date(
        copy=False,
        groups="base.group_user",
        help="The end for which the reminder was made already.",
    )
    renewal = fields.Selection(
        selection=[("none", "Ends"), ("auto", "Renews automatically")],
        required=True,
        default="none",
        tracking=True,
        help="What happens on the last day when nobody has given notice.",
    )
    renewal_months = fields.Integer(
        string="Renewal Term (months)",
        default=12,
        help="By how many months a renewal moves the end.",
    )
    renewal_date = fields.Date(
        compute="_compute_term_dates",
        store=True,
        help="First day of the next term, where the contract renews.",
    )

    @api.depends(
        "date_end", "notice_days", "notice_given_date", "reminder_days", "renewal"
    )
    def _compute_term_dates(self):
        """Count back from the end of the term."""
        for contract in self:
            end = contract.date_end
            notice = end and end - timedelta(days=max(contract.notice_days, 0))
            renews = end and contract._is_renewing()
            contract.notice_date = notice
            contract.reminder_date = notice and notice - timedelta(
                days=max(contract.reminder_days, 0)
            )
            contract.renewal_date = renews and end + timedelta(days=1)

    @api.constrains("notice_days", "reminder_days", "renewal_months")
    def _check_terms(self):
        """Refuse negative periods."""
        check_range(self, ["notice_days", "reminder_days"], 0, 3650)
        check_range(self, ["renewal_months"], 0, 1200)

    def _is_renewing(self):
        """Return whether the term is followed by another one."""
        return self.renewal == "auto" and not self.notice_given_date

    def action_renew(self):
        """Move the end by the renewal term.

        A term that ends with a month ends with a month again: 30 June plus 12 months
        is 30 June, 28 February plus 3 months is 31 May.

        :raise UserError: without an end, without a term or where not in force
        """
        self.check_access("write")
        for contract in self:
            contract._check_renewable()
            contract.write(
                {
                    "date_end": contract._get_next_end(),
                    "notice_given_date": False,
                }
            )
        return True

    def _check_renewable(self):
        """Raise where there is no term to renew."""
        _ = self.env._
        name = self.name
        if self.state not in LIVE:
            raise UserError(
                _("Contract %(contract)s is not in force: activate it.", contract=name)
            )
        if not self.date_end:
            raise UserError(
                _(
                    "Contract %(contract)s has no end and needs no renewal.",
                    contract=name,
                )
            )
        if self.renewal_months < 1:
            raise UserError(
                _(
                    "Enter the renewal term of contract %(contract)s in months.",
                    contract=name,
                )
            )

    def _get_next_end(self):
        """Return the last day of the term after the running one."""
        end = self.date_end
        following = end + relativedelta(months=self.renewal_months)
        if (end + timedelta(days=1)).day == 1:
            following += relativedelta(day=31)
        return following

    @api.model
    def _get_due_domain(self, today):
        """Return the domain of contracts for which a date has come.

        :rtype: Domain
        """
        resting = Domain("suspension_ids.date_from", "<=", today)
        return Domain("state", "in", LIVE) & (
            Domain("reminder_date", "<=", today)
            | Domain("date_end", "<=", today)
            | Domain("state", "=", "suspended")
            | (resting & Domain("suspension_ids.date_to", "=", False))
            | (resting & Domain("suspension_ids.date_to", ">=", today))
            | Domain(
                "amendment_ids.change_ids",
                "any",
                [("dated_state", "=", "waiting"), ("date_effective", "<=", today)],
            )
        )

    @api.model
    def _cron_follow_terms(self):
        """Renew, close, suspend, resume and remind as the dates say.

        One contract that fails is noted on itself; the others go on.
        """
        # A day ahead of UTC exists: contracts there are due first.
        contracts = self.search(
            self._get_due_domain(fields.Date.today() + timedelta(days=1))
        )
        self.env["ir.cron"]._commit_progress(remaining=len(contracts))
        for contract in contracts:
            try:
                with self.env.cr.savepoint():
                    contract._follow_terms(contract._get_today())
            except UserError as error:
                _logger.info("Contract %s waits: %s", contract.id, error)
                contract._remind(str(error))
            self.env["ir.cron"]._commit_progress(1)

    def _follow_terms(self, today):
        """Do what the dates of one contract ask for on ``today``."""
        self.ensure_one()
        self._apply_due_terms(today)
        self._update_suspension(today)
        while self._is_renewing() and self.date_end and self.date_end <= today:
            self.action_renew()
        if self.date_end and self.date_end < today:
            reason = self.close_reason or self.env._("The term ended.")
            self.action_close(self.date_end, reason)
        elif self._is_reminder_due(today):
            self.reminded_date_end = self.date_end
            self._remind(self._get_reminder(), self.notice_date)

    def _apply_due_terms(self, today):
        """Let amended terms of the contract and its service levels come into force."""
        changes = self.sudo().amendment_ids.change_ids
        changes.filtered(lambda row: row.dated_state == "waiting")._apply_due(today)

    def _is_reminder_due(self, today):
        """Return whether the account manager should hear of the coming end."""
        return bool(
            self.date_end
            and self.reminder_date <= today
            and self.reminded_date_end != self.date_end
        )

    def _get_reminder(self):
        """Return the sentence that reminds of the coming end."""
        _ = self.env._
        values = {"notice": self.notice_date, "end": self.date_end}
        if self._is_renewing():
            return _(
                "Renews after %(end)s unless notice is given by %(notice)s.", **values
            )
        return _("Ends on %(end)s: agree on what follows.", **values)

    def _remind(self, sentence, deadline=None):
        """Leave an activity for the account manager."""
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=deadline or self._get_today(),
            summary=sentence,
            user_id=(self.user_id or self.env.user).id,
        )
