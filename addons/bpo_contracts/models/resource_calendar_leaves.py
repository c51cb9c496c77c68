"""Days and times without service."""

from datetime import timedelta

import pytz

from odoo import api, fields, models

TIMES = {"bpo_holiday_date", "calendar_id", "date_from", "date_to", "resource_id"}


class ResourceCalendarLeaves(models.Model):
    """Public holidays of a client's region, and closures of service hours."""

    _inherit = "resource.calendar.leaves"

    bpo_holiday_date = fields.Date(
        string="Public Holiday",
        index="btree_not_null",
        help="The day without service, whatever the time zone of the contract. Loaded "
        "for the country and region of the service hours.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Recompute deadlines after new closures."""
        leaves = super().create(vals_list)
        leaves._bpo_service_calendars()._bpo_hours_changed()
        return leaves

    def write(self, vals):
        """Recompute deadlines; a moved holiday becomes a closure like any other."""
        if not TIMES & vals.keys():
            return super().write(vals)
        if {"date_from", "date_to"} & vals.keys():
            vals = {"bpo_holiday_date": False, **vals}
        before = self._bpo_service_calendars()
        result = super().write(vals)
        (before | self._bpo_service_calendars())._bpo_hours_changed()
        return result

    def unlink(self):
        """Recompute deadlines after removed closures."""
        calendars = self._bpo_service_calendars()
        result = super().unlink()
        calendars.exists()._bpo_hours_changed()
        return result

    def _bpo_service_calendars(self):
        """Return the calendars whose hours the records change for everybody."""
        return self.filtered(lambda leave: not leave.resource_id).calendar_id

    def _bpo_wall_spans(self, tz):
        """Return the closures as spans of wall time, end excluded.

        :param str tz: zone of the calendar, in which the times were entered
        """
        zone = pytz.timezone(tz or "UTC")
        for leave in self:
            start, end = (
                pytz.utc.localize(moment).astimezone(zone).replace(tzinfo=None)
                for moment in (leave.date_from, leave.date_to)
            )
            # A day off ends at 23:59:59 on screen and with the whole second in fact.
            yield start, end + timedelta(seconds=1) if end.second == 59 else end
