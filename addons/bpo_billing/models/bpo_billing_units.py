"""Accepted units, summed in SQL: work items, and output logged with time."""

from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from ..rating import UnitUsage
from .bpo_billing_time import claim_condition

ITEM_CLAIM = SQL(
    "EXISTS (SELECT FROM bpo_claim AS claim"
    " WHERE claim.source_id = item.id AND claim.kind = 'item')"
)


class BpoBillingUnits(models.AbstractModel):
    """Reads the units of segments.

    A work item counts on the local day of its acceptance, with its accepted quantity;
    output counts on the day of its approved time entry.
    """

    _name = "bpo.billing.units"
    _description = "Units for Rating"

    @api.model
    def _get_counting_lines(self, line_ids):
        """Those of the lines that have work items.

        :rtype: set[int]
        """
        self.env["bpo.work.item"].flush_model(["contract_line_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.id
                  FROM unnest(%s::int[]) AS line(id)
                 WHERE EXISTS (SELECT FROM bpo_work_item AS item
                                WHERE item.contract_line_id = line.id)
                """,
                list(line_ids),
            )
        )
        return {line_id for [line_id] in rows}

    @api.model
    def _get_units(self, segments, claimed=False):
        """Sums of the segments measured in units.

        :return: list of ``(segment, UnitUsage)``
        """
        return [
            *self._get_sums(segments, "item", self._from_items, claimed),
            *self._get_sums(segments, "output", self._from_output, claimed),
        ]

    @api.model
    def _get_sums(self, segments, measure, source, claimed):
        chosen = {each.index: each for each in segments if each.measure == measure}
        if not chosen:
            return []
        # as text: a number would come as a float, and 1.15 would be a little less
        rows = self.env.execute_query(
            SQL(
                """
                SELECT seg.index, count(*), sum(counted.accepted)::text,
                       sum(counted.measured)::text
                  FROM %s
                 GROUP BY seg.index
                 ORDER BY seg.index
                """,
                source(list(chosen.values()), claimed),
            )
        )
        return [
            (
                chosen[index],
                UnitUsage(
                    key=(*chosen[index].key, 0),
                    line_id=chosen[index].line_id,
                    day=chosen[index].period.date_from,
                    quantity=Decimal(accepted),
                    measured=Decimal(measured),
                    count=count,
                ),
            )
            for index, count, accepted, measured in rows
        ]

    @api.model
    def _from_items(self, segments, claimed, goals=None):
        """FROM over ``seg``, ``item`` and its ``counted`` quantities."""
        goals = goals or {}
        self.env["bpo.work.item"].flush_model()
        return SQL(
            """
            unnest(%s::int[], %s::int[], %s::timestamp[], %s::timestamp[], %s::int[])
                AS seg(index, line_id, utc_from, utc_to, goal)
              JOIN bpo_work_item AS item
                ON item.contract_line_id = seg.line_id
               AND item.accepted_at >= seg.utc_from
               AND item.accepted_at < seg.utc_to
               AND item.state = 'accepted'
               AND %s
             CROSS JOIN LATERAL (
                SELECT COALESCE(
                           NULLIF(item.accepted_quantity, 0), item.quantity
                       )::numeric AS accepted,
                       item.quantity::numeric AS measured
             ) AS counted
            """,
            [segment.index for segment in segments],
            [segment.line_id for segment in segments],
            [segment.utc_from for segment in segments],
            [segment.utc_to for segment in segments],
            [goals.get(segment.index, {}).get("0") for segment in segments],
            claim_condition(ITEM_CLAIM, claimed),
        )

    @api.model
    def _from_output(self, segments, claimed, goals=None):
        """FROM over ``seg``, ``entry`` and its ``counted`` quantities."""
        return SQL(
            """
            %s
               AND COALESCE(entry.bpo_output_quantity, 0) <> 0
             CROSS JOIN LATERAL (
                SELECT entry.bpo_output_quantity::numeric AS accepted,
                       entry.bpo_output_quantity::numeric AS measured
             ) AS counted
            """,
            self.env["bpo.billing.time"]._from_segments(segments, claimed, goals),
        )

    @api.model
    def _claim_segments(self, segments, lines):
        """Claim exactly the unbilled items and output entries of summed segments.

        :param lines: ``{key of a sum: statement line id}``
        :return: number of claims
        """
        items = self._claim_measure(segments, lines, "item", self._from_items)
        return items + self._claim_measure(segments, lines, "output", self._from_output)

    @api.model
    def _claim_measure(self, segments, lines, measure, source):
        goals = {
            key[1]: {"0": line} for key, line in lines.items() if key[0] == measure
        }
        if not goals:
            return 0
        kind, alias = ("item", "item") if measure == "item" else ("time", "entry")
        chosen = [each for each in segments if each.index in goals]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO bpo_claim (kind, source_id, statement_line_id)
                SELECT %s, %s, seg.goal
                  FROM %s
                 ORDER BY 2
                """,
                kind,
                SQL.identifier(alias, "id"),
                source(chosen, False, goals),
            )
        )
        return self.env.cr.rowcount
