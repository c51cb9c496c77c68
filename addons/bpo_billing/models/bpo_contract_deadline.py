"""How long work may wait for its invoice."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

DEADLINE = "bpo_billing.mail_activity_invoicing_deadline"


class BpoContract(models.Model):
    _inherit = "bpo.contract"

    invoicing_deadline_days = fields.Integer(
        string="Invoicing Deadline (days)",
        tracking=True,
        groups="base.group_user",
        help="How many days after the work it may be invoiced at the latest, as agreed "
        "with the client. 0: no limit.",
    )
    invoicing_warning_days = fields.Integer(
        string="Warn Before (days)",
        default=14,
        groups="base.group_user",
        help="How many days before the deadline the account manager is warned of work "
        "that is not billed.",
    )

    @api.constrains("invoicing_deadline_days", "invoicing_warning_days")
    def _check_invoicing_deadline(self):
        """Refuse negative numbers of days."""
        for contract in self:
            days = contract.invoicing_deadline_days, contract.invoicing_warning_days
            if min(days) < 0:
                raise ValidationError(
                    self.env._(
                        "%(contract)s: enter 0 or more days for the invoicing deadline "
                        "and its warning.",
                        contract=contract.name,
                    )
                )

    @api.model
    def _cron_warn_invoicing_deadline(self):
        """Warn account managers of unbilled work whose deadline comes near.

        One open activity per contract, with the earliest deadline. It goes when the
        work is billed, or when its deadline is far again.
        """
        near = self._get_near_deadlines()
        kind = self.env.ref(DEADLINE)
        warned = self.search([("activity_ids.activity_type_id", "=", kind.id)])
        for contract in warned:
            if contract in near:
                contract.activity_reschedule(
                    [DEADLINE], date_deadline=near[contract][0]
                )
            else:
                contract.activity_unlink([DEADLINE])
        for contract, (deadline, count) in near.items():
            if contract not in warned:
                contract._warn_invoicing_deadline(deadline, count)

    @api.model
    def _get_near_deadlines(self):
        """Contracts whose unbilled work must be invoiced soon, or is overdue.

        :return: ``{contract: (earliest deadline, pieces of work with a deadline)}``
        :rtype: dict
        """
        rows = (
            self.env["bpo.unbilled.report"]
            .sudo()
            ._read_group(
                [("deadline", "!=", False)],
                ["contract_id"],
                ["deadline:min", "__count"],
            )
        )
        today = fields.Date.today()
        return {
            contract: (deadline, count)
            for contract, deadline, count in rows
            if (deadline - today).days <= contract.invoicing_warning_days
        }

    def _warn_invoicing_deadline(self, deadline, count):
        """Ask the account manager to have the work billed in time."""
        self.activity_schedule(
            DEADLINE,
            date_deadline=deadline,
            user_id=self.user_id.id or self.env.uid,
            note=self.env._(
                "%(count)s pieces of work are not billed; the first must be invoiced "
                "until %(day)s.",
                count=count,
                day=format_date(self.env, deadline),
            ),
        )
