from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..readers.clock import SkippedTime, WallClock
from ..readers.instants import parse_time_of_day
from ..readers.quantities import parse_number, parse_seconds


class BpoDayMixin(models.AbstractModel):
    """What the agent's day screen shows and does.

    Everything is the calling user's own, with their rights; times go to and come from
    the screen as local "HH:MM" of the user's time zone.
    """

    _name = "bpo.day.mixin"
    _inherit = ["bpo.day.format.mixin"]
    _description = "An agent's day"

    @api.model
    def get_day(self, day=None):
        """Everything the screen shows of one day.

        :param str day: ISO date; today without
        :return: ``day``, ``today``, ``lines`` (services to choose), ``timer``,
            ``entries``, ``seconds``, ``output``, ``previous`` (last day with time)
        :rtype: dict
        """
        clock = self._get_clock()
        today = clock.local(fields.Datetime.now()).date()
        day = fields.Date.to_date(day) or today
        entries = self._search_day(day)
        timer = self.env["bpo.timer"].search([("user_id", "=", self.env.uid)], limit=1)
        return {
            "day": fields.Date.to_string(day),
            "today": fields.Date.to_string(today),
            "has_employee": bool(self.env.user.employee_ids),
            "lines": [self._format_line(line) for line in self._get_my_lines()],
            "timer": timer._format_timer() if timer else False,
            "entries": [self._format_entry(entry, clock) for entry in entries],
            "seconds": round(sum(entries.mapped("unit_amount")) * 3600),
            "output": sum(entries.mapped("bpo_output_quantity")),
            "to_submit": len(
                entries.filtered(lambda entry: entry.bpo_state in ("draft", "rejected"))
            ),
            "previous": self._get_previous_day(day),
        }

    @api.model
    def action_add_entry(self, values):
        """Record time by hand.

        :param dict values: ``day``, ``line_id``, and ``start`` and ``stop`` ("HH:MM")
            or ``hours`` ("1:30", "1.5"); ``output``, ``corrected``, ``reference``,
            ``description``
        :return: the day
        """
        timers = self.env["bpo.timer"]
        line_id = int(values.get("line_id") or 0)
        if not line_id:
            raise UserError(self.env._("Choose the service the time is for."))
        vals = self._prepare_entry_vals(values)
        vals["bpo_contract_line_id"] = line_id
        vals["employee_id"] = timers._get_employee_of_day(line_id, values["day"]).id
        self.env["account.analytic.line"].create(vals)
        return self.get_day(values["day"])

    @api.model
    def action_change_entry(self, entry_id, values):
        """Change an own entry; see :meth:`action_add_entry`.

        :return: the day
        """
        entry = self._browse_own(entry_id)
        vals = self._prepare_entry_vals(values)
        if values.get("line_id"):
            vals["bpo_contract_line_id"] = int(values["line_id"])
        entry.write(vals)
        return self.get_day(values["day"])

    @api.model
    def action_delete_entry(self, entry_id, day=None):
        """Delete an own entry.

        :return: the day
        """
        self._browse_own(entry_id).unlink()
        return self.get_day(day)

    @api.model
    def action_repeat_day(self, source, target):
        """Enter the services and times of one day again on another, as drafts.

        Entries of services the user may no longer work for are left out.

        :param str source: ISO date
        :param str target: ISO date
        :return: the target day
        """
        source, target = fields.Date.to_date(source), fields.Date.to_date(target)
        clock = self._get_clock()
        lines = self._get_my_lines()
        for entry in self._search_day(source):
            if entry.bpo_contract_line_id not in lines:
                continue
            vals = {"date": target, "bpo_start": False, "bpo_stop": False}
            if entry.bpo_start:
                start = clock.local(entry.bpo_start)
                moved = clock.readings(datetime.combine(target, start.time()))[0]
                vals = {
                    "bpo_start": moved,
                    "bpo_stop": moved + (entry.bpo_stop - entry.bpo_start),
                }
            entry.copy(
                {
                    **vals,
                    "bpo_output_quantity": 0.0,
                    "bpo_corrected_count": 0,
                    "bpo_reference": False,
                    "unit_amount": entry.unit_amount,
                }
            )
        return self.get_day(target)

    @api.model
    def action_submit_day(self, day):
        """Submit all open entries of a day.

        :return: the day
        """
        entries = self._search_day(fields.Date.to_date(day))
        entries.filtered(
            lambda entry: entry.bpo_state in ("draft", "rejected")
        ).action_bpo_submit()
        return self.get_day(day)

    @api.model
    def _get_clock(self):
        """The user's wall clock."""
        return WallClock(ZoneInfo(self.env.user.tz or "UTC"))

    @api.model
    def _read_instant(self, day, text):
        """A local time of day as an instant.

        :raise UserError: no time, or one that the clock change skips
        """
        time_of_day = parse_time_of_day(text)
        if time_of_day is None:
            raise UserError(
                self.env._("“%(text)s” is no time: write it like 14:30.", text=text)
            )
        try:
            return self._get_clock().readings(datetime.combine(day, time_of_day))[0]
        except SkippedTime:
            raise UserError(
                self.env._("%(text)s does not exist on that day.", text=text)
            ) from None

    @api.model
    def _prepare_entry_vals(self, values):
        """Values of an entry from what the screen sends."""
        day = fields.Date.to_date(values.get("day"))
        if not day:
            raise UserError(self.env._("Choose the day of the time."))
        try:
            output = parse_number(values.get("output") or 0)
            corrected = parse_number(values.get("corrected") or 0)
            hours = parse_seconds(values.get("hours") or 0, "hours") / 3600
        except ValueError:
            raise UserError(
                self.env._("Write hours like 1:30 and output as a number.")
            ) from None
        vals = {
            "bpo_output_quantity": output,
            "bpo_corrected_count": round(corrected),
            "bpo_reference": values.get("reference") or False,
            "name": values.get("description") or values.get("reference") or "/",
        }
        if values.get("start") and values.get("stop"):
            start = self._read_instant(day, values["start"])
            stop = self._read_instant(day, values["stop"])
            if stop < start:
                stop = self._read_instant(day + timedelta(days=1), values["stop"])
            return {**vals, "bpo_start": start, "bpo_stop": stop}
        if not hours:
            raise UserError(
                self.env._("Write when you started and stopped, or how long.")
            )
        return {
            **vals,
            "date": day,
            "bpo_start": False,
            "bpo_stop": False,
            "unit_amount": hours,
        }

    @api.model
    def _search_day(self, day):
        """The user's entries that start on a day of theirs, in order."""
        first = self._get_clock().readings(datetime.combine(day, datetime.min.time()))[
            0
        ]
        own = [("user_id", "=", self.env.uid), ("bpo_contract_id", "!=", False)]
        return self.env["account.analytic.line"].search(
            [
                *own,
                "|",
                "&",
                ("bpo_start", ">=", first),
                ("bpo_start", "<", first + timedelta(days=1)),
                "&",
                ("bpo_start", "=", False),
                ("date", "=", day),
            ],
            order="bpo_start, id",
        )

    @api.model
    def _browse_own(self, entry_id):
        entry = self.env["account.analytic.line"].search(
            [("id", "=", int(entry_id)), ("user_id", "=", self.env.uid)]
        )
        if not entry:
            raise UserError(self.env._("The entry is gone: reload the screen."))
        return entry

    @api.model
    def _get_previous_day(self, day):
        """The last day before this one with time of the user, as ISO date or False."""
        last = self.env["account.analytic.line"].search(
            [
                ("user_id", "=", self.env.uid),
                ("bpo_contract_id", "!=", False),
                ("date", "<", day),
            ],
            order="date desc",
            limit=1,
        )
        return fields.Date.to_string(last.date) if last else False
