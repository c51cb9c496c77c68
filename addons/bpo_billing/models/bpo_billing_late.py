"""Work approved after its period was billed."""

from collections import defaultdict
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..rating import Period, rate_late
from ..rating.periods import Slot
from ..rating.terms import ONE_DAY
from ..schedule import Due, period_of
from .bpo_billing_time import BILLABLE, CLAIM
from .bpo_billing_units import ITEM_CLAIM

# A transaction that began before the last billing may have committed after it.
MARGIN = timedelta(days=1)


class BpoBillingLate(models.AbstractModel):
    """Finds late work and charges the difference it makes to its own period."""

    _name = "bpo.billing.late"
    _description = "Late Work"

    @api.model
    def _get_flagged(self, contracts):
        """Contracts with approved, unbilled work in days that are billed already.

        One pass over what changed since the last billing of each contract.

        :return: set of contract ids
        """
        if not contracts:
            return set()
        self.env["account.analytic.line"].flush_model()
        self.env["bpo.work.item"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                WITH due AS MATERIALIZED (
                    SELECT id, bpo_billed_until, tz, bpo_billed_at - %(margin)s AS since
                      FROM bpo_contract
                     WHERE id = ANY(%(ids)s) AND bpo_billed_until IS NOT NULL
                )
                SELECT due.id
                  FROM due
                  JOIN account_analytic_line AS entry
                    ON entry.bpo_contract_id = due.id
                   AND entry.date <= due.bpo_billed_until
                   AND entry.write_date >= due.since
                  JOIN bpo_contract_line AS line
                    ON line.id = entry.bpo_contract_line_id
                   AND (line.pricing_model IN ('time', 'fixed', 'fte')
                        OR COALESCE(entry.bpo_output_quantity, 0) <> 0)
                 WHERE entry.write_date >= (SELECT min(since) FROM due)
                   AND %(billable)s
                   AND NOT %(claim)s
                 UNION
                SELECT due.id
                  FROM due
                  JOIN bpo_work_item AS item
                    ON item.contract_id = due.id
                   AND item.write_date >= due.since
                   AND item.state = 'accepted'
                   AND (item.accepted_at AT TIME ZONE 'UTC' AT TIME ZONE due.tz)::date
                       <= due.bpo_billed_until
                 WHERE item.write_date >= (SELECT min(since) FROM due)
                   AND NOT %(item_claim)s
                """,
                margin=MARGIN,
                ids=contracts.ids,
                billable=BILLABLE,
                claim=CLAIM,
                item_claim=ITEM_CLAIM,
            )
        )
        return {contract_id for [contract_id] in rows}

    @api.model
    def _get_late_dues(self, contracts, dues):
        """The billed periods that have late work, as dues of their own.

        :param contracts: flagged contracts
        :param dues: what is due now; days from the first one on are not late
        :return: list of Due, numbered from 0
        """
        if not contracts:
            return []
        covered, _finals = self.env["bpo.billing.due"]._get_covered(contracts)
        found = defaultdict(set)
        for contract_id, day in self._get_late_days(contracts, covered, dues):
            period = period_of(sorted(covered[contract_id]), day)
            if period:
                found[contract_id].add(period)
        return [
            Due(
                contract_id,
                Slot(period, period.date_to + ONE_DAY, period, period),
                index=index,
            )
            for index, (contract_id, period) in enumerate(
                (contract_id, period)
                for contract_id in sorted(found)
                for period in sorted(found[contract_id])
            )
        ]

    @api.model
    def _get_late_days(self, contracts, covered, dues):
        """``(contract id, day)`` of unbilled work before what is due now."""
        before = {}
        for due in dues:
            if due.slot.usage_period:
                first = due.slot.usage_period.date_from
                known = before.get(due.contract_id, first)
                before[due.contract_id] = min(known, first)
        limits = {
            contract.id: before.get(
                contract.id,
                self._get_open_day(contract, covered[contract.id]),
            )
            for contract in contracts
        }
        return self.env.execute_query(
            SQL(
                """
                SELECT due.id, entry.date
                  FROM unnest(%(ids)s::int[], %(days)s::date[]) AS due(id, before)
                  JOIN account_analytic_line AS entry
                    ON entry.bpo_contract_id = due.id AND entry.date < due.before
                 WHERE %(billable)s AND NOT %(claim)s
                 UNION
                SELECT due.id, accepted.day
                  FROM unnest(%(ids)s::int[], %(days)s::date[]) AS due(id, before)
                  JOIN bpo_contract AS contract ON contract.id = due.id
                  JOIN bpo_work_item AS item ON item.contract_id = due.id
                 CROSS JOIN LATERAL (
                    SELECT (item.accepted_at AT TIME ZONE 'UTC'
                            AT TIME ZONE contract.tz)::date AS day
                 ) AS accepted
                 WHERE item.state = 'accepted' AND NOT %(item_claim)s
                   AND item.accepted_at < due.before + 1
                   AND accepted.day < due.before
                """,
                ids=list(limits),
                days=list(limits.values()),
                billable=BILLABLE,
                claim=CLAIM,
                item_claim=ITEM_CLAIM,
            )
        )

    @api.model
    def _get_open_day(self, contract, covered):
        """First day whose usage is on no statement, where nothing is due now."""
        last = max(covered, default=Period(contract.date_start, contract.date_start))
        if contract.billing_timing == "advance" and (
            not contract.date_end or contract.date_end > last.date_to
        ):
            return last.date_from
        return last.date_to + ONE_DAY

    @api.model
    def _rate(self, late_dues, terms, batch):
        """Rate late work.

        :param late_dues: from ``_get_late_dues``
        :param batch: collection of the regular dues; the late segments join it, so
            that their work can be claimed
        :return: ``{contract id: list of RatingResult}``
        """
        results = defaultdict(list)
        if not late_dues:
            return results
        usage = self.env["bpo.billing.usage"]
        late = usage._collect(late_dues, terms, False, first_index=len(batch.segments))
        billed = usage._collect(late_dues, terms, True)
        credited = self.env["bpo.billing.credited"]._get_amounts(late_dues)
        batch.segments += late.segments
        batch.counts |= late.counts
        for due in late_dues:
            work = late.usages[due.index]
            # costs, milestones and savings are billed as such, whatever their period
            work.expenses, work.milestones, work.savings = [], [], []
            if work:
                contract = self.env["bpo.contract"].sudo().browse(due.contract_id)
                known = self.env["bpo.billing.terms"]._get_terms_in(
                    contract, terms[due.contract_id], due.period
                )
                work.pool_history, work.fte_shares = [], []
                results[due.contract_id].append(
                    rate_late(
                        known,
                        billed.usages[due.index].freeze(),
                        work.freeze(),
                        due.period,
                        credited.get((due.contract_id, due.period.date_from)),
                    )
                )
        return results
