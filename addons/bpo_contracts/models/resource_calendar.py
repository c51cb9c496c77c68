"""Service hours: a working calendar as a value of the business clock."""

from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..sla import Schedule, Window
from .public_holidays import UnknownRegion, public_holidays

# Odoo writes the end of a day as 23.99 or 23:59:59.
END_OF_DAY = 1439
LUNCH = "lunch"
_DAY = timedelta(days=1)
# Levels that are measured with a clock.
CLOCKED = ("turnaround", "response", "coverage")


class ResourceCalendar(models.Model):
    """Calendars as service hours of clients, with the holidays of their region."""

    _inherit = "resource.calendar"

    bpo_country_id = fields.Many2one(
        comodel_name="res.country",
        string="Holidays of Country",
        help="Public holidays of this country are loaded every year. Use it for "
        "service hours of clients; agents keep their own calendars.",
    )
    bpo_state_id = fields.Many2one(
        comodel_name="res.country.state",
        string="Region",
        domain="[('country_id', '=', bpo_country_id)]",
        help="State or province whose holidays count as well.",
    )

    @api.constrains("attendance_ids", "active")
    def _check_bpo_working_time(self):
        """Refuse to empty the service hours of a running service level."""
        for sla in self._bpo_levels().filtered(lambda sla: sla.metric in CLOCKED):
            problem = sla._get_clock_problem()
            if problem:
                raise ValidationError(problem)

    def _bpo_schedule(self, tz):
        """Return the service hours as a value of the clock.

        Time off of single resources and of the company as a whole changes nothing:
        the client's hours do not follow the agents' holidays.

        :param str tz: the contract's time zone, in which the hours are read
        :rtype: sla.Schedule
        """
        self.ensure_one()
        leaves = self.sudo().leave_ids.filtered(
            lambda leave: not leave.resource_id and leave.time_type == "leave"
        )
        public = leaves.filtered("bpo_holiday_date")
        return Schedule(
            tz=tz or "",
            windows=tuple(self.sudo()._bpo_windows()),
            holidays=frozenset(public.mapped("bpo_holiday_date")),
            closures=tuple((leaves - public)._bpo_wall_spans(self.tz)),
        )

    def _bpo_windows(self):
        """Return the weekly windows; breaks and section rows are left out."""
        return [
            Window(
                weekday=int(row.dayofweek),
                minute_from=round(row.hour_from * 60),
                minute_to=_minute_to(row.hour_to),
                week=int(row.week_type) if row.week_type else None,
            )
            for row in self.attendance_ids
            if not row.display_type
            and row.day_period != LUNCH
            and row.hour_to > row.hour_from
        ]

    def _bpo_holidays(self, date_from, date_to):
        """Return the days without service between two days, both included.

        For surcharges on holidays: public holidays and other days off of the calendar,
        never those of single employees.

        :rtype: frozenset[datetime.date]
        """
        self.ensure_one()
        schedule = self._bpo_schedule(self.tz)
        days = set(schedule.holidays)
        for start, end in schedule.closures:
            day = start.date() if start.time() == time() else start.date() + _DAY
            while datetime.combine(day + _DAY, time()) <= end:
                days.add(day)
                day += _DAY
        return frozenset(day for day in days if date_from <= day <= date_to)

    def _bpo_load_holidays(self, first_year, last_year):
        """Add the public holidays of the calendars' regions; safe to repeat.

        Days that were taken out by hand and days of other years stay as they are.

        :return: the new time off records
        :raise ValidationError: the country is not known
        """
        vals_list = []
        for calendar in self.filtered("bpo_country_id"):
            known = calendar.leave_ids.filtered("bpo_holiday_date")
            known = set(known.mapped("bpo_holiday_date"))
            found = calendar._bpo_public_holidays(first_year, last_year)
            vals_list += [
                calendar._prepare_bpo_holiday_vals(day, name)
                for day, name in found.items()
                if day not in known
            ]
        return self.env["resource.calendar.leaves"].create(vals_list)

    def _bpo_public_holidays(self, first_year, last_year):
        """Return the public holidays of the calendar's region by day.

        :rtype: dict[datetime.date, str]
        """
        self.ensure_one()
        country, state = self.bpo_country_id, self.bpo_state_id
        try:
            return public_holidays(
                country.code,
                state.code or None,
                range(first_year, last_year + 1),
                self.env.lang,
            )
        except UnknownRegion as error:
            raise ValidationError(
                self.env._(
                    "No public holidays are known for %(country)s: enter them as time "
                    "off of the service hours.",
                    country=country.name,
                )
            ) from error

    def _prepare_bpo_holiday_vals(self, day, name):
        """Return the values of a public holiday: the whole day in the calendar's zone.

        :rtype: dict
        """
        self.ensure_one()
        zone = pytz.timezone(self.tz or "UTC")
        start, end = (
            zone.localize(datetime.combine(day, clock))
            .astimezone(pytz.utc)
            .replace(tzinfo=None)
            for clock in (time(), time(23, 59, 59))
        )
        return {
            "name": name,
            "calendar_id": self.id,
            "company_id": self.company_id.id,
            "date_from": start,
            "date_to": end,
            "bpo_holiday_date": day,
        }

    @api.model
    def _cron_load_holidays(self):
        """Load this and the next year's holidays of every calendar with a country."""
        year = fields.Date.today().year
        calendars = self.search([("bpo_country_id", "!=", False)])
        calendars._bpo_load_holidays(year, year + 1)

    def _bpo_levels(self):
        """Return the service levels whose clock follows one of the calendars."""
        return (
            self.env["bpo.sla"]
            .sudo()
            .search(
                [
                    "|",
                    ("resource_calendar_id", "in", self.ids),
                    "&",
                    ("resource_calendar_id", "=", False),
                    ("contract_id.resource_calendar_id", "in", self.ids),
                ]
            )
        )

    def _bpo_hours_changed(self):
        """Recompute the deadlines that follow one of the calendars."""
        if self:
            self._bpo_levels().contract_id._bpo_request_clock_refresh()


def _minute_to(hours):
    """Return the minute a window ends; the last one of the day means midnight."""
    minutes = round(hours * 60)
    return 1440 if minutes >= END_OF_DAY else minutes
