"""Everything done for a batch of dues, in a number of queries that does not grow."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal

from odoo import api, models

from ..collecting import (
    Collected,
    Segment,
    day_bounds,
    measures_of,
    price_segments,
)
from ..rating import PoolPeriod, contract_periods
from ..rating.terms import ONE_DAY


@dataclass(slots=True)
class Batch:
    """What was collected: the segments (to claim by) and the usage of each due."""

    segments: list[Segment] = field(default_factory=list)
    usages: dict[int, Collected] = field(default_factory=lambda: defaultdict(Collected))
    counts: dict = field(default_factory=dict)


class BpoBillingUsage(models.AbstractModel):
    """Collects time, units, expenses, milestones and assignments of many dues."""

    _name = "bpo.billing.usage"
    _description = "Usage for Rating"

    @api.model
    def _collect(self, dues, terms, claimed=False, first_index=0):
        """The usage of each due in its usage period.

        :param dues: list of :class:`~..schedule.Due`
        :param terms: ``{contract id: ContractTerms}``
        :param claimed: False: work on no statement. True: work that is billed.
        :param first_index: number of the first segment; keys of two collections that
            are claimed together must differ
        :rtype: Batch
        """
        batch = Batch()
        others = self.env["bpo.billing.extras"]
        others._collect_shares(batch.usages, dues, terms)
        dues = [due for due in dues if due.slot.usage_period]
        roles = self.env["bpo.billing.roles"]._load(dues, terms)
        batch.segments = self._get_segments(dues, terms, roles, first_index)
        self._collect_time(batch, roles, claimed)
        for segment, unit in self.env["bpo.billing.units"]._get_units(
            batch.segments, claimed
        ):
            batch.usages[segment.due_index].units.append(unit)
            batch.counts[unit.key] = unit.count
        others._collect_expenses(batch, dues, claimed)
        others._collect_milestones(batch, dues, claimed)
        self._collect_pools(batch, dues, terms, roles)
        return batch

    @api.model
    def _collect_time(self, batch, roles, claimed):
        """Sums and single entries."""
        time = self.env["bpo.billing.time"]
        for segment, bucket in time._get_buckets(batch.segments, roles, claimed):
            batch.usages[segment.due_index].buckets.append(bucket)
            batch.counts[bucket.key] = bucket.count
        for segment, entry in time._get_entries(batch.segments, roles, claimed):
            batch.usages[segment.due_index].entries.append(entry)

    @api.model
    def _get_segments(self, dues, terms, roles, first_index):
        """Every stretch of days of every line within which one sum is taken.

        :rtype: list[Segment]
        """
        line_ids = {
            line.line_id for due in dues for line in terms[due.contract_id].lines
        }
        counting = self._get_item_lines(line_ids)
        segments = []
        for due in dues:
            contract = terms[due.contract_id]
            for line in contract.lines:
                for measure in measures_of(line, line.line_id in counting):
                    for segment in self._get_line_segments(
                        due, contract.tz, line, measure, roles
                    ):
                        index = first_index + len(segments)
                        segments.append(replace(segment, index=index))
        return segments

    @api.model
    def _get_line_segments(self, due, tz, line, measure, roles):
        """The segments of one line and measure, not numbered yet."""
        cuts = ()
        if roles.reads_roles(line):
            cuts = roles.changes.get(due.contract_id, ())
        by_employee = measure == "time" and (
            bool(cuts) or any(rate.employee_id or rate.job_id for rate in line.rates)
        )
        for period in price_segments(line, due.slot.usage_period, cuts):
            bounds = (None, None)
            if measure == "item":
                bounds = day_bounds(period, tz)
            yield Segment(
                index=0,
                due_index=due.index,
                line_id=line.line_id,
                period=period,
                measure=measure,
                increment=line.billing_increment,
                minimum=line.minimum_minutes,
                by_employee=by_employee,
                utc_from=bounds[0],
                utc_to=bounds[1],
            )

    @api.model
    def _get_item_lines(self, line_ids):
        """Those of the lines whose units are work items.

        :rtype: set[int]
        """
        lines = self.env["bpo.contract.line"].sudo().browse(sorted(line_ids))
        automatic = lines.filtered(lambda line: line.bpo_count_from == "auto")
        chosen = lines.filtered(lambda line: line.bpo_count_from == "items")
        having = self.env["bpo.billing.units"]._get_counting_lines(automatic.ids)
        return {*chosen.ids, *having}

    @api.model
    def _collect_pools(self, batch, dues, terms, roles):
        """What earlier periods used of included quantities that roll over."""
        past, owners = [], {}
        for due in dues:
            contract = terms[due.contract_id]
            lines = [
                line
                for line in contract.lines
                if line.rollover_periods and line.included_quantity
            ]
            if not lines:
                continue
            for period in self._get_earlier_periods(contract, due):
                for line in lines:
                    for segment in self._get_past_segments(
                        len(past), due, contract.tz, line, period
                    ):
                        past.append(segment)
                        owners[segment.index] = (line, period)
        if past:
            self._add_pool_history(batch, past, owners, roles)

    @api.model
    def _get_earlier_periods(self, contract, due):
        """Billing periods of the contract before the due's."""
        first = due.slot.usage_period.date_from
        return list(
            contract_periods(
                contract.billing_frequency,
                contract.date_start,
                first - ONE_DAY,
                first - ONE_DAY,
            )
        )

    @api.model
    def _get_past_segments(self, index, due, tz, line, period):
        """How the use of a line in an earlier period is summed."""
        counting = self._get_item_lines({line.line_id})
        for offset, measure in enumerate(measures_of(line, line.line_id in counting)):
            hours = measure in ("time", "entry")
            if hours != (line.pool_unit == "hours" and line.pricing_model == "fixed"):
                continue
            bounds = day_bounds(period, tz)
            yield Segment(
                index=index + offset,
                due_index=due.index,
                line_id=line.line_id,
                period=period,
                measure="time" if hours else measure,
                increment=line.billing_increment,
                minimum=line.minimum_minutes,
                utc_from=bounds[0],
                utc_to=bounds[1],
            )

    @api.model
    def _add_pool_history(self, batch, past, owners, roles):
        used = {segment.index: Decimal(0) for segment in past}
        time = self.env["bpo.billing.time"]
        for segment, bucket in time._get_buckets(past, roles, claimed=None):
            used[segment.index] += Decimal(bucket.billable_minutes) / 60
        for segment, unit in self.env["bpo.billing.units"]._get_units(past, None):
            used[segment.index] += unit.quantity
        for segment in past:
            line, period = owners[segment.index]
            batch.usages[segment.due_index].pool_history.append(
                PoolPeriod(line.line_id, period, used[segment.index])
            )

    @api.model
    def _claim(self, batch, lines):
        """Claim all sources of rated charges.

        :param Batch batch: what was collected in this very transaction
        :param lines: ``{key of a source or sum: statement line id}``
        :return: number of claims
        """
        claims = self.env["bpo.claim"].sudo()
        pairs = defaultdict(list)
        for key, line_id in lines.items():
            if key[0] in ("entry", "milestone", "expense", "saving"):
                kind = "time" if key[0] == "entry" else key[0]
                pairs[kind].append((key[1], line_id))
        count = sum(claims._claim(kind, each) for kind, each in pairs.items())
        count += self.env["bpo.billing.time"]._claim_segments(batch.segments, lines)
        count += self.env["bpo.billing.units"]._claim_segments(batch.segments, lines)
        for kind in ("time", "item"):
            claims._forget(kind)
        return count
