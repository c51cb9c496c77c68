"""Time outside of the client's service hours, which surcharges are for."""

from odoo import api, fields, models

from odoo.addons.bpo_contracts.sla import clock_for, epoch

from .constants import TIME_READERS


class BpoTimeAfterHoursMixin(models.AbstractModel):
    """Tells how much of an entry lies outside of the contract's service hours.

    Example: service hours 9 to 18, an entry from 16:00 to 19:10 has 1:10 after hours.
    What it costs more, the surcharges of the service line say.
    """

    _name = "bpo.time.after.hours.mixin"
    _description = "Time outside of service hours"

    bpo_after_hours = fields.Float(
        string="After Hours",
        compute="_compute_bpo_after_hours",
        store=True,
        groups=TIME_READERS,
        help="Hours of the entry outside of the client's service hours, in the "
        "contract's time zone and without its public holidays, as they were agreed "
        "when the entry was written. 0 without start and stop, or where the contract "
        "has no service hours.",
    )

    @api.depends("bpo_start", "bpo_stop", "bpo_contract_id")
    def _compute_bpo_after_hours(self):
        """One clock per contract; each entry is two look-ups."""
        self.bpo_after_hours = 0.0
        timed = self.filtered(lambda entry: entry.bpo_start and entry.bpo_stop)
        for contract, entries in timed.grouped("bpo_contract_id").items():
            outside = self._bpo_get_outside(contract)
            for entry in entries:
                entry.bpo_after_hours = outside(entry.bpo_start, entry.bpo_stop)

    @api.model
    def _bpo_get_outside(self, contract):
        """Return a function: start and stop -> hours outside of the service hours.

        :param contract: elevated by the caller; none, or one without service hours,
            has nothing outside of them
        """
        hours = contract.resource_calendar_id
        schedule = hours and hours._bpo_schedule(contract.tz)
        if not schedule or not schedule.windows:
            return lambda _start, _stop: 0.0
        clock = clock_for(schedule)

        def outside(start, stop):
            if not start or not stop:
                return 0.0
            begin, end = epoch(start), epoch(stop)
            return (max(end - begin, 0) - clock.worked(begin, end)) / 3600

        return outside
