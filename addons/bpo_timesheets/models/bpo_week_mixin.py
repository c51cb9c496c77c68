from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..readers.quantities import parse_seconds

DAYS = 7


class BpoWeekMixin(models.AbstractModel):
    """The week grid: services against days, hours to read and to write.

    A cell shows all hours of the service and day. Writing it changes the one entry of
    that cell without start and stop; hours that were timed stay.
    """

    _name = "bpo.week.mixin"
    _description = "An agent's week"

    @api.model
    def get_week(self, day=None):
        """Hours of a week.

        :param str day: ISO date within the week; this week without
        :return: ``first``, ``days`` (ISO dates), ``rows`` of ``line`` and ``cells``
            with ``seconds``, ``timed`` and ``editable``, ``totals`` (seconds by day)
        """
        day = fields.Date.to_date(day) or self._get_today()
        first = day - timedelta(days=day.weekday())
        days = [first + timedelta(days=number) for number in range(DAYS)]
        entries = self._search_week(days)
        lines = self._get_my_lines() | entries.bpo_contract_line_id
        by_cell = entries.grouped(
            lambda each: (each.bpo_contract_line_id.id, each.date)
        )
        none = entries.browse()
        return {
            "first": fields.Date.to_string(first),
            "days": [fields.Date.to_string(each) for each in days],
            "rows": [
                {
                    "line": self._format_line(line),
                    "cells": [
                        self._format_cell(by_cell.get((line.id, each), none))
                        for each in days
                    ],
                }
                for line in lines
            ],
            "totals": [
                sum(self._get_seconds(entry) for entry in entries if entry.date == each)
                for each in days
            ],
        }

    @api.model
    def action_set_cell(self, line_id, day, hours):
        """Make the hours of a service and day add up to what was written.

        :param int line_id:
        :param str day: ISO date
        :param str hours: "7:30", "7.5"; empty for none
        :return: the week
        """
        try:
            wanted = parse_seconds(hours or 0, "hours")
        except ValueError:
            raise UserError(self.env._("Write hours like 7:30 or 7.5.")) from None
        date = fields.Date.to_date(day)
        entries = self._search_week([date]).filtered(
            lambda entry: entry.bpo_contract_line_id.id == line_id
        )
        loose = entries.filtered(lambda entry: not entry.bpo_start)
        open_ = loose.filtered(lambda entry: entry.bpo_state in ("draft", "rejected"))
        entry = open_[:1]
        rest = wanted - sum(map(self._get_seconds, entries - entry))
        if rest < 0:
            raise UserError(
                self.env._(
                    "The other entries of that day are longer already: change them one "
                    "by one on the day."
                )
            )
        self._set_loose_entry(entry, line_id, date, rest)
        return self.get_week(day)

    @api.model
    def _set_loose_entry(self, entry, line_id, date, seconds):
        """Create, change or delete the entry without times of a cell."""
        if entry and seconds:
            entry.unit_amount = seconds / 3600
        elif entry:
            entry.unlink()
        elif seconds:
            self.env["account.analytic.line"].create(
                {
                    "employee_id": self._get_employee_of_day(line_id, date).id,
                    "bpo_contract_line_id": line_id,
                    "date": date,
                    "unit_amount": seconds / 3600,
                    "name": "/",
                }
            )

    @api.model
    def _search_week(self, days):
        """The user's entries of the days, by the contract's day."""
        return self.env["account.analytic.line"].search(
            [
                ("user_id", "=", self.env.uid),
                ("bpo_contract_line_id", "!=", False),
                ("date", ">=", days[0]),
                ("date", "<=", days[-1]),
            ]
        )

    @api.model
    def _get_today(self):
        return self._get_clock().local(fields.Datetime.now()).date()

    @api.model
    def _get_seconds(self, entry):
        return round(entry.unit_amount * 3600)

    @api.model
    def _format_cell(self, entries):
        return {
            "seconds": sum(map(self._get_seconds, entries)),
            "timed": any(entry.bpo_start for entry in entries),
            "editable": not any(
                entry.bpo_state == "approved" or entry.bpo_is_frozen
                for entry in entries
            ),
        }
