"""Which role an agent had for a client on a day: it may decide the rate."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from odoo import api, models

from ..rating.terms import ONE_DAY


@dataclass(slots=True)
class Roles:
    """Roles by contract and employee; callable for a segment.

    ``changes`` lists the days on which some assignment of a contract begins or has
    ended: a sum must not run across them.
    """

    contracts: dict[int, int] = field(default_factory=dict)
    assignments: dict = field(default_factory=lambda: defaultdict(list))
    jobs: dict[int, int | None] = field(default_factory=dict)
    changes: dict[int, tuple[date, ...]] = field(default_factory=dict)

    @staticmethod
    def reads_roles(line):
        """Whether a rate of the line depends on the role."""
        return any(rate.job_id for rate in line.rates)

    def __call__(self, segment, employee_id):
        """The role of the employee in a segment, or None."""
        if not employee_id or segment.line_id not in self.contracts:
            return None
        contract_id = self.contracts[segment.line_id]
        day = segment.period.date_from
        for first, last, line_ids, job_id in self.assignments[contract_id, employee_id]:
            fits = not line_ids or segment.line_id in line_ids
            if fits and first <= day and (last is None or day <= last):
                return job_id
        return self.jobs.get(employee_id)


class BpoBillingRoles(models.AbstractModel):
    """Loads the roles of the contracts that have rates by role."""

    _name = "bpo.billing.roles"
    _description = "Roles for Rating"

    @api.model
    def _load(self, dues, terms):
        """Roles for the lines with rates by role, in two queries.

        :rtype: Roles
        """
        roles = Roles()
        for contract_id in {due.contract_id for due in dues}:
            for line in terms[contract_id].lines:
                if roles.reads_roles(line):
                    roles.contracts[line.line_id] = contract_id
        if not roles.contracts:
            return roles
        contract_ids = sorted(set(roles.contracts.values()))
        assignments = (
            self.env["bpo.assignment"]
            .sudo()
            .with_context(active_test=False)
            .search([("contract_id", "in", contract_ids)])
        )
        days = defaultdict(set)
        # an assignment that names lines is more specific than one for all
        for each in assignments.sorted(lambda a: (not a.line_ids, a.date_start)):
            contract_id = each.contract_id.id
            roles.assignments[contract_id, each.employee_id.id].append(
                (
                    each.date_start,
                    each.date_end or None,
                    frozenset(each.line_ids.ids),
                    each.job_id.id or None,
                )
            )
            days[contract_id].add(each.date_start)
            if each.date_end:
                days[contract_id].add(each.date_end + ONE_DAY)
        roles.changes = {key: tuple(sorted(value)) for key, value in days.items()}
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        for employee in employees.search([("job_id", "!=", False)]):
            roles.jobs[employee.id] = employee.job_id.id
        return roles
