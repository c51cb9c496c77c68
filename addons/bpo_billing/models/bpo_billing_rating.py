"""From dues to rated charges: terms, usage, core, service credits, late work."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from odoo import api, models

from ..rating import Charge, Notice, Refusal, rate_contract
from ..rating.money import round_half_up
from ..rating.prorate import contract_share
from ..rating.terms import ZERO
from ..schedule import Due
from .bpo_billing_terms import decimal

FEE_KINDS = ("fixed", "fte")


@dataclass(slots=True)
class Outcome:
    """What one due costs, or why it cannot be billed.

    ``share`` is the part of a whole billing period that is billed, by calendar days,
    and ``minimum`` the contract's minimum for it.
    """

    due: Due
    charges: list[Charge] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    minimum: Decimal = ZERO
    share: Fraction = Fraction(1)


class BpoBillingRating(models.AbstractModel):
    """Collects and rates a batch of dues."""

    _name = "bpo.billing.rating"
    _description = "Rating of Dues"

    @api.model
    def _rate(self, contracts, dues, late_dues=()):
        """Rate all dues of a batch of contracts.

        :param contracts: elevated contracts
        :param dues: list of Due, numbered
        :param late_dues: billed periods with late work, as dues of their own
        :return: ``(list of Outcome, Batch)``
        """
        late_service = self.env["bpo.billing.late"]
        owing = {due.contract_id for due in dues}
        late_dues = [due for due in late_dues if due.contract_id in owing]
        for index, due in enumerate(late_dues):
            due.index = index
        terms = self.env["bpo.billing.terms"]._get_terms(contracts, [*dues, *late_dues])
        batch = self.env["bpo.billing.usage"]._collect(dues, terms)
        billed_fees = self._get_billed_fees(dues)
        by_id = contracts.grouped("id")
        outcomes = [
            self._rate_due(by_id[due.contract_id], due, terms, batch, billed_fees)
            for due in dues
        ]
        self._add_late(outcomes, late_service._rate(late_dues, terms, batch))
        return outcomes, batch

    @api.model
    def _rate_due(self, contract, due, terms, batch, billed_fees):
        """Rate one due, with its service credits.

        :param billed_fees: ``{(contract id, first day): fees}``, extended
        """
        usage = batch.usages[due.index]
        slot = due.slot
        if slot.usage_period and slot.usage_period != slot.fee_period:
            key = due.contract_id, slot.usage_period.date_from
            usage.billed_before = billed_fees.get(key, ZERO)
        known = self.env["bpo.billing.terms"]._get_terms_in(
            contract, terms[due.contract_id], slot.usage_period
        )
        result = rate_contract(
            known, usage.freeze(), slot.usage_period, slot.fee_period
        )
        if slot.fee_period:
            billed_fees[due.contract_id, slot.fee_period.date_from] = sum(
                (c.amount for c in result.charges if c.kind in FEE_KINDS), ZERO
            )
        outcome = Outcome(
            due, list(result.charges), list(result.refusals), list(result.notices)
        )
        self._set_minimum(outcome, known)
        if not outcome.refusals and slot.usage_period:
            outcome.charges += self.env["bpo.billing.credits"]._get_charges(
                contract, slot.usage_period, result
            )
        return outcome

    @api.model
    def _set_minimum(self, outcome, terms):
        """Note the share of a whole period and its minimum; a correction has none."""
        part = outcome.due.slot.usage_period or outcome.due.slot.fee_period
        if not part:
            outcome.share = Fraction(0)
            return
        share = contract_share(terms, part)
        outcome.share = Fraction(share.days, share.of)
        outcome.minimum = round_half_up(
            Fraction(terms.minimum_commitment) * outcome.share, terms.rounding
        )

    @api.model
    def _add_late(self, outcomes, late):
        """Late work goes on the first statement of its contract."""
        for outcome in outcomes:
            for result in late.pop(outcome.due.contract_id, ()):
                outcome.charges += result.charges
                outcome.refusals += result.refusals

    @api.model
    def _get_billed_fees(self, dues):
        """Fees billed in advance for the usage periods of the dues.

        :return: ``{(contract id, first day): Decimal}``
        """
        advance = [
            due
            for due in dues
            if due.slot.usage_period and due.slot.usage_period != due.slot.fee_period
        ]
        fees = defaultdict(lambda: ZERO)
        if not advance:
            return fees
        lines = (
            self.env["bpo.statement.line"]
            .sudo()
            .search_fetch(
                [
                    ("contract_id", "in", list({due.contract_id for due in advance})),
                    ("state", "in", ("invoiced", "disputed")),
                    ("kind", "in", FEE_KINDS),
                ],
                ["contract_id", "date_from", "amount"],
            )
        )
        for line in lines:
            fees[line.contract_id.id, line.date_from] += decimal(line.amount)
        return fees
