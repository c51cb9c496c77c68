"""From measured periods to stored results, in bulk."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..sla import attainment
from .decimals import to_decimal

RELATIONS = {
    "item_ids": "bpo_sla_result_item_rel",
    "missed_item_ids": "bpo_sla_result_missed_rel",
}


class BpoSlaEvaluationMixin(models.AbstractModel):
    """Evaluate periods; running it again without changes writes nothing new."""

    _name = "bpo.sla.evaluation.mixin"
    _description = "Evaluation of service levels"

    @api.model
    def _bpo_evaluate(self, contracts, date_from, date_to):
        """Measure all service levels of contracts in a period.

        Results that are final or excused stay as they are; a level without anything
        to measure has no result.

        :param contracts: contracts to evaluate
        :param date_from: first day of the period
        :param date_to: last day of the period, included
        :return: the results of the period
        """
        levels = contracts.sudo().sla_ids
        results = self.env["bpo.sla.result"].sudo()
        if not levels:
            return results
        contracts.sudo().filtered("sla_is_stale")._bpo_refresh_clock()
        known = results.search(
            [
                ("sla_id", "in", levels.ids),
                ("date_from", "=", date_from),
                ("date_to", "=", date_to),
            ]
        )
        by_level = {result.sla_id: result for result in known}
        frozen = known.filtered(lambda result: result.state != "provisional")
        for sla in levels - frozen.sla_id:
            measure = sla._bpo_measure(date_from, date_to)
            result = by_level.get(sla, results)
            frozen |= result._bpo_store(sla, date_from, date_to, measure)
        return frozen.sorted()

    def _bpo_store(self, sla, date_from, date_to, measure):
        """Write a measured period to its result, make or remove it as needed.

        :param measure: :class:`Measure` or None
        :return: the result, empty where nothing was measured
        """
        if measure is None:
            self.unlink()
            return self.browse()
        vals = self._prepare_bpo_measured_vals(sla, measure, date_to)
        result = self
        if not result:
            result = self.create(
                {"sla_id": sla.id, "date_from": date_from, "date_to": date_to, **vals}
            )
        else:
            changed = result._bpo_changed(vals)
            if changed:
                result.write({**changed, "measured_at": vals["measured_at"]})
        result._bpo_store_evidence("item_ids", measure.item_ids)
        result._bpo_store_evidence("missed_item_ids", measure.missed_ids)
        return result

    def _prepare_bpo_measured_vals(self, sla, measure, date_to):
        """Return what a measurement writes to a result.

        :param date_to: last day of the period, whose target counts
        :rtype: dict
        """
        percent = sla._get_term_on("target_percent", date_to)
        target = to_decimal(percent)
        reached = attainment(measure.numerator, measure.denominator, target)
        return {
            "target_percent": percent,
            "numerator": float(measure.numerator),
            "denominator": float(round(measure.denominator, 4)),
            "attainment_percent": float(round(reached.percent, 4)),
            "met": reached.met,
            "inputs": {
                **measure.inputs,
                "numerator": str(measure.numerator),
                "denominator": str(measure.denominator),
                "target_percent": str(target),
            },
            "measured_at": fields.Datetime.now(),
        }

    def _bpo_changed(self, vals):
        """Return those of the measured values that differ from the stored ones."""
        self.ensure_one()
        return {
            name: value
            for name, value in vals.items()
            if name != "measured_at" and self[name] != value
        }

    def _bpo_store_evidence(self, relation, item_ids):
        """Keep which items were counted, writing the differences only."""
        self.ensure_one()
        table = SQL.identifier(RELATIONS[relation])
        self.env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE result_id = %s AND item_id != ALL(%s)",
                table,
                self.id,
                list(item_ids),
            )
        )
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s (result_id, item_id) SELECT %s, unnest(%s::int[]) "
                "ON CONFLICT DO NOTHING",
                table,
                self.id,
                list(item_ids),
            )
        )
        self.invalidate_recordset([relation])

    @api.model
    def _cron_evaluate(self):
        """Measure the running and the previous period of every active contract.

        The previous one stays provisional until it is billed, and late deliveries,
        holds and samples still change it.
        """
        contracts = self.env["bpo.contract"].search(
            [("state", "in", ("active", "suspended")), ("sla_ids", "!=", False)]
        )
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(contracts))
        for contract in contracts:
            contract._bpo_measure_open_periods()
            if not progress(1):
                break


def period_around(day, frequency):
    """Return first and last day of the calendar period around a day.

    >>> from datetime import date
    >>> period_around(date(2026, 5, 20), "quarterly")
    (datetime.date(2026, 4, 1), datetime.date(2026, 6, 30))
    """
    if frequency == "weekly":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    months = 3 if frequency == "quarterly" else 1
    first = day.replace(day=1, month=(day.month - 1) // months * months + 1)
    following = first.replace(day=28)
    for _month in range(months):
        following = following.replace(day=28) + timedelta(days=4)
        following = following.replace(day=1)
    return first, following - timedelta(days=1)
