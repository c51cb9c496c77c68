from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .. import timing


class BpoTimer(models.Model):
    """The clock that runs for an agent: one per user, so never for two clients at once.

    It lives on the server: a reload, a second tab and another device show the same one.
    """

    _name = "bpo.timer"
    _description = "Running Timer"
    _inherit = ["bpo.week.mixin", "bpo.day.mixin"]
    _rec_name = "user_id"

    user_id = fields.Many2one(
        comodel_name="res.users",
        required=True,
        default=lambda self: self.env.user,
        ondelete="cascade",
        help="Whose timer it is.",
    )
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        ondelete="cascade",
        help="The user's employee in the company of the contract.",
    )
    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service Line",
        required=True,
        ondelete="cascade",
        index=True,
        help="The service the time is for.",
    )
    company_id = fields.Many2one(
        related="contract_line_id.company_id",
    )
    date_start = fields.Datetime(
        string="Started",
        required=True,
        default=fields.Datetime.now,
        help="When the timer was started.",
    )
    reference = fields.Char(
        string="Case",
        help="The case worked on.",
    )

    _user_uniq = models.UniqueIndex(
        "(user_id)",
        "A timer is running already: stop it first, or switch.",
    )

    @api.model
    def action_start(self, line_id, reference=None):
        """Start the user's timer for a service; a running one is stopped first.

        :param int line_id: service line the user is assigned to today
        :param str reference: the client's case
        :return: the day, see :meth:`get_day`
        :raise ValidationError: no assignment; nothing changes
        """
        employee = self._get_employee_for(line_id)
        running = self._get_running()
        if running.contract_line_id.id == line_id and (reference or None) == (
            running.reference or None
        ):
            return self.get_day()
        if running:
            running._stop(fields.Datetime.now())
        self.create(
            {
                "employee_id": employee.id,
                "contract_line_id": line_id,
                "reference": reference or False,
            }
        )
        return self.get_day()

    @api.model
    def action_stop(self, values=None):
        """Stop the user's timer and record its time.

        Stopped already, perhaps in another tab, nothing happens.

        :param dict values: ``stop`` (local "HH:MM" of the day it was started, where it
            was forgotten), ``output``, ``corrected``, ``reference``, ``description``
        :return: the day, see :meth:`get_day`
        """
        running = self._get_running()
        if running:
            values = dict(values or {})
            stop = fields.Datetime.now()
            if values.get("stop"):
                stop = running._read_stop(values["stop"])
            running._stop(stop, values)
        return self.get_day()

    @api.model
    def action_discard(self):
        """Throw the running timer away.

        :return: the day, see :meth:`get_day`
        """
        self._get_running().unlink()
        return self.get_day()

    @api.model
    def _get_running(self):
        """The user's timer, or none; locked against the other tab."""
        timer = self.search([("user_id", "=", self.env.uid)], limit=1)
        if timer:
            timer.lock_for_update()
        return timer

    def _read_stop(self, text):
        """The instant of a local time after the start, today or the next day.

        :param str text: "HH:MM" in the user's time zone
        """
        self.ensure_one()
        clock = self._get_clock()
        day = clock.local(self.date_start).date()
        stop = self._read_instant(day, text)
        if stop < self.date_start:
            stop = self._read_instant(fields.Date.add(day, days=1), text)
        if stop > fields.Datetime.now():
            raise UserError(self.env._("The stop lies in the future: correct it."))
        return stop

    def _stop(self, stop, values=None):
        """Record the time and remove the timer.

        Less than a second is no work and leaves no entry.
        """
        self.ensure_one()
        values = values or {}
        start, stop = timing.cut(self.date_start), timing.cut(stop)
        vals = {
            "employee_id": self.employee_id.id,
            "bpo_contract_line_id": self.contract_line_id.id,
            "bpo_start": start,
            "bpo_stop": stop,
            "bpo_reference": values.get("reference") or self.reference,
            "name": values.get("description") or self.reference or "/",
            "bpo_output_quantity": values.get("output") or 0.0,
            "bpo_corrected_count": values.get("corrected") or 0,
        }
        if stop > start:
            self.env["account.analytic.line"].create(vals)
        self.unlink()

    @api.model
    def _get_employee_for(self, line_id):
        """The user's employee who is assigned to the service today.

        :rtype: hr.employee, elevated
        :raise ValidationError: none is
        """
        line = self.env["bpo.contract.line"].sudo().browse(line_id).exists()
        for assignment in self._get_running_assignments(line.contract_id):
            if not assignment.line_ids or line in assignment.line_ids:
                return assignment.employee_id
        raise ValidationError(
            self.env._(
                "You are not assigned to this service today: ask your team lead."
            )
        )
