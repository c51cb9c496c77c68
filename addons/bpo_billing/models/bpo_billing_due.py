"""Which statements are due."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..rating import Period
from ..rating.periods import Slot
from ..rating.terms import ONE_DAY
from ..schedule import Calendar, Due, due_slots

BILLED_STATES = ("active", "suspended", "closed")


class BpoBillingDue(models.AbstractModel):
    """Finds the statements a contract owes up to a day."""

    _name = "bpo.billing.due"
    _description = "Due Statements"

    @api.model
    def _get_contracts(self, company, date_to, contracts=None):
        """Contracts that may have something to bill up to ``date_to``.

        :param contracts: only these, where given
        :rtype: bpo.contract
        """
        domain = Domain(
            [
                ("company_id", "=", company.id),
                ("state", "in", BILLED_STATES),
                ("date_start", "<=", date_to + ONE_DAY),
            ]
        )
        if contracts:
            domain &= Domain("id", "in", contracts.ids)
        model = self.env["bpo.contract"].sudo().with_context(active_test=False)
        return model.search(domain, order="id")

    @api.model
    def _get_dues(self, contracts, date_to):
        """The statements to make, in order of contract and day.

        A period that ends on ``date_to`` is due, as are the fees in advance of the one
        that begins the day after.

        :param contracts: elevated contracts
        :rtype: list[Due]
        """
        covered, finals = self._get_covered(contracts)
        until = date_to + ONE_DAY
        dues = []
        for contract in contracts:
            slots = due_slots(
                self._get_calendar(contract),
                until,
                covered[contract.id],
                frozenset(finals[contract.id]),
            )
            dues += [Due(contract.id, slot) for slot in slots]
        for index, due in enumerate(dues):
            due.index = index
        return dues

    @api.model
    def _get_owing(self, contracts, date_to):
        """Those of the contracts that may have something due: not billed up to
        ``date_to`` or their end, or with a hole in what is billed.
        """
        days = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT contract_id, sum(date_to - date_from + 1)
                      FROM bpo_statement
                     WHERE contract_id = ANY(%s) AND reason = 'regular'
                       AND state IN ('invoiced', 'disputed')
                     GROUP BY contract_id
                    """,
                    contracts.ids,
                )
            )
        )
        return contracts.filtered(
            lambda each: self._may_owe(each, date_to, days.get(each.id, 0))
        )

    @api.model
    def _may_owe(self, contract, date_to, days):
        """Whether a contract with ``days`` billed days can have something due."""
        last = contract.bpo_billed_until
        if contract.billing_timing == "advance" or not last:
            return True
        goal = min(filter(None, (contract.date_end, date_to)))
        start = self._get_calendar(contract).start
        return last < goal or days < (last - start).days + 1

    @api.model
    def _get_corrections(self, contracts, dues, late_dues, date_to):
        """Statements for late work of contracts that have ended and owe nothing else.

        :return: list of Due, numbered on from ``dues``
        """
        owing = {due.contract_id for due in dues}
        late = {due.contract_id for due in late_dues} - owing
        corrections = []
        for contract in contracts.filtered(lambda each: each.id in late):
            if contract.date_end and contract.date_end < date_to:
                period = Period(contract.date_end + ONE_DAY, date_to)
                slot = Slot(period, date_to + ONE_DAY, None, None, "correction")
                index = len(dues) + len(corrections)
                corrections.append(Due(contract.id, slot, index=index))
        return corrections

    @api.model
    def _get_calendar(self, contract):
        """The billing rhythm of a contract."""
        start = contract.date_start
        if contract.bpo_billing_start:
            start = max(start, contract.bpo_billing_start)
        return Calendar(
            frequency=contract.billing_frequency,
            timing=contract.billing_timing,
            start=start,
            end=contract.date_end or None,
        )

    @api.model
    def _get_covered(self, contracts):
        """Periods with an invoiced statement: ``(regular by contract, finals)``."""
        covered, finals = defaultdict(list), defaultdict(set)
        rows = (
            self.env["bpo.statement"]
            .sudo()
            ._read_group(
                [
                    ("contract_id", "in", contracts.ids),
                    ("state", "in", ("invoiced", "disputed")),
                    ("reason", "in", ("regular", "final")),
                ],
                ["contract_id", "reason", "date_from:day", "date_to:day"],
            )
        )
        for contract, reason, date_from, date_to in rows:
            period = Period(
                fields.Date.to_date(date_from), fields.Date.to_date(date_to)
            )
            if reason == "regular":
                covered[contract.id].append(period)
            else:
                finals[contract.id].add(period.date_to)
        return covered, finals
