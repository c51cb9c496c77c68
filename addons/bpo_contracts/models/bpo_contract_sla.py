"""Service levels of a contract and the deadlines that follow them."""

from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Up to so many items are recomputed at once, more by the scheduled action.
IMMEDIATE_ITEMS = 5_000
CLOCK_FIELDS = {"resource_calendar_id", "tz"}


class BpoContract(models.Model):
    """What the contract promises, and when its clock has to be run again."""

    _inherit = "bpo.contract"

    sla_ids = fields.One2many(
        comodel_name="bpo.sla",
        inverse_name="contract_id",
        string="Service Levels",
        copy=True,
        help="What is promised about the quality of the services.",
    )
    sla_result_ids = fields.One2many(
        comodel_name="bpo.sla.result",
        inverse_name="contract_id",
        string="Service Level Results",
        help="How the periods went.",
    )
    sla_year_cap = fields.Monetary(
        string="Yearly Credit Cap",
        help="Most that service credits give back within a year of the contract. 0: no "
        "yearly cap.",
    )
    sla_is_stale = fields.Boolean(
        string="Deadlines Waiting",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Service hours or service levels changed; the deadlines of the items are "
        "about to be computed again.",
    )
    sla_report_day = fields.Integer(
        string="Service Report On Day",
        groups="base.group_user",
        help="Day of the month on which the client gets the service report of the "
        "month before by mail. 0: never.",
    )
    sla_missed_count = fields.Integer(
        string="Missed Service Levels",
        compute="_compute_sla_missed_count",
        groups="base.group_user",
        help="Missed and not excused results of the periods that are not final.",
    )

    _sla_year_cap_positive = models.Constraint(
        "CHECK (sla_year_cap >= 0)",
        "The yearly credit cap cannot be negative: enter 0 for none.",
    )
    _sla_report_day_in_month = models.Constraint(
        "CHECK (sla_report_day BETWEEN 0 AND 28)",
        "The service report can be sent on day 1 to 28 of a month: choose one of them, "
        "or 0 for never.",
    )

    def _compute_sla_missed_count(self):
        """Count the missed provisional results in one query."""
        groups = self.env["bpo.sla.result"]._read_group(
            [
                ("contract_id", "in", self.ids),
                ("state", "=", "provisional"),
                ("met", "=", False),
            ],
            ["contract_id"],
            ["__count"],
        )
        counts = {contract.id: count for contract, count in groups}
        for contract in self:
            contract.sla_missed_count = counts.get(contract.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse time zones that do not exist."""
        for vals in vals_list:
            self._check_bpo_tz(vals)
        return super().create(vals_list)

    def copy(self, default=None):
        """Let the levels of a copy name its own services.

        A level of a service that is not copied is left out.
        """
        default = default or {}
        if "sla_ids" in default:
            return super().copy(default)
        copies = super().copy({**default, "sla_ids": []})
        for contract, copied in zip(self, copies, strict=True):
            services = {False: False}
            if "line_ids" not in default:
                lines = (one.line_ids.sorted("id").ids for one in (contract, copied))
                services.update(zip(*lines, strict=True))
            for sla in contract.sla_ids.sorted("id"):
                if sla.line_id.id in services:
                    line_id = services[sla.line_id.id]
                    sla.copy({"contract_id": copied.id, "line_id": line_id})
        return copies

    def write(self, vals):
        """Recompute deadlines when the clock of the contract changes."""
        self._check_bpo_tz(vals)
        result = super().write(vals)
        if CLOCK_FIELDS & vals.keys():
            self._check_bpo_clocks()
            self._bpo_request_clock_refresh()
        return result

    def action_view_work_items(self):
        """Open the work items of the contract."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_contracts.bpo_work_item_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_view_sla_results(self):
        """Open the service level results of the contract."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_contracts.bpo_sla_result_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {}
        return action

    @api.model
    def _check_bpo_tz(self, vals):
        """Refuse a time zone that does not exist with a sentence.

        :raise ValidationError: names the zone
        """
        tz = vals.get("tz")
        if tz and tz not in pytz.all_timezones_set:
            raise ValidationError(
                self.env._(
                    "The time zone %(tz)s does not exist: choose one such as "
                    "Europe/Berlin.",
                    tz=tz,
                )
            )

    def _check_bpo_clocks(self):
        """Refuse service hours in which a clock of the contract cannot run.

        :raise ValidationError: names service level and problem
        """
        self.sla_ids._check_clock()

    def _get_sla_problems(self):
        """Return what keeps the service levels from being measured.

        Weights may add up to more than 100 %: all credits together are cut to the
        amount at risk.
        """
        problems = [sla._get_missing_term() for sla in self.sla_ids]
        return [problem for problem in problems if problem]

    def _bpo_instants(self, date_from, date_to):
        """Return the naive UTC instants between which days of the contract lie.

        :param date_from: first day
        :param date_to: last day, included
        :return: (begin, end), end excluded
        """
        self.ensure_one()
        zone = pytz.timezone(self.tz)
        return tuple(
            zone.localize(datetime.combine(day, time()))
            .astimezone(pytz.utc)
            .replace(tzinfo=None)
            for day in (date_from, date_to + timedelta(days=1))
        )

    def _bpo_request_clock_refresh(self):
        """Compute the deadlines of the contracts' items again.

        At once where there are few, else by the scheduled action.
        """
        contracts = self.sudo().filtered("id")
        if not contracts:
            return
        counts = dict(
            self.env["bpo.work.item"]
            .sudo()
            ._read_group(
                [("contract_id", "in", contracts.ids)], ["contract_id"], ["__count"]
            )
        )
        many = contracts.filtered(lambda one: counts.get(one, 0) > IMMEDIATE_ITEMS)
        few = contracts.filtered(lambda one: 0 < counts.get(one, 0) <= IMMEDIATE_ITEMS)
        few._bpo_refresh_clock()
        if many:
            many.sla_is_stale = True
            self.env.ref("bpo_contracts.ir_cron_sla_refresh").sudo()._trigger()

    def _bpo_refresh_clock(self):
        """Compute and store the deadlines of all items that are not final."""
        if not self:
            return 0
        count = self.env["bpo.work.item"]._bpo_refresh_clock(
            [
                ("contract_id", "in", self.ids),
                ("result_ids", "not any", [("state", "=", "final")]),
            ]
        )
        stale = self.sudo().filtered("sla_is_stale")
        stale.sla_is_stale = False
        return count

    @api.model
    def _cron_refresh_clock(self):
        """Work through the contracts whose deadlines wait, one after the other."""
        stale = self.sudo().search([("sla_is_stale", "=", True)])
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(stale))
        for contract in stale:
            contract._bpo_refresh_clock()
            if not progress(1):
                break

    def _bpo_warn_at_risk(self, items):
        """Tell team leads about items that are about to become overdue.

        One activity per contract for its account manager, and a notification on the
        screens of all team leads.

        :param items: items of these contracts that have just become at risk
        """
        for contract in self.sudo():
            mine = items.filtered(lambda item, c=contract: item.contract_id == c)
            contract._bpo_schedule_at_risk(mine.sudo())
        if items:
            self._bpo_notify_leads(items.sudo())

    def _bpo_schedule_at_risk(self, items):
        """Make the one activity of the contract that names the items at risk."""
        self.ensure_one()
        summary = self.env._("Items about to become overdue")
        names = ", ".join(items[:10].mapped("reference"))
        note = self.env._(
            "%(count)s items have used three quarters of their time: %(names)s",
            count=len(items),
            names=names,
        )
        known = self.activity_ids.filtered(lambda one: one.summary == summary)
        if known:
            known[0].note = note
            return
        user = self.user_id or self.env.user
        self.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=summary,
            note=note,
            user_id=user.id,
        )

    def _bpo_report_problem(self, problem):
        """Tell the account manager, once, why a report could not be sent."""
        self.ensure_one()
        summary = self.env._("Service report not sent")
        if self.activity_ids.filtered(lambda one: one.summary == summary):
            return
        self.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=summary,
            note=problem,
            user_id=(self.user_id or self.env.user).id,
        )

    @api.model
    def _bpo_notify_leads(self, items):
        """Show a notification to the team leads who may see the items."""
        leads = self.env.ref("bpo_contracts.bpo_contracts_group_lead").sudo()
        for user in leads.all_user_ids.filtered(lambda user: not user.share):
            own = items.filtered(lambda item, u=user: item.company_id in u.company_ids)
            if own:
                user._bus_send(
                    "simple_notification",
                    {
                        "type": "warning",
                        "title": self.env._("Work at risk"),
                        "message": self.env._(
                            "%(count)s items are about to become overdue.",
                            count=len(own),
                        ),
                    },
                )
