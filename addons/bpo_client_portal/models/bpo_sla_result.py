"""The client's scorecard."""

from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.bpo_contracts.workbooks import workbook

READABLE = frozenset(
    {
        "attainment_percent",
        "contract_id",
        "credit_amount",
        "date_from",
        "date_to",
        "denominator",
        "met",
        "numerator",
        "sla_id",
        "state",
    }
)
HISTORY_MONTHS = 12


class BpoSlaResult(models.Model):
    """Measured service levels, by month, with their history and their items."""

    _inherit = "bpo.sla.result"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | READABLE

    @api.model
    def _bpo_portal_months(self):
        """Return the months with results, newest first.

        :return: dict of ``"YYYY-MM"`` -> label in the reader's language
        """
        groups = self.sudo()._read_group(
            self._bpo_portal_domain(), ["date_from:month"], order="date_from:month desc"
        )
        return {
            f"{month:%Y-%m}": format_date(self.env, month, date_format="MMMM yyyy")
            for (month,) in groups
        }

    @api.model
    def _bpo_portal_of_month(self, month):
        """Return the results that begin in a month.

        :param month: ``"YYYY-MM"`` or None for no results
        """
        if not month:
            return self.sudo().browse()
        first = date(int(month[:4]), int(month[5:7]), 1)
        return self._bpo_portal_search(
            Domain("date_from", ">=", first)
            & Domain("date_from", "<", first + relativedelta(months=1)),
            order="contract_id, sla_id, date_from",
        )

    def _bpo_portal_badge(self):
        """Return ``(label, badge class)`` of the result."""
        self.ensure_one()
        _ = self.env._
        if self.state == "excused":
            return (_("Excused"), "is-info")
        return (_("Kept"), "is-good") if self.met else (_("Missed"), "is-bad")

    def _bpo_portal_history_charts(self):
        """Return one chart per service level over the last twelve results.

        :return: sla id -> values for the chart template
        """
        oldest = min(self.mapped("date_from"), default=date.min)
        history = (
            self._bpo_portal_search(
                Domain("sla_id", "in", self.sla_id.ids)
                & Domain(
                    "date_from", ">", oldest - relativedelta(months=HISTORY_MONTHS)
                )
                & Domain(
                    "date_from", "<=", max(self.mapped("date_from"), default=oldest)
                ),
                order="date_from desc",
            )
            if self
            else self
        )
        charts = {}
        for sla in self.sla_id:
            rows = history.filtered(lambda row, sla=sla: row.sla_id == sla)
            charts[sla.id] = self._bpo_portal_chart(sla, rows[:HISTORY_MONTHS][::-1])
        return charts

    @api.model
    def _bpo_portal_chart(self, sla, rows):
        """Return the line chart of one service level against its target."""
        _ = self.env._
        values = [round(row.attainment_percent, 2) for row in rows]
        return {
            "type": "line",
            "label": _("History of %(name)s", name=sla.name),
            "labels": [
                format_date(self.env, row.date_from, date_format="MMM yy")
                for row in rows
            ],
            "unit": " %",
            "min": max(0, min([*values, sla.target_percent]) - 5),
            "max": 100,
            "series": [
                {"name": _("Reached"), "values": values},
                {
                    "name": _("Target"),
                    "values": [sla.target_percent] * len(rows),
                    "dashed": True,
                },
            ],
        }

    def _bpo_portal_item_domain(self):
        """Return the domain of the items the percentage was counted from."""
        self.ensure_one()
        return Domain("result_ids", "=", self.id)

    def _bpo_portal_missed(self, items):
        """Return the ids of those of the items that missed the level.

        :param items: the elevated items of one page
        :rtype: set[int]
        """
        self.ensure_one()
        found = items.search(
            [("id", "in", items.ids), ("missed_result_ids", "=", self.id)]
        )
        return set(found.ids)

    def _bpo_portal_xlsx(self):
        """Return the scorecard as the bytes of a workbook."""
        _ = self.env._
        header = [
            _("Contract"),
            _("Service level"),
            _("From"),
            _("To"),
            _("Counted"),
            _("Kept"),
            _("Reached %"),
            _("Target %"),
            _("Result"),
            _("Credit"),
            _("Earned back"),
            _("Reason"),
        ]
        rows = [
            [
                result.contract_id.name,
                result.sla_id.name,
                result.date_from,
                result.date_to,
                result.denominator,
                result.numerator,
                result.attainment_percent,
                result.sla_id.target_percent,
                result._bpo_portal_badge()[0],
                result.credit_amount,
                result.earned_back_amount,
                result.excuse_reason if result.state == "excused" else None,
            ]
            for result in self
        ]
        return workbook([(_("Service levels"), header, rows)])
