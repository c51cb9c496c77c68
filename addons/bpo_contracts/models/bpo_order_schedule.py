"""Work orders that come back every week or month."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .checks import check_order, check_range

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class BpoOrderSchedule(models.Model):
    """A standing order: enters a work order on its days, whether or not the last one
    is done.

    Recurring tasks of the project app make the next task when the last one is closed;
    work that is late would keep the next order from coming. They stay possible.
    """

    _name = "bpo.order.schedule"
    _inherit = ["bpo.order.entry.mixin", "bpo.client.owned.mixin"]
    _description = "Recurring Work Order"
    _order = "next_at, id"
    _check_company_auto = True

    name = fields.Char(
        string="Order",
        required=True,
        help="Title of the work orders.",
    )
    active = fields.Boolean(
        default=True,
    )
    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        help="The contract under which the work is ordered.",
    )
    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('contract_id', '=', contract_id)]",
        help="The ordered service. Its service level gives the due dates.",
    )
    client_id = fields.Many2one(
        related="contract_id.client_id",
        string="Client",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id",
        store=True,
    )
    quantity = fields.Float(
        digits=(16, 6),
        min_display_digits=2,
        help="Units ordered each time.",
    )
    uom_id = fields.Many2one(
        related="contract_line_id.uom_id",
    )
    priority = fields.Selection(
        selection="_selection_priority",
        required=True,
        default="0",
        help="Priority of the work orders.",
    )
    user_ids = fields.Many2many(
        comodel_name="res.users",
        string="Assignees",
        domain="[('share', '=', False)]",
        groups="base.group_user",
        help="Colleagues who get the work orders.",
    )
    description = fields.Html(
        help="Instructions copied to each work order.",
    )
    frequency = fields.Selection(
        selection=[("weekly", "Weekly"), ("monthly", "Monthly")],
        required=True,
        default="weekly",
        help="Whether the order comes on a weekday or on a day of the month.",
    )
    interval = fields.Integer(
        string="Every",
        required=True,
        default=1,
        help="1: every week or month, 2: every second one.",
    )
    weekday = fields.Selection(
        selection=WEEKDAYS,
        required=True,
        default="0",
        help="Day on which a weekly order comes.",
    )
    month_day = fields.Integer(
        string="Day Of Month",
        required=True,
        default=1,
        help="Day on which a monthly order comes; in shorter months the last day.",
    )
    hour = fields.Float(
        string="Time",
        default=8.0,
        help="Time of day at which the order counts as received, in the contract's "
        "time zone.",
    )
    date_start = fields.Date(
        string="From",
        required=True,
        default=fields.Date.context_today,
        help="First possible day.",
    )
    date_end = fields.Date(
        string="Until",
        help="Last possible day. Empty: as long as the contract runs.",
    )
    last_date = fields.Date(
        string="Last Order",
        readonly=True,
        copy=False,
        help="Day of the last order; later ones are still to come.",
    )
    next_at = fields.Datetime(
        string="Next Order",
        compute="_compute_next_at",
        store=True,
        index="btree_not_null",
        help="When the next order is received.",
    )
    problem = fields.Text(
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Why the last order could not be entered; it is tried again every hour.",
    )
    task_ids = fields.One2many(
        comodel_name="project.task",
        inverse_name="bpo_schedule_id",
        string="Work Orders",
        groups="base.group_user",
        help="The orders entered so far.",
    )
    task_count = fields.Integer(
        string="Orders",
        compute="_compute_task_count",
        groups="base.group_user",
    )

    @api.model
    def _selection_priority(self):
        """Return the priorities of work orders."""
        return (
            self.env["project.task"]
            ._fields["priority"]
            ._description_selection(self.env)
        )

    @api.depends(
        "frequency",
        "interval",
        "weekday",
        "month_day",
        "hour",
        "date_start",
        "date_end",
        "last_date",
        "contract_id.tz",
        "contract_id.date_end",
    )
    def _compute_next_at(self):
        """Find the day after the last order and place it in the contract's zone."""
        for schedule in self:
            day = schedule._get_next_day()
            schedule.next_at = day and schedule._get_moment(day)

    def _compute_task_count(self):
        """Count the orders in one query."""
        counts = dict(
            self.env["project.task"]._read_group(
                [("bpo_schedule_id", "in", self.ids)], ["bpo_schedule_id"], ["__count"]
            )
        )
        for schedule in self:
            schedule.task_count = counts.get(schedule, 0)

    @api.constrains("quantity", "hour", "interval", "month_day")
    def _check_numbers(self):
        """Refuse numbers that are no days, times or quantities."""
        check_range(self, ["quantity"])
        for schedule in self:
            wrong = (
                schedule.interval < 1
                or not 1 <= schedule.month_day <= 31
                or not 0 <= schedule.hour < 24
            )
            if wrong:
                raise ValidationError(
                    self.env._(
                        "Recurring order %(order)s needs an interval of at least 1, a "
                        "day from 1 to 31 and a time from 0:00 to 23:59.",
                        order=schedule.name,
                    )
                )

    @api.constrains("date_start", "date_end")
    def _check_days(self):
        """Refuse an end before the start."""
        check_order(self, "date_start", "date_end")

    @api.constrains("contract_id", "contract_line_id")
    def _check_line(self):
        """Refuse the service of another contract."""
        for schedule in self:
            if schedule.contract_line_id.contract_id != schedule.contract_id:
                raise ValidationError(
                    self.env._(
                        "Service %(line)s is not part of contract %(contract)s: choose "
                        "one of its services.",
                        line=schedule.contract_line_id.name,
                        contract=schedule.contract_id.name,
                    )
                )

    def write(self, vals):
        """Do not catch up on the days in which an order was archived."""
        archived = self.filtered(lambda one: vals.get("active") and not one.active)
        result = super().write(vals)
        yesterday = fields.Date.context_today(self) - timedelta(days=1)
        for schedule in archived:
            schedule.last_date = max(schedule.last_date or yesterday, yesterday)
        return result

    def action_view_tasks(self):
        """Open the work orders entered so far."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_contracts.project_task_action"
        )
        action["domain"] = [("bpo_schedule_id", "=", self.id)]
        action["context"] = {}
        return action
