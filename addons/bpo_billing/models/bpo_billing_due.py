"""Which statements are due."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ..rating import Period
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
        rows = self.env["bpo.statement"].sudo()._read_group(
            [
                ("contract_id", "in", contracts.ids),
                ("state", "in", ("invoiced", "disputed")),
                ("reason", "in", ("regular", "final")),
            ],
            ["contract_id", "reason", "date_from:day", "date_to:day"],
        )
        for contract, reason, date_from, date_to in rows:
            period = Period(fields.Date.to_date(date_from), fields.Date.to_date(date_to))
            if reason == "regular":
                covered[contract.id].append(period)
            else:
                finals[contract.id].add(period.date_to)
        return covered, finals
