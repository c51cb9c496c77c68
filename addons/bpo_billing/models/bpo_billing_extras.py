"""Costs passed through, milestones and assigned agents of a batch of dues."""

from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from ..rating import Expense, FteShare, Milestone
from .bpo_billing_terms import decimal


class BpoBillingExtras(models.AbstractModel):
    """Collects what comes in dozens, not in thousands, by the ORM.

    A cost or milestone of an earlier period that was not billed yet goes on the next
    statement as it is: it has a price of its own, whatever its period.
    """

    _name = "bpo.billing.extras"
    _description = "Other Usage for Rating"

    @api.model
    def _collect_expenses(self, batch, dues, claimed):
        """Approved costs up to the end of each due's usage period."""
        found = self._search_sources(
            "bpo.expense", "date", Domain("state", "=", "approved"), dues, claimed
        )
        for due, expense in self._allot(found, "date", dues, claimed):
            batch.usages[due.index].expenses.append(
                Expense(
                    key=("expense", expense.id),
                    line_id=expense.contract_line_id.id,
                    day=expense.date,
                    amount=decimal(expense.amount),
                    name=expense.name,
                    evidence=expense.evidence or "",
                )
            )

    @api.model
    def _collect_milestones(self, batch, dues, claimed):
        """Billable milestones up to the end of each due's usage period."""
        found = self._search_sources(
            "bpo.milestone", "billable_on", Domain.TRUE, dues, claimed
        )
        for due, milestone in self._allot(found, "billable_on", dues, claimed):
            batch.usages[due.index].milestones.append(
                Milestone(
                    key=("milestone", milestone.id),
                    line_id=milestone.contract_line_id.id,
                    day=milestone.billable_on,
                    name=milestone.name,
                    amount=decimal(milestone.amount) if milestone.amount else None,
                )
            )

    @api.model
    def _search_sources(self, model, day, domain, dues, claimed):
        """Sources of the dues' contracts up to their last day."""
        if not dues:
            return self.env[model].sudo()
        last = max(due.slot.usage_period.date_to for due in dues)
        domain &= Domain(
            [
                ("contract_id", "in", list({due.contract_id for due in dues})),
                (day, "<=", last),
                ("bpo_is_billed", "=", bool(claimed)),
            ]
        )
        return self.env[model].sudo().search(domain, order=f"{day}, id")

    @api.model
    def _allot(self, sources, day, dues, claimed):
        """Each source with the due it belongs to: the first that ends on or after it.

        What is billed already belongs to its own period only.
        """
        by_contract = defaultdict(list)
        for due in sorted(dues, key=lambda each: each.slot.usage_period):
            by_contract[due.contract_id].append(due)
        for source in sources:
            for due in by_contract[source.contract_id.id]:
                period = due.slot.usage_period
                if source[day] <= period.date_to:
                    if not claimed or source[day] in period:
                        yield due, source
                    break

    @api.model
    def _collect_shares(self, usages, dues, terms):
        """Agents assigned to lines of pricing ``fte``, for the fees of each due.

        An assignment without services covers all of them; it counts for the one line
        by assignment, or for the first of several.

        :param usages: ``{due index: Collected}``, extended
        """
        lines = self._get_fte_lines(dues, terms)
        if not lines:
            return
        assignments = (
            self.env["bpo.assignment"]
            .sudo()
            .search([("contract_id", "in", list(lines))], order="id")
        )
        by_contract = assignments.grouped("contract_id")
        shares = {
            contract.id: [
                self._get_share(assignment, lines[contract.id])
                for assignment in by_contract[contract]
            ]
            for contract in by_contract
        }
        for due in dues:
            usages[due.index].fte_shares += filter(
                None, shares.get(due.contract_id, ())
            )

    @api.model
    def _get_fte_lines(self, dues, terms):
        """``{contract id: ids of its lines by assignment}``."""
        lines = {}
        for contract_id in {due.contract_id for due in dues}:
            found = [
                line.line_id
                for line in terms[contract_id].lines
                if line.pricing_model == "fte" and line.fte_basis == "assignment"
            ]
            if found:
                lines[contract_id] = found
        return lines

    @api.model
    def _get_share(self, assignment, line_ids):
        named = [line_id for line_id in line_ids if line_id in assignment.line_ids.ids]
        if assignment.line_ids and not named:
            return None
        return FteShare(
            line_id=(named or line_ids)[0],
            allocation_percent=decimal(assignment.allocation_percent),
            date_from=assignment.date_start,
            date_to=assignment.date_end or None,
            employee_id=assignment.employee_id.id,
            job_id=assignment.job_id.id or None,
        )
