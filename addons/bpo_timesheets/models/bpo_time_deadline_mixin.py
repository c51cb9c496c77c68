from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class BpoTimeDeadlineMixin(models.AbstractModel):
    """What happens when nobody answers: deemed approval, reminders of missing time."""

    _name = "bpo.time.deadline.mixin"
    _description = "Deadlines of time"

    @api.model
    def _cron_deem_approved(self):
        """Take time as approved that the client did not answer in the days agreed.

        Days are working days of the contract's service hours; the day of the lead's
        approval does not count.
        """
        contracts = self.env["bpo.contract"].search([("client_approval_days", ">", 0)])
        for contract in contracts:
            self._bpo_deem_approved(contract)
            self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _bpo_deem_approved(self, contract):
        """Do it for one contract and say so there.

        :return: the entries that changed
        """
        entries = self.search(
            [
                ("bpo_contract_id", "=", contract.id),
                ("bpo_state", "=", "approved"),
                ("bpo_client_state", "=", "pending"),
                ("bpo_approved_at", "<", contract._get_deemed_before()),
            ]
        )
        if entries:
            entries.bpo_client_approve()
            contract.message_post(
                body=self.env._(
                    "%(count)s time entries are deemed approved: the client did not "
                    "answer within %(days)s working days.",
                    count=len(entries),
                    days=contract.client_approval_days,
                ),
                subtype_xmlid="mail.mt_note",
                message_type="comment",
            )
        return entries

    @api.model
    def _cron_remind_missing(self):
        """Remind agents who recorded no time for a client in the week before.

        One activity per assignment, on the contract's account manager's side nothing:
        the agent sees it among their activities, and it is not made twice.
        """
        monday = fields.Date.start_of(fields.Date.today(), "week")
        week = monday - timedelta(days=7)
        for assignment in self._bpo_search_missing(week, monday):
            if assignment.activity_ids.filtered(
                lambda activity, week=week: activity.date_deadline >= week
            ):
                continue
            assignment.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=monday,
                user_id=assignment.user_id.id,
                summary=self.env._("Record your time"),
                note=self.env._(
                    "No time is recorded for the week of %(week)s.", week=week
                ),
            )

    @api.model
    def _bpo_search_missing(self, first, end):
        """Assignments of users that ran for a whole week in which nothing was recorded.

        :param first: Monday
        :param end: the Monday after
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT assignment.id
                  FROM bpo_assignment AS assignment
                  JOIN hr_employee AS employee ON employee.id = assignment.employee_id
                  JOIN resource_resource AS resource
                    ON resource.id = employee.resource_id
                  JOIN bpo_contract AS contract ON contract.id = assignment.contract_id
                 WHERE assignment.active
                   AND resource.user_id IS NOT NULL
                   AND contract.state = 'active'
                   AND assignment.date_start <= %(first)s
                   AND (assignment.date_end IS NULL OR assignment.date_end >= %(end)s)
                   AND NOT EXISTS (
                        SELECT 1
                          FROM account_analytic_line AS entry
                         WHERE entry.employee_id = assignment.employee_id
                           AND entry.bpo_contract_id = assignment.contract_id
                           AND entry.date >= %(first)s
                           AND entry.date < %(end)s
                       )
                """,
                first=first,
                end=end,
            )
        )
        return self.env["bpo.assignment"].browse([row[0] for row in rows])
