"""Figures, charts and sheets of a service report."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL, format_date

from ..workbooks import workbook

HISTORY = 12
WIDTH, HEIGHT = 480, 110
OPEN_STATES = ("received", "in_progress", "on_hold", "rejected")
MISSED_ROWS = 50


class BpoServiceReportFiguresMixin(models.AbstractModel):
    """What the report shows, read in a few grouped queries."""

    _name = "bpo.service.report.figures.mixin"
    _description = "Figures of a service report"

    def _get_results(self):
        """Return the results whose period ends in the month, critical ones first."""
        self.ensure_one()
        results = self.env["bpo.sla.result"].sudo()
        found = results.search(
            [
                ("contract_id", "=", self.contract_id.id),
                ("date_to", ">=", self.date_from),
                ("date_to", "<=", self.date_to),
            ]
        )
        return found.sorted(
            lambda one: (not one.is_critical, one.sla_id.sequence, one.sla_id.id)
        )

    def _get_volumes(self):
        """Return received, delivered and accepted units by service.

        :rtype: list[dict]
        """
        self.ensure_one()
        begin, end = self.contract_id._bpo_instants(self.date_from, self.date_to)
        self.env["bpo.work.item"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT contract_line_id,
                       sum(quantity) FILTER (
                           WHERE received_at >= %(begin)s AND received_at < %(end)s),
                       sum(quantity) FILTER (
                           WHERE delivered_at >= %(begin)s AND delivered_at < %(end)s),
                       sum(accepted_quantity) FILTER (
                           WHERE accepted_at >= %(begin)s AND accepted_at < %(end)s)
                  FROM bpo_work_item
                 WHERE contract_id = %(contract)s AND state != 'cancelled'
                 GROUP BY contract_line_id
                """,
                begin=begin,
                end=end,
                contract=self.contract_id.id,
            )
        )
        lines = self.env["bpo.contract.line"].sudo()
        volumes = [
            {
                "line": lines.browse(line_id),
                "received": float(received or 0),
                "delivered": float(delivered or 0),
                "accepted": float(accepted or 0),
            }
            for line_id, received, delivered, accepted in rows
            if received or delivered or accepted
        ]
        return sorted(volumes, key=lambda row: (row["line"].sequence, row["line"].id))

    def _get_backlog(self):
        """Return number and age in days of the items open at the end of the month.

        :return: dict of ``count``, ``average_days``, ``oldest_days``
        """
        self.ensure_one()
        end = self.contract_id._bpo_instants(self.date_from, self.date_to)[1]
        end = min(end, fields.Datetime.now())
        self.env["bpo.work.item"].flush_model()
        [(count, average, oldest)] = self.env.execute_query(
            SQL(
                """
                SELECT count(*),
                       avg(extract(epoch FROM %(end)s - received_at)) / 86400,
                       max(extract(epoch FROM %(end)s - received_at)) / 86400
                  FROM bpo_work_item
                 WHERE contract_id = %(contract)s AND state != 'cancelled'
                   AND received_at < %(end)s
                   AND (delivered_at IS NULL OR delivered_at >= %(end)s)
                """,
                end=end,
                contract=self.contract_id.id,
            )
        )
        return {
            "count": count,
            "average_days": float(average or 0),
            "oldest_days": float(oldest or 0),
        }

    def _get_missed_items(self, limit=MISSED_ROWS):
        """Return the items that missed a level of the month."""
        return self._get_results().missed_item_ids.sorted("due_at")[:limit]

    def _get_history_chart(self, sla):
        """Return bars of the level's last twelve periods against its target.

        :return: dict of ``width``, ``height``, ``target_y`` and ``bars``
        """
        self.ensure_one()
        results = self.env["bpo.sla.result"].sudo()
        found = results.search(
            [("sla_id", "=", sla.id), ("date_to", "<=", self.date_to)],
            order="date_from desc",
            limit=HISTORY,
        )
        values = [
            (
                format_date(self.env, one.date_from, date_format="MMM yy"),
                min(one.attainment_percent, 100.0),
                one.met or one.state == "excused",
            )
            for one in reversed(found)
        ]
        return bar_chart(values, sla.target_percent)

    def _get_day_chart(self):
        """Return bars of the items delivered per day of the month."""
        self.ensure_one()
        begin, end = self.contract_id._bpo_instants(self.date_from, self.date_to)
        self.env["bpo.work.item"].flush_model()
        counts = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT ((delivered_at AT TIME ZONE 'UTC')
                            AT TIME ZONE %(tz)s)::date, count(*)
                      FROM bpo_work_item
                     WHERE contract_id = %(contract)s
                       AND delivered_at >= %(begin)s AND delivered_at < %(end)s
                     GROUP BY 1
                    """,
                    tz=self.contract_id.tz,
                    contract=self.contract_id.id,
                    begin=begin,
                    end=end,
                )
            )
        )
        days = (self.date_to - self.date_from).days + 1
        values = []
        for number in range(days):
            day = self.date_from + timedelta(days=number)
            values.append((str(day.day), counts.get(day, 0), True))
        return bar_chart(values)

    def _get_xlsx(self):
        """Return the workbook: levels and every counted item.

        :rtype: bytes
        """
        self.ensure_one()
        return workbook([self._get_level_sheet(), self._get_item_sheet()])

    def _get_level_sheet(self):
        """Return title, header and rows of the results."""
        _ = self.env._
        header = [
            _("Service level"),
            _("From"),
            _("Until"),
            _("Met"),
            _("Measured"),
            _("Attainment %"),
            _("Target %"),
            _("Target met"),
            _("Status"),
            _("Credit"),
            _("Reason"),
        ]
        labels = dict(
            self.env["bpo.sla.result"]._fields["state"]._description_selection(self.env)
        )
        rows = [
            [
                one.sla_id.name,
                one.date_from,
                one.date_to,
                one.numerator,
                one.denominator,
                one.attainment_percent,
                one.target_percent,
                one.met,
                labels[one.state],
                one.credit_amount,
                one.excuse_reason if one.state == "excused" else None,
            ]
            for one in self._get_results()
        ]
        return _("Service levels"), header, rows

    def _get_item_sheet(self):
        """Return title, header and rows of the counted items, in local time."""
        _ = self.env._
        header = [
            _("Service level"),
            _("Reference"),
            _("Service"),
            _("Received"),
            _("Due"),
            _("Started"),
            _("Delivered"),
            _("Quantity"),
            _("Errors"),
            _("Met"),
        ]
        rows = []
        for result in self._get_results():
            missed = set(result.missed_item_ids.ids)
            for item in result.item_ids.sorted("received_at"):
                stamps = (
                    item.received_at,
                    item.due_at,
                    item.started_at,
                    item.delivered_at,
                )
                rows.append(
                    [
                        result.sla_id.name,
                        item.reference,
                        item.contract_line_id.name,
                        *(self._to_local(stamp) for stamp in stamps),
                        item.quantity,
                        item.error_count,
                        item.id not in missed,
                    ]
                )
        return _("Items"), header, rows


def bar_chart(values, target=None):
    """Return the geometry of a bar chart in pixels.

    :param values: list of (label, value, good)
    :param target: value of a line across the chart, or None
    :return: dict of ``width``, ``height``, ``target_y`` and ``bars`` (``x``, ``y``,
        ``width``, ``height``, ``label``, ``value``, ``good``)

    >>> bar_chart([("Jan", 50, True)], 100)["bars"][0]["height"]
    55.0
    """
    top = max([value for _label, value, _good in values] + [target or 0, 1])
    step = WIDTH / max(len(values), HISTORY)
    bars = []
    for index, (label, value, good) in enumerate(values):
        height = round(HEIGHT * value / top, 1)
        bars.append(
            {
                "x": round(index * step + step * 0.15, 1),
                "y": round(HEIGHT - height, 1),
                "width": round(step * 0.7, 1),
                "height": height,
                "middle": round(index * step + step / 2, 1),
                "label": label,
                "value": value,
                "good": good,
            }
        )
    target_y = None if target is None else round(HEIGHT - HEIGHT * target / top, 1)
    return {"width": WIDTH, "height": HEIGHT, "target_y": target_y, "bars": bars}
