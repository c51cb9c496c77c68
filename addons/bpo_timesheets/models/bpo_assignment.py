from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class BpoAssignment(models.Model):
    """An employee works for a contract on some days with a share of their time.

    Without an assignment that runs today the employee's user sees nothing of the
    client; without one that covers the day of an entry no time is taken.
    """

    _name = "bpo.assignment"
    _description = "Assignment"
    _inherit = ["bpo.planning.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["employee_id.name", "contract_id.name"]

    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        index=True,
        check_company=True,
        tracking=True,
        help="The agent who works for the client.",
    )
    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        tracking=True,
        help="The contract worked for.",
    )
    line_ids = fields.Many2many(
        comodel_name="bpo.contract.line",
        relation="bpo_assignment_line_rel",
        column1="assignment_id",
        column2="line_id",
        string="Service Lines",
        domain="[('contract_id', '=', contract_id)]",
        help="The service lines covered. Without any it covers all of the contract.",
    )
    job_id = fields.Many2one(
        comodel_name="hr.job",
        string="Role",
        compute="_compute_job_id",
        store=True,
        readonly=False,
        check_company=True,
        tracking=True,
        help="The role the agent has for this client; it may decide the hourly rate.",
    )
    date_start = fields.Date(
        required=True,
        default=fields.Date.context_today,
        index=True,
        tracking=True,
        help="First day of work, in the contract's time zone.",
    )
    date_end = fields.Date(
        tracking=True,
        help="Last day of work. After it the client's records close to the agent.",
    )
    allocation_percent = fields.Float(
        string="Share",
        default=100.0,
        tracking=True,
        help="Share of the agent's working time, in percent. All shares of a day "
        "together should not exceed 100.",
    )
    state = fields.Selection(
        selection=[("draft", "Planned"), ("running", "Running"), ("ended", "Ended")],
        compute="_compute_state",
        store=True,
        index=True,
        help="Planned until the first day, running until the last. Access follows the "
        "dates themselves, at every moment.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        related="contract_id.company_id",
        store=True,
        index=True,
    )
    user_id = fields.Many2one(
        related="employee_id.user_id",
        string="User",
    )
    note = fields.Text(
        help="What to know about this assignment; the client never sees it.",
    )
    over_allocation = fields.Char(
        string="Over-Allocation",
        compute="_compute_over_allocation",
        help="Days on which the agent's shares add up to more than 100 percent.",
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "An assignment cannot end before it starts: correct one of the two dates.",
    )
    _share_in_range = models.Constraint(
        "CHECK (allocation_percent > 0 AND allocation_percent <= 100)",
        "The share of an assignment is more than 0 and at most 100 percent.",
    )
    _employee_days_idx = models.Index("(employee_id, date_start, date_end)")

    @api.depends("employee_id")
    def _compute_job_id(self):
        for assignment in self:
            assignment.job_id = assignment.employee_id.job_id

    @api.depends("date_start", "date_end", "contract_id.tz")
    def _compute_state(self):
        for assignment in self:
            today = assignment.contract_id._get_local_today()
            if not assignment.date_start or assignment.date_start > today:
                assignment.state = "draft"
            elif assignment.date_end and assignment.date_end < today:
                assignment.state = "ended"
            else:
                assignment.state = "running"

    @api.depends("employee_id", "contract_id")
    def _compute_display_name(self):
        for assignment in self:
            assignment.display_name = " – ".join(
                filter(None, (assignment.employee_id.name, assignment.contract_id.name))
            )

    @api.depends(
        "employee_id", "date_start", "date_end", "allocation_percent", "active"
    )
    def _compute_over_allocation(self):
        others = self._search_overlapping()
        for assignment in self:
            peak, day = assignment._get_peak(
                others.filtered_domain(
                    [("employee_id", "=", assignment.employee_id.id)]
                )
            )
            assignment.over_allocation = (
                self.env._(
                    "%(percent)s %% from %(day)s",
                    percent=f"{peak:g}",
                    day=fields.Date.to_string(day),
                )
                if peak > 100
                else False
            )

    @api.constrains("line_ids", "contract_id")
    def _check_lines(self):
        for assignment in self:
            if assignment.line_ids.contract_id - assignment.contract_id:
                raise ValidationError(
                    self.env._(
                        "The assignment of %(agent)s names service lines of another "
                        "contract: choose lines of %(contract)s.",
                        agent=assignment.employee_id.name,
                        contract=assignment.contract_id.name,
                    )
                )

    @api.constrains("employee_id", "contract_id", "date_start", "date_end", "active")
    def _check_competitors(self):
        """An agent of a client does not work for its named competitor at one time."""
        others = self._search_overlapping()
        for assignment in self.filtered("active"):
            rivals = others.filtered(
                lambda other, mine=assignment: mine._is_rival_of(other)
            )
            if rivals:
                raise ValidationError(
                    self.env._(
                        "%(agent)s works for %(other)s, a named competitor of "
                        "%(client)s, in the same time: end that assignment first.",
                        agent=assignment.employee_id.name,
                        other=rivals[0].contract_id.partner_id.name,
                        client=assignment.contract_id.partner_id.name,
                    )
                )

    def _is_rival_of(self, other):
        """Whether both assignments give one agent to two competitors at one time."""
        self.ensure_one()
        if other == self or other.employee_id != self.employee_id:
            return False
        if not (self._overlaps(other)):
            return False
        mine, theirs = self.contract_id.sudo(), other.contract_id.sudo()
        return (
            theirs.client_id in mine.competitor_ids.commercial_partner_id
            or mine.client_id in theirs.competitor_ids.commercial_partner_id
        )

    def _overlaps(self, other):
        """Whether two assignments share a day."""
        return (not other.date_end or self.date_start <= other.date_end) and (
            not self.date_end or other.date_start <= self.date_end
        )

    @api.onchange("contract_id")
    def _onchange_contract_id(self):
        self.line_ids = self.line_ids.filtered(
            lambda line: line.contract_id == self.contract_id
        )

    @api.onchange("employee_id", "date_start", "date_end", "allocation_percent")
    def _onchange_warn_over_allocation(self):
        if not self.over_allocation:
            return None
        return {
            "warning": {
                "title": self.env._("Over-allocated"),
                "message": self.env._(
                    "%(agent)s is assigned to more than 100 %% of the time: %(peak)s.",
                    agent=self.employee_id.name,
                    peak=self.over_allocation,
                ),
            }
        }

    def _search_overlapping(self):
        """All assignments of the same employees at any of the same days."""
        employees = self.employee_id
        starts = [start for start in self.mapped("date_start") if start]
        if not employees or not starts:
            return self.browse()
        return self.sudo().search(
            [
                ("employee_id", "in", employees.ids),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", min(starts)),
            ]
        )

    def _get_peak(self, others):
        """The highest sum of shares within this assignment, and its first day.

        :param others: assignments of the same employee
        :rtype: tuple[float, datetime.date]
        """
        self.ensure_one()
        if not self.date_start or not self.active:
            return 0.0, self.date_start
        rest = (others - self._origin).filtered("date_start")
        # Sums only rise where an assignment starts.
        days = {self.date_start} | {
            day
            for day in rest.mapped("date_start")
            if day > self.date_start and (not self.date_end or day <= self.date_end)
        }
        peak, peak_day = 0.0, self.date_start
        for day in sorted(days):
            share = self.allocation_percent + sum(
                rest.filtered(lambda other, day=day: other._covers_day(day)).mapped(
                    "allocation_percent"
                )
            )
            if share > peak:
                peak, peak_day = share, day
        return peak, peak_day

    def _covers_day(self, day):
        """Whether the day lies within the assignment, both ends included."""
        self.ensure_one()
        return self.date_start <= day and (not self.date_end or day <= self.date_end)

    def _is_running(self):
        """Whether it covers today in the contract's time zone."""
        self.ensure_one()
        return self.active and self._covers_day(self.contract_id._get_local_today())

    @api.model
    def _get_covering_domain(self, employees, contracts, date_from, date_to):
        """Assignments of the employees for the contracts on any of the days."""
        return Domain.AND(
            [
                [("employee_id", "in", employees.ids)],
                [("contract_id", "in", contracts.ids)],
                [("date_start", "<=", date_to)],
                Domain("date_end", "=", False) | Domain("date_end", ">=", date_from),
            ]
        )

    def action_end(self):
        """Make today (of the contract) the last day; what starts later is archived."""
        self.check_access("write")
        for assignment in self:
            today = assignment.contract_id._get_local_today()
            if assignment.date_start > today:
                assignment.active = False
            elif not assignment.date_end or assignment.date_end > today:
                assignment.date_end = today

    @api.model
    def _cron_update_states(self):
        """Bring the stored states to the day; access does not wait for it."""
        assignments = self.with_context(active_test=False).search(
            [("state", "!=", "ended")]
        )
        self.env.add_to_compute(self._fields["state"], assignments)
        assignments.flush_recordset(["state"])
