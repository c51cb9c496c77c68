"""Weekly windows of service hours."""

from odoo import api, models

HOURS = {
    "calendar_id",
    "day_period",
    "dayofweek",
    "display_type",
    "hour_from",
    "hour_to",
    "week_type",
}


class ResourceCalendarAttendance(models.Model):
    """Let deadlines follow changed service hours."""

    _inherit = "resource.calendar.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        """Recompute deadlines after new windows."""
        rows = super().create(vals_list)
        rows.calendar_id._bpo_hours_changed()
        return rows

    def write(self, vals):
        """Recompute deadlines after changed windows."""
        if not HOURS & vals.keys():
            return super().write(vals)
        calendars = self.calendar_id
        result = super().write(vals)
        (calendars | self.calendar_id)._bpo_hours_changed()
        return result

    def unlink(self):
        """Recompute deadlines after removed windows."""
        calendars = self.calendar_id
        result = super().unlink()
        calendars.exists()._bpo_hours_changed()
        return result
