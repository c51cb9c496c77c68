"""Periods that changes of work, service hours or levels touch."""

import pytz

from odoo import api, models


class BpoContract(models.Model):
    """Measures provisional periods again as soon as something changed."""

    _inherit = "bpo.contract"

    def _bpo_request_clock_refresh(self):
        """Have all provisional results of the contracts measured anew, too."""
        self._bpo_note_sla_change()
        return super()._bpo_request_clock_refresh()

    @api.model
    def _cron_refresh_clock(self):
        """Measure what changed, once the deadlines are right."""
        super()._cron_refresh_clock()
        self.env["bpo.sla.change"].sudo()._bpo_measure_pending()

    def _bpo_note_sla_change(self):
        """Mark all provisional periods of the contracts for the batch."""
        self.env["bpo.sla.change"]._bpo_note(dict.fromkeys(self.ids))

    def _bpo_measure_since(self, since):
        """Measure the provisional periods that a change touches, oldest first.

        :param since: naive UTC moment of the earliest change, None for all periods
        """
        self.ensure_one()
        first = since and pytz.utc.localize(since).astimezone(pytz.timezone(self.tz))
        for date_from, date_to in self._bpo_provisional_periods():
            if not first or date_to >= first.date():
                self._bpo_sla_results(date_from, date_to)

    def _bpo_provisional_periods(self):
        """Return running, previous and all periods with provisional results, in order.

        :rtype: list[tuple[datetime.date, datetime.date]]
        """
        self.ensure_one()
        results = self.env["bpo.sla.result"].sudo()
        open_ones = results.search(
            [("contract_id", "=", self.id), ("state", "=", "provisional")]
        )
        periods = {(result.date_from, result.date_to) for result in open_ones}
        if self.state in ("active", "suspended"):
            periods.update(self._bpo_open_sla_periods())
        return sorted(periods)
