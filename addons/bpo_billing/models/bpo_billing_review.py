"""Statements held for review, and compared with what was agreed."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ..rating import Period
from ..rating.terms import ZERO
from ..reviewing import (
    Capacity,
    find_changes,
    find_overtime,
    find_zero_rates,
    per_full_period,
    sums_by_line,
)
from .bpo_billing_statements import QUIET
from .bpo_billing_terms import decimal

HELD = "bpo_billing.mail_activity_held"
OVER_BUDGET = "bpo_billing.mail_activity_over_budget"
# an agent without working hours can work at any time
ALWAYS = Decimal(24 * 7)


@dataclass(slots=True)
class Limits:
    """From where on a contract's statement is unusual; zero: never."""

    change: Decimal
    capacity: Decimal
    zero_rate: bool


class BpoBillingReview(models.AbstractModel):
    """Looks at rated drafts; what is unusual waits for a person, the others go on."""

    _name = "bpo.billing.review"
    _description = "Review of Statements"

    @api.model
    def _hold(self, contracts, outcomes):
        """Hold the statements with something unusual, and later ones of the contract.

        Once released they go on as long as the figures are the same.

        :param contracts: elevated contracts
        :param outcomes: rated dues whose lines are written
        :return: the outcomes that go on
        """
        self._compare(contracts, outcomes)
        found = self._find(contracts, outcomes)
        statements = (
            self.env["bpo.statement"]
            .sudo()
            .with_context(**QUIET)
            .browse([outcome.due.statement_id for outcome in outcomes])
        )
        held, going = {}, []
        for outcome, statement in zip(outcomes, statements, strict=True):
            unusual = found.get(outcome.due.statement_id, [])
            first = held.get(outcome.due.contract_id)
            if first:
                statement._wait_for(first)
            elif not statement._set_unusual(unusual):
                going.append(outcome)
                continue
            held.setdefault(outcome.due.contract_id, statement)
        return going

    @api.model
    def _find(self, contracts, outcomes):
        """What is unusual: ``{statement id: list of Unusual}``."""
        limits = {each.id: self._get_limits(each) for each in contracts}
        previous = self._get_previous(limits, outcomes)
        capacities = self._get_capacities(limits)
        by_id = contracts.grouped("id")
        found = {}
        for outcome in outcomes:
            due, limit = outcome.due, limits[outcome.due.contract_id]
            contract = by_id[due.contract_id]
            unusual = self._find_changes(contract, outcome, limit, previous)
            if limit.zero_rate:
                free = self._get_free(contract)
                unusual += find_zero_rates(outcome.charges, free)
            if due.slot.usage_period:
                unusual += find_overtime(
                    outcome.charges,
                    capacities[contract.id],
                    due.slot.usage_period,
                    limit.capacity,
                )
            if unusual:
                found[due.statement_id] = unusual
        return found

    @api.model
    def _get_limits(self, contract):
        """The limits of a contract: its own, else the company's."""
        company = contract.company_id
        change = contract.bpo_hold_change_percent or company.bpo_hold_change_percent
        return Limits(
            change=decimal(change),
            capacity=decimal(company.bpo_hold_capacity_percent),
            zero_rate=company.bpo_hold_zero_rate,
        )

    @api.model
    def _find_changes(self, contract, outcome, limit, previous):
        """Changes against the previous statement, per whole period."""
        due = outcome.due
        if due.statement_id not in previous:
            return []
        period, before = previous[due.statement_id]
        rhythm = contract.billing_frequency
        now = sums_by_line(outcome.charges)
        return find_changes(
            {key: per_full_period(now[key], due.period, rhythm) for key in now},
            {key: per_full_period(before[key], period, rhythm) for key in before},
            limit.change,
        )

    @api.model
    def _get_previous(self, limits, outcomes):
        """The amounts of the contract's statement before each, in one query.

        :return: ``{statement id: (Period, {service id or None: Decimal})}``
        """
        ids = [
            outcome.due.statement_id
            for outcome in outcomes
            if limits[outcome.due.contract_id].change > ZERO
            and outcome.due.slot.reason == "regular"
        ]
        found = {}
        if not ids:
            return found
        self.env["bpo.statement"].flush_model()
        self.env["bpo.statement.line"].flush_model()
        for statement_id, first, last, line_id, amount in self.env.execute_query(
            SQL(
                """
                SELECT s.id, p.date_from, p.date_to, l.contract_line_id, sum(l.amount)
                  FROM bpo_statement AS s
            CROSS JOIN LATERAL (
                        SELECT id, date_from, date_to
                          FROM bpo_statement
                         WHERE contract_id = s.contract_id AND reason = 'regular'
                           AND state <> 'cancelled' AND date_from < s.date_from
                         ORDER BY date_from DESC
                         LIMIT 1
                       ) AS p
                  JOIN bpo_statement_line AS l
                    ON l.statement_id = p.id AND NOT COALESCE(l.is_manual, FALSE)
                 WHERE s.id = ANY(%s)
                 GROUP BY s.id, p.date_from, p.date_to, l.contract_line_id
                """,
                ids,
            )
        ):
            entry = found.setdefault(statement_id, (Period(first, last), {}))
            entry[1][line_id] = decimal(float(amount))
        return found

    @api.model
    def _get_capacities(self, limits):
        """Working time of the assigned agents: ``{contract id: list of Capacity}``."""
        result = defaultdict(list)
        wanted = [key for key, limit in limits.items() if limit.capacity > ZERO]
        if not wanted:
            return result
        assignments = self.env["bpo.assignment"].sudo().with_context(active_test=False)
        for each in assignments.search([("contract_id", "in", wanted)]):
            employee = each.employee_id
            calendar = (
                employee.resource_calendar_id
                or employee.company_id.resource_calendar_id
            )
            result[each.contract_id.id].append(
                Capacity(
                    decimal(calendar.hours_per_week) or ALWAYS,
                    decimal(each.allocation_percent),
                    each.date_start,
                    each.date_end or None,
                )
            )
        return result

    @api.model
    def _get_free(self, contract):
        """Services that may cost nothing: said so, or with a free quantity."""
        return frozenset(
            contract.line_ids.filtered(
                lambda line: (
                    line.bpo_is_free
                    or (line.pricing_model == "unit" and line.included_quantity)
                    or line.tier_mode not in (False, "none")
                )
            ).ids
        )

    @api.model
    def _compare(self, contracts, outcomes):
        """Note the minimum and the budget of the days billed; warn above the budget."""
        by_id = contracts.grouped("id")
        for outcome in outcomes:
            contract = by_id[outcome.due.contract_id]
            if not (outcome.minimum or contract.bpo_budget):
                continue
            statement = self._get_quiet(outcome)
            budget = contract.currency_id.round(
                contract.bpo_budget * float(outcome.share)
            )
            statement.minimum_amount = float(outcome.minimum)
            statement.budget_amount = budget
            self._warn_budget(statement)

    @api.model
    def _get_quiet(self, outcome):
        statements = self.env["bpo.statement"].sudo().with_context(**QUIET)
        return statements.browse(outcome.due.statement_id)

    @api.model
    def _warn_budget(self, statement):
        """One activity while a statement is above the client's budget."""
        above = statement.budget_amount and statement.budget_left < 0
        if above == statement.is_over_budget:
            return
        statement.is_over_budget = above
        if above:
            statement._schedule_review(
                OVER_BUDGET,
                self.env._(
                    "%(amount)s is above the client's budget of %(budget)s.",
                    amount=statement._format_amount(statement.amount_untaxed),
                    budget=statement._format_amount(statement.budget_amount),
                ),
                deadline=fields.Date.context_today(self),
            )
        else:
            statement._drop_reviews(OVER_BUDGET)
