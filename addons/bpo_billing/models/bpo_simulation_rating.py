"""Past usage rated twice: under the terms in force and under proposed ones."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal

from odoo import api, fields, models

from ..rating import Charge, Period, rate_contract
from ..rating.periods import Slot
from ..rating.terms import ONE_DAY, ZERO
from ..schedule import Due, period_of
from ..simulating import (
    amounts_by_line,
    is_measured_alike,
    past_periods,
    proposed_terms,
)
from .bpo_billing_terms import decimal

# Service credits depend on the levels reached, not on the terms that are proposed.
NOT_RATED = ("sla_credit", "earn_back")


@dataclass(slots=True)
class Compared:
    """One service (None: the contract's minimum) in one billing period.

    ``billed`` is on statements; ``current`` and ``proposed`` are the same work, billed
    or not, under the terms in force and under the proposed ones.
    """

    contract_id: int
    line_id: int | None
    period: Period
    name: str = ""
    billed: Decimal = ZERO
    current: Decimal = ZERO
    proposed: Decimal = ZERO
    charges: list[Charge] = field(default_factory=list)


class BpoSimulationRating(models.AbstractModel):
    """Rates the past of contracts; writes nothing.

    It uses the collecting and rating of the billing run, with work that is billed and
    work that is not, in a number of queries that does not grow with the work.
    """

    _name = "bpo.simulation.rating"
    _description = "Rating of Simulations"

    @api.model
    def _simulate(self, contracts, span, get_proposal):
        """Compare all billing periods of contracts that end within ``span``.

        :param contracts: elevated contracts
        :param Period span: days
        :param get_proposal: function ``(contract, ContractTerms) -> Proposal``
        :return: ``(list of Compared, list of Refusal)``
        """
        dues = self._get_dues(contracts, span)
        terms = self.env["bpo.billing.terms"]._get_terms(contracts, dues)
        proposals = {
            contract.id: get_proposal(contract, terms[contract.id])
            for contract in contracts
        }
        wanted = {
            key: proposed_terms(terms[key], proposal)
            for key, proposal in proposals.items()
        }
        usages = self._collect(dues, terms)
        others = self._collect_proposed(dues, terms, wanted, usages)
        rows, refusals, periods = [], [], defaultdict(list)
        by_id = contracts.grouped("id")
        for due in dues:
            key = due.contract_id
            proposal = proposals[key]
            known = self.env["bpo.billing.terms"]._get_terms_in(
                by_id[key], terms[key], due.period
            )
            current = rate_contract(known, usages[due.index], due.period)
            full = replace(
                wanted[key],
                lines=wanted[key].lines + proposal.added,
                minimum_commitment=(
                    known.minimum_commitment
                    if proposal.minimum is None
                    else proposal.minimum
                ),
            )
            proposed = rate_contract(full, others[due.index], due.period)
            refused = current.refusals or proposed.refusals
            refusals += refused
            if not refused:
                periods[key].append(due.period)
                rows += self._compare(due, full, current, proposed)
        self._add_billed(rows, periods, contracts, span)
        return rows, refusals

    @api.model
    def _get_dues(self, contracts, span):
        """Every period once: its fees with its own usage, whenever they are billed.

        :rtype: list[Due]
        """
        dues = []
        for contract in contracts:
            calendar = self.env["bpo.billing.due"]._get_calendar(contract)
            for period in past_periods(
                calendar.frequency, calendar.start, calendar.end, span
            ):
                slot = Slot(period, period.date_to + ONE_DAY, period, period)
                dues.append(Due(contract.id, slot, index=len(dues)))
        return dues

    @api.model
    def _collect(self, dues, terms):
        """The usage of each due, billed or not: ``{index: Usage}``."""
        batch = self.env["bpo.billing.usage"]._collect(dues, terms, claimed=None)
        return {due.index: batch.usages[due.index].freeze() for due in dues}

    @api.model
    def _collect_proposed(self, dues, terms, wanted, usages):
        """The usage as the proposed terms measure it.

        Only contracts whose work is counted in another way are collected again.
        """
        again = [
            due
            for due in dues
            if not is_measured_alike(terms[due.contract_id], wanted[due.contract_id])
        ]
        return usages | self._collect(again, wanted) if again else usages

    @api.model
    def _compare(self, due, terms, current, proposed):
        """One row per service that costs anything under either terms."""
        names = {line.line_id: line.name for line in terms.lines}
        before = amounts_by_line(current.charges)
        after = amounts_by_line(proposed.charges)
        for line_id in {**before, **after}:
            charges = after.get(line_id, [])
            shown = charges or before[line_id]
            yield Compared(
                due.contract_id,
                line_id,
                due.period,
                name=names.get(line_id) or shown[0].name,
                current=sum((c.amount for c in before.get(line_id, ())), ZERO),
                proposed=sum((c.amount for c in charges), ZERO),
                charges=charges,
            )

    @api.model
    def _add_billed(self, rows, periods, contracts, span):
        """Note on each row what statements charge for the same period.

        What no row stands for gets one: it was billed, and would cost nothing.

        :param rows: list of Compared, extended
        :param periods: ``{contract id: rated periods in order}``
        """
        index = {(row.contract_id, row.line_id, row.period): row for row in rows}
        for contract, line, day, amount in self._read_billed(contracts, span):
            period = period_of(periods[contract.id], day)
            if not period:
                continue
            key = contract.id, line.id or None, period
            if key not in index:
                name = line.name or self.env._("Other charges")
                index[key] = Compared(*key, name=name)
                rows.append(index[key])
            index[key].billed += decimal(amount)

    @api.model
    def _read_billed(self, contracts, span):
        """``(contract, line, last day, amount)`` of live statements, in one query."""
        rows = (
            self.env["bpo.statement.line"]
            .sudo()
            ._read_group(
                [
                    ("contract_id", "in", contracts.ids),
                    ("state", "in", ("invoiced", "disputed")),
                    ("kind", "not in", NOT_RATED),
                    ("date_to", ">=", span.date_from),
                    ("date_to", "<=", span.date_to),
                ],
                ["contract_id", "contract_line_id", "date_to:day"],
                ["amount:sum"],
            )
        )
        for contract, line, day, amount in rows:
            yield contract, line, fields.Date.to_date(day), amount
