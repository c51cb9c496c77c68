"""Credits and earn-back of a contract's period, for the statement."""

from datetime import timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import fields, models

from ..sla import Caps, credits_of
from .bpo_sla_evaluation_mixin import period_around
from .decimals import to_decimal
from .sla_credit_line import CreditLine


class BpoContract(models.Model):
    """What billing asks about service levels."""

    _inherit = "bpo.contract"

    def _bpo_sla_results(self, date_from, date_to):
        """Measure the period and return its results.

        Several contracts may be given at once. Final and excused results are returned
        as they are.

        :param date_from: first day of the period
        :param date_to: last day of the period, included
        :return: results, elevated
        """
        return self.env["bpo.sla.result"]._bpo_evaluate(self, date_from, date_to)

    def _bpo_sla_credit_lines(self, date_from, date_to, fees_by_line, currency):
        """Return credits and earn-backs of the period as lines of a statement.

        Measures the period, writes the credits to results that are not final and
        notes what was earned back; doing it again gives the same lines. Billing calls
        ``_bpo_finalize`` on the results when the statement is invoiced and
        ``_bpo_reopen`` when it is cancelled.

        :param fees_by_line: the period's fees before credits and tax, by contract
            line id; None holds what belongs to no line
        :param currency: the statement's currency, which rounds the amounts
        :rtype: list[CreditLine]
        """
        self.ensure_one()
        if not self.sudo().sla_ids:
            return []
        quantum = Decimal(1).scaleb(-currency.decimal_places)
        results = self._bpo_sla_results(date_from, date_to)
        history = self._bpo_sla_history(date_from)
        fees = {key: Decimal(value) for key, value in fees_by_line.items()}
        lines = self._bpo_credit_lines(results, history, fees, quantum)
        return lines + self._bpo_earn_back_lines(results, history, quantum)

    def _bpo_sla_history(self, date_from):
        """Return the results of earlier periods, in order, by level.

        :rtype: dict[recordset, recordset]
        """
        self.ensure_one()
        results = self.env["bpo.sla.result"].sudo()
        earlier = results.search(
            [("contract_id", "=", self.id), ("date_to", "<", date_from)],
            order="date_from, id",
        )
        return earlier.grouped("sla_id")

    def _bpo_credits(self, results, history, fees, quantum):
        """Return the credits of results; writes nothing.

        :param results: elevated results of one period of the contract
        :param history: see ``_bpo_sla_history``
        :param fees: the period's fees by contract line id, as decimals
        :return: result -> credit of the core, of misses that give one
        :rtype: dict
        """
        total = sum(fees.values(), Decimal(0))
        creditable = results._bpo_creditable()
        nothing = results.browse()
        at_risk = self.at_risk_percent
        if results:
            at_risk = self._get_term_on("at_risk_percent", results[0].date_to)
        misses = [
            result._bpo_miss(
                fees.get(result.line_id.id, Decimal(0)) if result.line_id else total,
                history.get(result.sla_id, nothing),
            )
            for result in creditable
        ]
        caps = Caps(
            total_fees=total,
            at_risk_percent=to_decimal(at_risk),
            quantum=quantum,
            **self._bpo_year_cap(results[:1].date_from, history),
        )
        return dict(zip(creditable, credits_of(misses, caps), strict=True))

    def _bpo_credit_lines(self, results, history, fees, quantum):
        """Return one line per credited miss, and store the credits."""
        given = self._bpo_credits(results, history, fees, quantum)
        for result in results.filtered(lambda one: one.state == "provisional"):
            result._bpo_store_credit(given.get(result))
        return [
            CreditLine(
                result_id=result.id,
                kind="sla_credit",
                amount=-credit.amount,
                explanation=result.credit_explanation,
                line_id=result.line_id.id or None,
                name=result._bpo_credit_name(),
            )
            for result, credit in given.items()
            if credit.amount
        ]

    def _bpo_year_cap(self, day, history):
        """Return the contract year's cap and what earlier periods took of it."""
        if not self.sla_year_cap or not day:
            return {}
        years = relativedelta(day, self.date_start).years
        begin = self.date_start + relativedelta(years=years)
        used = sum(
            (
                to_decimal(result.credit_amount)
                for results in history.values()
                for result in results
                if result.date_from >= begin
            ),
            Decimal(0),
        )
        return {"year_cap": to_decimal(self.sla_year_cap), "year_used": used}

    def _bpo_earn_back_lines(self, results, history, quantum):
        """Return one line per credit that the period earns back."""
        lines = []
        for result in results:
            earlier = history.get(result.sla_id, results.browse())
            for index, credited in enumerate(earlier):
                if credited.earned_back_by_id not in (result, results.browse()):
                    continue
                later = earlier[index + 1 :] | result
                back = credited._bpo_earn_back(later, quantum)
                credited._bpo_store_earn_back(result, back)
                if back:
                    lines.append(credited._bpo_earn_back_line(result, back))
        return lines

    def _bpo_measure_open_periods(self):
        """Measure the running and the previous period of the contract."""
        self.ensure_one()
        for date_from, date_to in self._bpo_open_sla_periods():
            self._bpo_sla_results(date_from, date_to)

    def _bpo_open_sla_periods(self):
        """Return the running and the previous period, cut to the contract's days.

        :rtype: list[tuple[datetime.date, datetime.date]]
        """
        self.ensure_one()
        today = fields.Date.context_today(self.with_context(tz=self.tz))
        first, last = period_around(today, self.billing_frequency)
        before = period_around(first - timedelta(days=1), self.billing_frequency)
        periods = []
        for date_from, date_to in (before, (first, last)):
            begin = max(date_from, self.date_start)
            end = min(date_to, self.date_end or date_to)
            if begin <= end:
                periods.append((begin, end))
        return periods
