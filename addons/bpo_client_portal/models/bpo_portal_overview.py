"""Figures of the overview page."""

from datetime import datetime, time, timedelta

import pytz

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

CHART_WEEKS = 8
CHART_STATEMENTS = 6
SHORT_LIST = 5


class BpoPortalOverview(models.AbstractModel):
    """Collects what a client looks at first, in a fixed number of queries."""

    _name = "bpo.portal.overview"
    _description = "Client Overview"

    @api.model
    def _bpo_values(self, rights, tz):
        """Return all figures of the page.

        :param frozenset rights: rights of the visitor
        :param str tz: zone in which "today" and "this month" are meant
        :rtype: dict
        """
        results = self._bpo_sla_results(tz)
        values = {
            "orders": self._bpo_order_figures(tz),
            "next_orders": self._bpo_next_orders(),
            "sla_results": results,
            "at_stake": self._bpo_at_stake(results),
            "approvals": self.env["account.analytic.line"]._bpo_portal_pending_sums(),
            "delivery_chart": self._bpo_delivery_chart(tz),
            "statements": self.env["bpo.statement"].sudo().browse(),
            "money_chart": None,
            "balance": [],
        }
        if "money" in rights:
            values.update(self._bpo_money())
        return values

    @api.model
    def _bpo_day_bounds(self, tz):
        """Return begin and end of today as naive UTC datetimes."""
        today = datetime.now(pytz.timezone(tz)).date()
        days = (today, today + timedelta(days=1))
        return [self._bpo_start_of(day, tz) for day in days]

    @api.model
    def _bpo_start_of(self, day, tz):
        """Return the naive UTC instant at which a day begins in a zone."""
        start = pytz.timezone(tz).localize(datetime.combine(day, time()))
        return start.astimezone(pytz.utc).replace(tzinfo=None)

    @api.model
    def _bpo_open_domain(self):
        return self.env["project.task"]._bpo_portal_domain() & Domain(
            "state", "not in", ("1_done", "1_canceled")
        )

    @api.model
    def _bpo_order_figures(self, tz):
        """Return counts of open, late, due today and held work orders."""
        Task = self.env["project.task"].sudo()
        opened = self._bpo_open_domain()
        begin, end = self._bpo_day_bounds(tz)
        due = Domain("bpo_due_at", ">=", begin) & Domain("bpo_due_at", "<", end)
        return {
            "open": Task.search_count(opened),
            "late": Task.search_count(opened & Task._bpo_late_domain()),
            "today": Task.search_count(opened & due),
            "held": Task.search_count(opened & Task._bpo_held_domain()),
        }

    @api.model
    def _bpo_next_orders(self):
        """Return the open work orders that are due next."""
        return (
            self.env["project.task"]
            .sudo()
            .search(self._bpo_open_domain(), order="bpo_due_at, id", limit=SHORT_LIST)
        )

    @api.model
    def _bpo_sla_results(self, tz):
        """Return the results of the latest measured month."""
        Result = self.env["bpo.sla.result"]
        month = datetime.now(pytz.timezone(tz)).strftime("%Y-%m")
        results = Result._bpo_portal_of_month(month)
        if results:
            return results
        return Result._bpo_portal_of_month(
            next(iter(Result._bpo_portal_months()), None)
        )

    @api.model
    def _bpo_month(self, tz):
        """Return the forecasts of the running periods of the contact's contracts.

        :param str tz: zone in which "today" is meant
        :return: list of ``(forecast, may see money)``
        """
        contracts = self.env["bpo.contract"]._bpo_portal_search(
            [("state", "=", "active")], order="date_start desc, id desc"
        )
        today = datetime.now(pytz.timezone(tz)).date()
        contact = self.env.user.partner_id
        return [
            (forecast, "money" in contact._bpo_portal_rights(forecast.contract))
            for forecast in self.env["bpo.portal.forecast"]._bpo_of(contracts, today)
        ]

    @api.model
    def _bpo_at_stake(self, results):
        """Return the credits of a month's misses, by currency.

        :param results: elevated results
        :return: list of ``(currency, amount)``
        """
        sums = {}
        for result in results.filtered(lambda one: one.state != "excused"):
            currency = result.contract_id.currency_id
            sums[currency] = sums.get(currency, 0.0) + result.credit_amount
        return [(currency, amount) for currency, amount in sums.items() if amount]

    @api.model
    def _bpo_delivery_chart(self, tz):
        """Return the bar chart of deliveries by week, from Monday on.

        :param str tz: zone whose days count
        """
        Item = self.env["bpo.work.item"].with_context(tz=tz)
        monday = datetime.now(pytz.timezone(tz)).date()
        monday -= timedelta(days=monday.weekday())
        weeks = [
            monday - timedelta(weeks=ago) for ago in range(CHART_WEEKS - 1, -1, -1)
        ]
        groups = Item.sudo()._read_group(
            Item._bpo_portal_domain()
            & Domain("delivered_at", ">=", self._bpo_start_of(weeks[0], tz)),
            ["delivered_at:day"],
            ["__count"],
        )
        counts = dict.fromkeys(weeks, 0)
        for day, count in groups:
            start = day.date() - timedelta(days=day.weekday())
            if start in counts:
                counts[start] += count
        return {
            "type": "bar",
            "label": self.env._("Items delivered by week"),
            "labels": [
                format_date(self.env, week, date_format="d MMM") for week in weeks
            ],
            "series": [
                {"name": self.env._("Delivered"), "values": list(counts.values())}
            ],
        }

    @api.model
    def _bpo_balance(self):
        """Return what is still to pay of the invoices the contact may see.

        Open credit notes count against it. Example: an invoice of 100.00 and a credit
        note of 30.00 are 70.00 of two documents.

        :return: list of dicts ``currency``, ``amount``, ``count``
        """
        Move = self.env["account.move"]
        groups = Move.sudo()._read_group(
            Move._bpo_portal_invoice_domain()
            & Domain("payment_state", "in", ("not_paid", "partial")),
            ["currency_id", "move_type"],
            ["amount_residual:sum", "__count"],
        )
        sums = {}
        for currency, move_type, amount, count in groups:
            row = sums.setdefault(
                currency, {"currency": currency, "amount": 0.0, "count": 0}
            )
            row["amount"] += -amount if move_type == "out_refund" else amount
            row["count"] += count
        return list(sums.values())

    @api.model
    def _bpo_money(self):
        """Return last statements, their chart and what is still to pay."""
        Statement = self.env["bpo.statement"]
        statements = Statement._bpo_portal_search(
            order="date_to desc, id desc", limit=CHART_STATEMENTS
        )
        shown = statements[::-1]
        return {
            "statements": statements[:3],
            "balance": self._bpo_balance(),
            "money_chart": {
                "type": "bar",
                "label": self.env._("Last statements"),
                "labels": [
                    format_date(self.env, one.date_to, date_format="MMM yy")
                    for one in shown
                ],
                "series": [
                    {
                        "name": self.env._("Before tax"),
                        "values": [round(one.amount_untaxed, 2) for one in shown],
                    }
                ],
            },
        }
