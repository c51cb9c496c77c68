"""What is earned and not billed, and what is billed and not earned, on a day."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from odoo import api, models
from odoo.tools import SQL

from ..accruing import days_after, earned_slots
from ..rating import Period, rate_contract, round_half_up
from ..rating.periods import Slot
from ..schedule import Due
from .bpo_billing_audit import LIVE
from .bpo_billing_terms import decimal


@dataclass(frozen=True, slots=True)
class Portion:
    """An amount of one service in the contract's currency.

    ``line_id`` is None for the contract as a whole, ``account_id`` where no invoice
    names the income account yet.
    """

    line_id: int | None
    account_id: int | None
    name: str
    amount: Decimal


class BpoBillingAccrual(models.AbstractModel):
    """Rates unbilled work as a run would, and splits billed charges by day."""

    _name = "bpo.billing.accrual"
    _inherit = ["bpo.refusal.words.mixin"]
    _description = "Accruals and Deferrals"

    @api.model
    def _get_accrued(self, contracts, day):
        """Work and fees up to ``day`` that no invoice of up to ``day`` contains.

        :param contracts: elevated contracts
        :return: ``({contract id: list of Portion}, {contract id: reason})``; a
            contract with a reason cannot be rated
        """
        portions, reasons = self._rate_unbilled(contracts, day)
        for row in self._read_billed_later(contracts, day):
            contract_id, line_id, account_id, name, amount, first, last, quantum = row
            share = 1 - days_after(Period(first, last), day)
            self._add(
                portions[contract_id], line_id, account_id, name, amount, share, quantum
            )
        return portions, reasons

    @api.model
    def _get_deferred(self, contracts, day):
        """What posted invoices of up to ``day`` charge for later days.

        Example: a fee of 3,000.00 for January to March, invoiced on 1 January: on
        31 January 59 of 90 days are to come, 1,966.67.

        :return: ``{contract id: list of Portion}``
        """
        portions = defaultdict(list)
        for row in self._read_unearned(contracts, day):
            contract_id, line_id, account_id, name, amount, first, last, quantum = row
            share = days_after(Period(first, last), day)
            self._add(
                portions[contract_id], line_id, account_id, name, amount, share, quantum
            )
        return portions

    @api.model
    def _add(self, portions, line_id, account_id, name, amount, share, quantum):
        """Append a share of an amount, rounded once."""
        value = round_half_up(Fraction(decimal(amount)) * share, decimal(quantum))
        if value:
            portions.append(Portion(line_id, account_id, name, value))

    @api.model
    def _rate_unbilled(self, contracts, day):
        """Rate all unbilled work up to ``day``, and late work of billed periods."""
        dues, whole = self._get_dues(contracts, day)
        late_service = self.env["bpo.billing.late"]
        flagged = contracts.browse(sorted(late_service._get_flagged(contracts)))
        late_dues = [
            due
            for due in late_service._get_late_dues(flagged, dues)
            if due.period.date_to <= day
        ]
        terms = self.env["bpo.billing.terms"]._get_terms(contracts, dues + late_dues)
        batch = self.env["bpo.billing.usage"]._collect(dues, terms)
        fees = self.env["bpo.billing.rating"]._get_billed_fees(dues)
        portions, reasons = defaultdict(list), {}
        by_id = contracts.grouped("id")
        for due in dues:
            result = self._rate_due(by_id, due, whole, terms, batch, fees)
            self._take(due.contract_id, result, portions, reasons)
        for contract_id, results in late_service._rate(late_dues, terms, batch).items():
            for result in results:
                self._take(contract_id, result, portions, reasons)
        for contract_id in reasons:
            portions.pop(contract_id, None)
        return portions, reasons

    @api.model
    def _get_dues(self, contracts, day):
        """What each contract would be billed if its periods ended on ``day``.

        :return: ``(list of Due, indexes of those whose service levels count)``
        """
        due_service = self.env["bpo.billing.due"]
        covered, finals = due_service._get_covered(contracts)
        dues, whole = [], set()
        for contract in contracts:
            calendar = due_service._get_calendar(contract)
            slots = earned_slots(
                calendar, day, covered[contract.id], frozenset(finals[contract.id])
            )
            for earned in slots:
                if earned.is_whole:
                    whole.add(len(dues))
                dues.append(Due(contract.id, earned.slot, index=len(dues)))
        return dues, whole

    @api.model
    def _rate_due(self, by_id, due, whole, terms, batch, fees):
        """Rate one due; service levels are settled for whole periods only."""
        if due.index in whole:
            return self.env["bpo.billing.rating"]._rate_due(
                by_id[due.contract_id], due, terms, batch, fees
            )
        slot: Slot = due.slot
        known = self.env["bpo.billing.terms"]._get_terms_in(
            by_id[due.contract_id], terms[due.contract_id], slot.usage_period
        )
        return rate_contract(
            known,
            batch.usages[due.index].freeze(),
            slot.usage_period,
            slot.fee_period,
        )

    @api.model
    def _take(self, contract_id, result, portions, reasons):
        """Sort the outcome of one due into portions or reasons."""
        for refusal in result.refusals:
            reasons.setdefault(contract_id, self._bpo_say_refusal(refusal))
        portions[contract_id] += [
            Portion(charge.line_id, None, charge.name, charge.amount)
            for charge in result.charges
            if charge.amount
        ]

    @api.model
    def _read_billed_later(self, contracts, day):
        """Charges of days up to ``day`` whose invoice is a draft or dated later."""
        return self._read_charges(
            contracts,
            SQL(
                "statement.state IN %s AND line.date_from <= %s"
                " AND (move.state = 'draft' OR move.date > %s)",
                LIVE,
                day,
                day,
            ),
            SQL("TRUE"),
        )

    @api.model
    def _read_unearned(self, contracts, day):
        """Charges of days after ``day`` on invoices posted up to ``day``."""
        return self._read_charges(
            contracts,
            SQL(
                "line.date_to > %s AND move.state = 'posted' AND move.date <= %s",
                day,
                day,
            ),
            SQL("credit_move.date <= %s", day),
        )

    @api.model
    def _read_charges(self, contracts, condition, credits_condition):
        """``(contract, service, account, name, amount, first, last, rounding)``.

        The amount is what is left after posted credit notes.
        """
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                SELECT line.contract_id, line.contract_line_id, native.account_id,
                       line.name,
                       line.amount * (1 - COALESCE(credit.subtotal, 0)
                           / native.price_subtotal),
                       line.date_from, line.date_to, currency.rounding
                  FROM bpo_statement_line AS line
                  JOIN bpo_statement AS statement ON statement.id = line.statement_id
                  JOIN res_currency AS currency ON currency.id = statement.currency_id
                  JOIN account_move_line AS native ON native.id = line.move_line_id
                   AND native.price_subtotal != 0
                  JOIN account_move AS move ON move.id = native.move_id
             LEFT JOIN LATERAL (
                        SELECT sum(item.price_subtotal) AS subtotal
                          FROM account_move AS credit_move
                          JOIN account_move_line AS item
                            ON item.move_id = credit_move.id
                         WHERE credit_move.reversed_entry_id = move.id
                           AND credit_move.state = 'posted'
                           AND item.bpo_statement_line_id = native.bpo_statement_line_id
                           AND %s
                       ) AS credit ON TRUE
                 WHERE line.contract_id = ANY(%s) AND line.amount != 0 AND %s
                 ORDER BY line.id
                """,
                credits_condition,
                contracts.ids,
                condition,
            )
        )
