"""Approved time, summed in SQL."""

import json
from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..collecting import UTC
from ..rating import TimeBucket, TimeEntry

BILLABLE = SQL(
    "entry.bpo_state = 'approved'"
    " AND entry.bpo_client_state IN ('not_required', 'approved')"
)
CLAIM = SQL(
    "EXISTS (SELECT FROM bpo_claim AS claim"
    " WHERE claim.source_id = entry.id AND claim.kind = 'time')"
)
# Start and stop are stored to the second; entries without them count by their hours,
# in whole minutes.
SECONDS = SQL(
    "COALESCE(date_part('epoch', entry.bpo_stop - entry.bpo_start)::int,"
    " round(entry.unit_amount * 60)::int * 60)"
)
# Each entry is rounded up to its line's increment. One that lasts less than nothing is
# refused; here it must not make the others less.
ROUNDED = SQL(
    "(GREATEST(part.seconds, 0) + part.increment * 60 - 1)"
    " / (part.increment * 60) * part.increment"
)


def claim_condition(claim, claimed):
    """SQL: what is on no statement (False), what is (True), or either (None)."""
    if claimed is None:
        return SQL("TRUE")
    return claim if claimed else SQL("NOT %s", claim)


class BpoBillingTime(models.AbstractModel):
    """Reads approved time of segments: sums, or entry by entry for surcharges.

    ``claimed`` says which time: False what is on no statement, True what is, None all.
    """

    _name = "bpo.billing.time"
    _description = "Time for Rating"

    @api.model
    def _get_billable_domain(self, contracts):
        """Domain of approved time that is on no statement."""
        return Domain(
            [
                ("bpo_contract_id", "in", contracts.ids),
                ("bpo_state", "=", "approved"),
                ("bpo_client_state", "in", ("not_required", "approved")),
                ("bpo_is_billed", "=", False),
            ]
        )

    @api.model
    def _get_buckets(self, segments, jobs, claimed=False):
        """Sums of the segments measured by time.

        :param segments: list of :class:`~..collecting.Segment`
        :param jobs: function ``(segment, employee id) -> role id or None``
        :return: iterator of ``(segment, TimeBucket)``
        """
        timed = [segment for segment in segments if segment.measure == "time"]
        if not timed:
            return
        by_index = {segment.index: segment for segment in timed}
        employee = SQL("NULL::int")
        if any(segment.by_employee for segment in timed):
            employee = SQL("CASE WHEN seg.by_employee THEN entry.employee_id END")
        rounded = ROUNDED
        if any(segment.minimum for segment in timed):
            # no work bills nothing, whatever the minimum
            rounded = SQL(
                "CASE WHEN part.seconds > 0 THEN GREATEST(%s, part.minimum) ELSE 0 END",
                ROUNDED,
            )
        # OFFSET 0 keeps the seconds from being worked out for each sum anew.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT part.index, part.employee_id, count(*), sum(part.seconds),
                       sum(%s), min(part.seconds)
                  FROM (SELECT seg.index, seg.increment, seg.minimum,
                               %s AS employee_id, %s AS seconds
                          FROM %s
                        OFFSET 0) AS part
                 GROUP BY part.index, part.employee_id
                 ORDER BY part.index, part.employee_id
                """,
                rounded,
                employee,
                SECONDS,
                self._from_segments(timed, claimed),
            )
        )
        for index, employee_id, count, seconds, billable, shortest in rows:
            segment = by_index[index]
            yield (
                segment,
                TimeBucket(
                    key=(*segment.key, employee_id or 0),
                    line_id=segment.line_id,
                    day=segment.period.date_from,
                    actual_minutes=(int(seconds) + 30) // 60,
                    billable_minutes=int(billable),
                    employee_id=employee_id,
                    job_id=jobs(segment, employee_id),
                    count=count,
                    has_negative=shortest < 0,
                ),
            )

    @api.model
    def _get_entries(self, segments, jobs, claimed=False):
        """The single entries of the segments measured entry by entry.

        :return: iterator of ``(segment, TimeEntry)``
        """
        single = [segment for segment in segments if segment.measure == "entry"]
        if not single:
            return
        by_index = {segment.index: segment for segment in single}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT seg.index, entry.id, entry.employee_id, entry.date,
                       entry.bpo_start, entry.bpo_stop,
                       round(entry.unit_amount * 60)::int
                  FROM %s
                 ORDER BY seg.index, entry.id
                """,
                self._from_segments(single, claimed),
            )
        )
        for index, entry_id, employee_id, day, start, stop, minutes in rows:
            segment = by_index[index]
            timed = start is not None and stop is not None
            yield (
                segment,
                TimeEntry(
                    key=("entry", entry_id),
                    line_id=segment.line_id,
                    day=day,
                    employee_id=employee_id,
                    job_id=jobs(segment, employee_id),
                    start=start.replace(tzinfo=UTC) if timed else None,
                    stop=stop.replace(tzinfo=UTC) if timed else None,
                    minutes=minutes,
                ),
            )

    @api.model
    def _from_segments(self, segments, claimed, goals=None):
        """FROM and WHERE over ``seg`` and ``entry``; the caller adds a GROUP BY.

        :param goals: ``{segment index: {employee or 0: statement line}}``
        """
        self.env["account.analytic.line"].flush_model()
        goals = goals or {}
        return SQL(
            """
            unnest(%s::int[], %s::int[], %s::date[], %s::date[],
                   %s::int[], %s::int[], %s::bool[], %s::int[], %s::jsonb[])
                AS seg(index, line_id, date_from, date_to,
                       increment, minimum, by_employee, goal, goals)
              JOIN account_analytic_line AS entry
                ON entry.bpo_contract_line_id = seg.line_id
               AND %s
               AND %s
               AND %s
            """,
            [segment.index for segment in segments],
            [segment.line_id for segment in segments],
            [segment.period.date_from for segment in segments],
            [segment.period.date_to for segment in segments],
            [max(segment.increment, 1) for segment in segments],
            [segment.minimum for segment in segments],
            [segment.by_employee for segment in segments],
            [goals.get(segment.index, {}).get("0") for segment in segments],
            [json.dumps(goals.get(segment.index)) for segment in segments],
            self._within(segments),
            BILLABLE,
            claim_condition(CLAIM, claimed),
        )

    @api.model
    def _within(self, segments):
        """SQL: the entry's day lies in the period of its segment.

        Where all have the same period it stands there as two constants, from which the
        database knows how much of the table that is.
        """
        periods = {
            (segment.period.date_from, segment.period.date_to) for segment in segments
        }
        if len(periods) == 1:
            return SQL("entry.date BETWEEN %s AND %s", *periods.pop())
        return SQL("entry.date BETWEEN seg.date_from AND seg.date_to")

    @api.model
    def _claim_segments(self, segments, lines):
        """Claim exactly the unbilled time of summed segments.

        The transaction sees the rows it summed: its snapshot does not move.

        :param segments: the segments of the batch
        :param lines: ``{key of a bucket: statement line id}``
        :return: number of claimed entries
        """
        goals = defaultdict(dict)
        for key, line_id in lines.items():
            if key[0] == "time":
                goals[key[1]][str(key[2])] = line_id
        if not goals:
            return 0
        timed = [segment for segment in segments if segment.index in goals]
        # A second join would be planned badly, as nobody knows how much is claimed: the
        # goal comes with the segment, by employee as a small map. The order makes the
        # database read everything before it inserts the first row, else it would look
        # through its own new rows again and again while the table is small.
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO bpo_claim (kind, source_id, statement_line_id)
                SELECT 'time', entry.id,
                       COALESCE(seg.goal, (seg.goals
                            ->> COALESCE(entry.employee_id, 0)::text)::int)
                  FROM %s
                 ORDER BY entry.id
                """,
                self._from_segments(timed, False, goals),
            )
        )
        return self.env.cr.rowcount
