"""Measuring whether the promised seats were staffed."""

from decimal import Decimal

from odoo import models

from ..sla import clock_for, epoch, staffed_seconds
from .decimals import to_decimal
from .sla_measure import Measure, naive


class BpoSlaCoverageMixin(models.AbstractModel):
    """Staffed against promised minutes; who was at work is known elsewhere."""

    _name = "bpo.sla.coverage.mixin"
    _description = "Coverage of service hours"

    def _bpo_measure_coverage(self, span):
        """Compare staffed with promised minutes up to now."""
        # The addon that knows about time extends the method.
        # pylint: disable-next=assignment-from-none
        staffed = self._bpo_staffed_minutes(
            naive(span.start), naive(min(span.end, max(span.now, span.start)))
        )
        if staffed is None:
            return None
        clock = clock_for(self._bpo_schedule())
        worked = clock.worked(span.start, min(span.end, span.now))
        return Measure(
            numerator=Decimal(staffed),
            denominator=Decimal(worked // 60) * to_decimal(self.seats),
            inputs={
                "service_minutes": worked // 60,
                "seats": str(to_decimal(self.seats)),
                "service_hours": self._bpo_calendar().name,
                "tz": self.contract_id.tz,
            },
        )

    def _bpo_staffed_minutes(self, start, end):
        """Return the minutes staffed within the service hours between two instants.

        Known to the timesheets only: extend it there. None means that nothing is known
        and gives no result.

        :param start: naive UTC, included
        :param end: naive UTC, excluded
        :rtype: int or None
        """
        self.ensure_one()
        return

    def _bpo_minutes_of_shifts(self, shifts, start, end):
        """Return the staffed minutes of shifts, for :meth:`_bpo_staffed_minutes`.

        At any moment no more agents count than seats were promised.

        :param shifts: pairs of naive UTC datetimes
        :param start: naive UTC, included
        :param end: naive UTC, excluded
        :rtype: int
        """
        self.ensure_one()
        seconds = staffed_seconds(
            clock_for(self._bpo_schedule()),
            [(epoch(begins), epoch(ends)) for begins, ends in shifts],
            (epoch(start), epoch(end)),
            to_decimal(self.seats),
        )
        return int(seconds // 60)
