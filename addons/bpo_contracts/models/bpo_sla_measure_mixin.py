"""Measuring a service level over a period."""

import calendar
from decimal import Decimal

from odoo import fields, models
from odoo.tools import SQL

from ..sla import Item, clock_for, epoch, judge_response, judge_turnaround, measured
from .decimals import to_decimal
from .sla_measure import Measure, Span, naive

_JUDGES = {"turnaround": judge_turnaround, "response": judge_response}


class BpoSlaMeasureMixin(models.AbstractModel):
    """One method per metric; each returns a :class:`Measure` or None."""

    _name = "bpo.sla.measure.mixin"
    _inherit = ["bpo.sla.coverage.mixin"]
    _description = "Measuring of service levels"

    def _bpo_measure(self, date_from, date_to):
        """Measure the level between two days of the contract, both included.

        An item counts in the period of its delivery; an undelivered one that is past
        due counts as missed in the period of its due date, and never again after that
        period was final.

        :rtype: Measure or None
        """
        self.ensure_one()
        span = self._bpo_span(date_from, date_to)
        measure = getattr(self, self._bpo_meters()[self.metric])(span)
        if measure is None or measure.denominator <= 0:
            return None
        return measure

    def _bpo_meters(self):
        """Return the measuring method of each metric; extend to add a metric.

        :rtype: dict[str, str]
        """
        return {
            "turnaround": "_bpo_measure_timed",
            "response": "_bpo_measure_timed",
            "accuracy": "_bpo_measure_accuracy",
            "throughput": "_bpo_measure_throughput",
            "coverage": "_bpo_measure_coverage",
        }

    def _bpo_span(self, date_from, date_to):
        """Return the period between the local midnights of the contract."""
        start, end = self.contract_id._bpo_instants(date_from, date_to)
        now = epoch(fields.Datetime.now())
        return Span(date_from, date_to, epoch(start), epoch(end), now)

    def _bpo_measure_timed(self, span):
        """Count the items delivered, or started, within the threshold."""
        clock = clock_for(self._bpo_schedule())
        items = self._bpo_timed_items(span)
        seconds = self._bpo_threshold_seconds(span.date_to)
        judged = _JUDGES[self.metric](clock, items, seconds, min(span.now, span.end))
        counted = measured(judged, span.start, span.end)
        missed = [one.key for one in counted if one.outcome == "missed"]
        return Measure(
            numerator=Decimal(len(counted) - len(missed)),
            denominator=Decimal(len(counted)),
            item_ids=tuple(one.key for one in counted),
            missed_ids=tuple(missed),
            inputs={
                "threshold_seconds": seconds,
                "service_hours": self._bpo_calendar().name,
                "tz": self.contract_id.tz,
            },
        )

    def _bpo_timed_items(self, span):
        """Read the items that can count in the period as values of the core."""
        reached = SQL("item.delivered_at")
        agreed = SQL("CASE WHEN item.is_due_agreed THEN item.due_at END")
        if self.metric == "response":
            # Work that was delivered has begun, whether noted or not.
            reached = SQL("COALESCE(item.started_at, item.delivered_at)")
            agreed = SQL("NULL::timestamp")
        items = self.env["bpo.work.item"]
        items.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT item.id,
                       floor(extract(epoch FROM item.received_at))::bigint,
                       floor(extract(epoch FROM %(reached)s))::bigint,
                       floor(extract(epoch FROM %(agreed)s))::bigint
                  FROM bpo_work_item item
                 WHERE %(scope)s
                   AND item.received_at < %(end)s
                   AND (%(reached)s IS NULL
                        OR (%(reached)s >= %(start)s AND %(reached)s < %(end)s))
                """,
                reached=reached,
                agreed=agreed,
                scope=self._bpo_item_scope(span),
                start=naive(span.start),
                end=naive(span.end),
            )
        )
        self.env["bpo.work.hold"].flush_model()
        holds = self.env["bpo.work.hold"]._bpo_spans_of([row[0] for row in rows])
        timed = self.metric == "response"
        return [
            Item(
                key=key,
                received=received,
                started=at if timed else None,
                delivered=None if timed else at,
                holds=tuple(holds.get(key, ())),
                agreed=due,
            )
            for key, received, at, due in rows
        ]

    def _bpo_item_scope(self, span):
        """Return the SQL that says which items a level is about.

        Leaves out those that an earlier final result has counted.
        """
        self.env["bpo.sla.result"].flush_model(["state"])
        scope = SQL(
            """
            item.contract_id = %(contract)s AND item.state != 'cancelled'
            AND NOT EXISTS (
                SELECT 1
                  FROM bpo_sla_result_item_rel counted
                  JOIN bpo_sla_result result ON result.id = counted.result_id
                 WHERE counted.item_id = item.id
                   AND result.sla_id = %(sla)s
                   AND result.state != 'provisional'
                   AND result.date_to < %(date_from)s
            )
            """,
            contract=self.contract_id.id,
            sla=self.id,
            date_from=span.date_from,
        )
        if self.line_id:
            scope = SQL("%s AND item.contract_line_id = %s", scope, self.line_id.id)
        if self.priority:
            scope = SQL("%s AND item.priority = %s", scope, self.priority)
        return scope

    def _bpo_delivered_items(self, span, columns, only=None):
        """Return columns of the items delivered in the period."""
        self.env["bpo.work.item"].flush_model()
        return self.env.execute_query(
            SQL(
                """
                SELECT %(columns)s
                  FROM bpo_work_item item
                 WHERE %(scope)s AND %(only)s
                   AND item.delivered_at >= %(start)s AND item.delivered_at < %(end)s
                """,
                columns=columns,
                scope=self._bpo_item_scope(span),
                only=only or SQL("TRUE"),
                start=naive(span.start),
                end=naive(span.end),
            )
        )

    def _bpo_measure_accuracy(self, span):
        """Count the sampled items without error."""
        rows = self._bpo_delivered_items(
            span, SQL("item.id, item.error_count"), SQL("item.sampled")
        )
        missed = tuple(key for key, errors in rows if errors)
        return Measure(
            numerator=Decimal(len(rows) - len(missed)),
            denominator=Decimal(len(rows)),
            item_ids=tuple(key for key, _errors in rows),
            missed_ids=missed,
        )

    def _bpo_measure_throughput(self, span):
        """Compare delivered units with the commitment, prorated by calendar days.

        Of a running period only the days that have passed are asked for.
        """
        if self.commitment_quantity <= 0:
            return None
        rows = self._bpo_delivered_items(span, SQL("item.id, item.quantity::varchar"))
        days = (span.date_to - span.date_from).days + 1
        whole = self._bpo_period_days(span.date_from)
        committed = to_decimal(self.commitment_quantity) * days / whole
        return Measure(
            numerator=sum((Decimal(quantity) for _key, quantity in rows), Decimal(0)),
            denominator=committed * span.elapsed(),
            item_ids=tuple(key for key, _quantity in rows),
            inputs={
                "commitment": str(to_decimal(self.commitment_quantity)),
                "days": days,
                "period_days": whole,
            },
        )

    def _bpo_period_days(self, day):
        """Return the days of the whole billing period around a day."""
        frequency = self.contract_id.billing_frequency
        if frequency == "weekly":
            return 7
        months = [day.month]
        if frequency == "quarterly":
            first = (day.month - 1) // 3 * 3 + 1
            months = [first, first + 1, first + 2]
        return sum(calendar.monthrange(day.year, month)[1] for month in months)
