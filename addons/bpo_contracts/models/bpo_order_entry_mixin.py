"""Days of a recurring order and the work orders entered on them."""

from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError

from .order_recurrence import next_monthly, next_weekly


class BpoOrderEntryMixin(models.AbstractModel):
    """From the rule of a recurring order to its work orders."""

    _name = "bpo.order.entry.mixin"
    _description = "Entry of recurring orders"

    def _get_next_day(self):
        """Return the day of the next order, False after the last one."""
        self.ensure_one()
        if not self.date_start or self.interval < 1 or self.month_day < 1:
            return False
        after = self.last_date or None
        if self.frequency == "weekly":
            weekday = int(self.weekday)
            day = next_weekly(self.date_start, weekday, self.interval, after)
        else:
            day = next_monthly(self.date_start, self.month_day, self.interval, after)
        ends = [one for one in (self.date_end, self.contract_id.date_end) if one]
        return day if all(day <= end for end in ends) else False

    def _get_moment(self, day):
        """Return the naive UTC moment at which the order of a day is received."""
        self.ensure_one()
        minutes = round(self.hour * 60)
        local = datetime.combine(day, time()) + timedelta(minutes=minutes)
        zone = pytz.timezone(self.contract_id.tz or "UTC")
        return zone.localize(local).astimezone(pytz.utc).replace(tzinfo=None)

    def _prepare_task_vals(self):
        """Return the values of the order that is due.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "name": self.name,
            "project_id": self.contract_id.project_id.id,
            "partner_id": self.contract_id.partner_id.id,
            "bpo_contract_line_id": self.contract_line_id.id,
            "bpo_quantity": self.quantity,
            "bpo_received_at": self.next_at,
            "bpo_schedule_id": self.id,
            "priority": self.priority,
            "user_ids": [fields.Command.set(self.user_ids.ids)],
            "description": self.description,
        }

    def _bpo_create_due(self):
        """Enter all orders that are due, also those of days without a running server.

        While the contract is suspended nothing is ordered, and nothing is caught up.

        :return: the new work orders
        """
        self.ensure_one()
        tasks = self.env["project.task"]
        now = fields.Datetime.now()
        while self.next_at and self.next_at <= now:
            if self.contract_id.state == "active":
                tasks |= tasks.create(self._prepare_task_vals())
            self.last_date = self._get_next_day()
        if self.problem:
            self.problem = False
        return tasks

    @api.model
    def _cron_create_orders(self):
        """Enter the due orders; one that fails keeps its reason and no other back."""
        due = self.search([("next_at", "<=", fields.Datetime.now())])
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(due))
        for schedule in due:
            try:
                with self.env.cr.savepoint():
                    schedule._bpo_create_due()
            except UserError as error:
                self.env.invalidate_all(flush=False)
                schedule.problem = str(error)
            if not progress(1):
                break
