from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain


class BpoContract(models.Model):
    _inherit = "bpo.contract"

    assignment_ids = fields.One2many(
        comodel_name="bpo.assignment",
        inverse_name="contract_id",
        string="Assignments",
        groups="base.group_user",
        help="Who works for this client, on what, how much and from when to when.",
    )
    is_assigned_to_me = fields.Boolean(
        compute="_compute_is_assigned_to_me",
        search="_search_is_assigned_to_me",
        compute_sudo=True,
        groups="base.group_user",
        help="You are assigned to this contract today.",
    )
    timesheet_lock_date = fields.Date(
        string="Time Locked Until",
        tracking=True,
        groups="base.group_user",
        help="Time for this contract up to and including this day can no longer be "
        "entered, changed or deleted. The company's own lock counts as well.",
    )
    competitor_ids = fields.Many2many(
        comodel_name="res.partner",
        relation="bpo_contract_competitor_rel",
        column1="contract_id",
        column2="partner_id",
        string="Named Competitors",
        domain="[('is_company', '=', True)]",
        groups="bpo_contracts.bpo_contracts_group_lead",
        help="Companies whose work no agent of this client may do at the same time.",
    )
    client_approval_days = fields.Integer(
        string="Client Answers Within",
        default=5,
        tracking=True,
        groups="base.group_user",
        help="Working days the client has to approve or reject time; after that it is "
        "deemed approved. 0 waits for the answer.",
    )
    assignment_count = fields.Integer(
        compute="_compute_assignment_count",
        groups="base.group_user",
    )

    hours_to_approve = fields.Float(
        compute="_compute_hours_to_approve",
        groups="bpo_contracts.bpo_contracts_group_lead",
        help="Hours submitted for this contract that nobody has approved yet.",
    )

    @api.depends("assignment_ids.state")
    def _compute_assignment_count(self):
        counts = dict(
            self.env["bpo.assignment"]._read_group(
                [("contract_id", "in", self.ids), ("state", "=", "running")],
                ["contract_id"],
                ["__count"],
            )
        )
        for contract in self:
            contract.assignment_count = counts.get(contract, 0)

    def _compute_hours_to_approve(self):
        sums = dict(
            self.env["account.analytic.line"]._read_group(
                [("bpo_contract_id", "in", self.ids), ("bpo_state", "=", "submitted")],
                ["bpo_contract_id"],
                ["unit_amount:sum"],
            )
        )
        for contract in self:
            contract.hours_to_approve = sums.get(contract, 0.0)

    @api.depends(
        "assignment_ids.active",
        "assignment_ids.date_start",
        "assignment_ids.date_end",
        "assignment_ids.employee_id.user_id",
    )
    @api.depends_context("uid")
    def _compute_is_assigned_to_me(self):
        mine = self._get_assigned_to_me()
        for contract in self:
            contract.is_assigned_to_me = contract._origin in mine

    @api.model
    def _search_is_assigned_to_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self._get_assigned_to_me().ids
        return Domain.OR(
            [
                Domain("id", "in" if wanted else "not in", mine)
                for wanted in set(map(bool, value))
            ]
        )

    @api.model
    def _get_assigned_to_me(self):
        """Contracts the current user may work for at this moment.

        All employees of the user count, of whatever company; a day is the contract's.
        """
        today = fields.Date.today()
        assignments = (
            self.env["bpo.assignment"]
            .sudo()
            .search(
                [
                    ("employee_id.user_id", "=", self.env.uid),
                    # A day wider: elsewhere it is already tomorrow or yet yesterday.
                    ("date_start", "<=", today + timedelta(days=1)),
                    "|",
                    ("date_end", "=", False),
                    ("date_end", ">=", today - timedelta(days=1)),
                ]
            )
        )
        running = assignments.filtered(lambda assignment: assignment._is_running())
        return running.contract_id.sudo(False)

    def _get_deemed_before(self):
        """The instant before which approved time is deemed approved by the client too.

        :rtype: datetime.datetime
        """
        self.ensure_one()
        zone = ZoneInfo(self.tz or "UTC")
        day = self._walk_days_to_answer(self._get_local_today(), -1)
        start = datetime.combine(day, datetime.min.time(), tzinfo=zone)
        return start.astimezone(timezone.utc).replace(tzinfo=None)

    def _get_deemed_day(self, approved_at):
        """The day at whose start silence counts as the client's approval.

        It is the day after the last working day of those agreed, in the contract's
        time zone: from its start, ``_get_deemed_before`` is later than the approval.
        Approved on a Thursday, three days from Monday to Friday: Wednesday.

        :param datetime.datetime approved_at: when the lead approved, or False
        :return: date, or False where silence never counts
        """
        self.ensure_one()
        if not approved_at or self.client_approval_days <= 0:
            return False
        zone = ZoneInfo(self.tz or "UTC")
        day = approved_at.replace(tzinfo=timezone.utc).astimezone(zone).date()
        return self._walk_days_to_answer(day, 1) + timedelta(days=1)

    def _walk_days_to_answer(self, day, step):
        """Walk from a day over the working days the client has to answer.

        :param int step: 1 forward, -1 back
        :return: the last of them
        """
        left = self.client_approval_days
        weekdays = self._get_service_weekdays()
        while left > 0:
            day += timedelta(days=step)
            left -= day.weekday() in weekdays
        return day

    def _get_service_weekdays(self):
        """Weekdays with service hours, 0 for Monday; Monday to Friday without any.

        :rtype: set[int]
        """
        attendances = self.resource_calendar_id.attendance_ids
        return {int(each.dayofweek) for each in attendances} or set(range(5))

    def _get_local_today(self):
        """The day it is now in the contract's time zone.

        :rtype: datetime.date
        """
        self.ensure_one()
        zone = ZoneInfo(self.tz or "UTC")
        return datetime.now(zone).date()

    def _get_time_lock_date(self):
        """The last locked day of the contract or its company, or False."""
        self.ensure_one()
        locks = (self.timesheet_lock_date, self.company_id.bpo_timesheet_lock_date)
        return max(filter(None, locks), default=False)

    def action_close(self, date=None, reason=None):
        """End the assignments with the contract."""
        result = super().action_close(date=date, reason=reason)
        for contract in self.sudo():
            later = contract.assignment_ids.filtered(
                lambda each, last=contract.date_end: each.date_start > last
            )
            later.active = False
            (contract.assignment_ids - later).filtered(
                lambda each, last=contract.date_end: (
                    not each.date_end or each.date_end > last
                )
            ).date_end = contract.date_end
        return result

    def action_view_assignments(self):
        """Open the contract's assignments."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_timesheets.bpo_assignment_action"
        )
        return action | {
            "domain": [("contract_id", "=", self.id)],
            "context": {"default_contract_id": self.id},
        }

    def action_view_time(self):
        """Open the contract's time, what waits for approval first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_timesheets.account_analytic_line_action_approve"
        )
        return action | {"domain": [("bpo_contract_id", "=", self.id)]}
