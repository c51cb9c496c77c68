"""The negotiation document of a simulation: chart, PDF and spreadsheet."""

import base64
from collections import defaultdict

from markupsafe import Markup
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.bpo_contracts.workbooks import workbook

from ..simulating import percent_of
from .bpo_statement_export_mixin import XLSX

COLOURS = ("#8f8f8f", "#714b67")
WIDTH, HEIGHT = 640, 220
IMAGE = Markup('<img class="img-fluid" alt="%s" src="data:image/svg+xml;base64,%s"/>')


class BpoSimulationDocumentMixin(models.AbstractModel):
    """What both sides look at when they negotiate: months, clients, services."""

    _name = "bpo.simulation.document.mixin"
    _description = "Negotiation Document"

    chart_html = fields.Html(
        string="Chart",
        compute="_compute_chart_html",
        sanitize=False,
        help="Each month under the terms in force and under the proposed ones.",
    )

    @api.depends("line_ids.current_company", "line_ids.proposed_company")
    @api.depends_context("lang")
    def _compute_chart_html(self):
        """Draw the months as a picture that screen and PDF share."""
        for simulation in self:
            months = simulation._get_months()
            simulation.chart_html = months and IMAGE % (
                self.env._("Months under both terms"),
                base64.b64encode(simulation._draw_chart(months)).decode(),
            )

    def _get_months(self):
        """``(label, amount under the terms in force, would-be amount)`` by month.

        In the company's currency.

        :rtype: list[tuple]
        """
        sums = defaultdict(lambda: [0.0, 0.0])
        for line in self.line_ids:
            month = sums[line.date_to.replace(day=1)]
            month[0] += line.current_company
            month[1] += line.proposed_company
        return [
            (format_date(self.env, month, date_format="MMM yyyy"), *sums[month])
            for month in sorted(sums)
        ]

    def _draw_chart(self, months):
        """Two bars a month.

        :param months: from :meth:`_get_months`
        :return: SVG
        :rtype: bytes
        """
        drawing = Drawing(WIDTH, HEIGHT)
        chart = VerticalBarChart()
        chart.x, chart.y, chart.width, chart.height = 70, 40, WIDTH - 80, HEIGHT - 70
        chart.data = [[month[1] for month in months], [month[2] for month in months]]
        chart.categoryAxis.categoryNames = [month[0] for month in months]
        chart.categoryAxis.labels.angle = 30 if len(months) > 6 else 0
        chart.categoryAxis.labels.boxAnchor = "ne" if len(months) > 6 else "n"
        chart.valueAxis.valueMin = min(
            0, *(value for row in chart.data for value in row)
        )
        chart.valueAxis.labelTextFormat = lambda value: f"{value:,.0f}"
        for index, colour in enumerate(COLOURS):
            chart.bars[index].fillColor = HexColor(colour)
            chart.bars[index].strokeColor = None
        legend = Legend()
        legend.x, legend.y, legend.alignment = 70, HEIGHT - 8, "right"
        legend.columnMaximum, legend.deltax = 1, 160
        titles = (self.env._("Terms in force"), self.env._("Would be"))
        legend.colorNamePairs = [
            (HexColor(colour), title)
            for colour, title in zip(COLOURS, titles, strict=True)
        ]
        drawing.add(chart)
        drawing.add(legend)
        svg = drawing.asString("svg")
        return svg if isinstance(svg, bytes) else svg.encode()

    def _get_groups(self, key):
        """Totals by something of the lines, in the company's currency.

        :param key: function ``line -> label``
        :return: ``(label, billed, terms in force, would be, difference, percent)``
        :rtype: list[tuple]
        """
        sums = defaultdict(lambda: [0.0, 0.0, 0.0])
        for line in self.line_ids:
            row = sums[key(line)]
            row[0] += line.billed_company
            row[1] += line.current_company
            row[2] += line.proposed_company
        return [
            (label, *row, row[2] - row[1], percent_of(row[2] - row[1], row[1]))
            for label, row in sums.items()
        ]

    def _get_client_groups(self):
        """Totals by client."""
        return self._get_groups(lambda line: line.client_id.display_name or "")

    def _get_service_groups(self):
        """Totals by contract and service."""
        return self._get_groups(lambda line: f"{line.contract_id.name}: {line.name}")

    def action_print(self):
        """Print the negotiation document."""
        self._check_done()
        report = self.env.ref("bpo_billing.action_report_bpo_simulation")
        return report.report_action(self)

    def action_export_xlsx(self):
        """Download the same as a spreadsheet; it stays attached."""
        self.ensure_one()
        self._check_done()
        filename = f"{self.name.replace('/', '-')}.xlsx"
        attachment = self.env["ir.attachment"].create(
            {
                "name": filename,
                "datas": base64.b64encode(self._bpo_get_xlsx()),
                "mimetype": XLSX,
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment.id}?download=1",
            "target": "download",
        }

    def _check_done(self):
        """Raise where there is nothing to show.

        :raise UserError: names the simulation
        """
        self.check_access("read")
        open_ones = self.filtered(lambda each: each.state != "done")
        if open_ones:
            raise UserError(
                self.env._(
                    "Nothing is calculated for %(name)s: press Calculate first.",
                    name=open_ones[0].name,
                )
            )

    def _bpo_get_xlsx(self):
        """The workbook: months with a chart, clients, lines.

        :rtype: bytes
        """
        self.ensure_one()
        return workbook(self._get_sheets(), finish=self._add_chart)

    def _get_sheets(self):
        """``(title, header, rows)`` of each sheet; the first holds the months.

        :rtype: list[tuple]
        """
        _ = self.env._
        both = [_("Terms in force"), _("Would be")]
        sums = [_("Billed"), *both, _("Difference"), _("Difference (%)")]
        return [
            (_("Months"), [_("Month"), *both], self._get_months()),
            (_("Clients"), [_("Client"), *sums], self._get_client_groups()),
            (
                _("Lines"),
                [_("Client"), _("Contract"), _("Service"), _("From"), _("Until")]
                + [_("Currency"), _("Billed"), _("Not billed yet"), *both]
                + [_("Difference"), _("Difference (%)")],
                [self._get_sheet_row(line) for line in self.line_ids],
            ),
        ]

    @api.model
    def _get_sheet_row(self, line):
        """A line in the contract's currency."""
        return (
            line.client_id.display_name or "",
            line.contract_id.name,
            line.name,
            str(line.date_from),
            str(line.date_to),
            line.currency_id.name,
            line.billed_amount,
            line.unbilled_amount,
            line.current_amount,
            line.proposed_amount,
            line.difference_amount,
            line.percent,
        )

    def _add_chart(self, book):
        """A chart of the months beside them."""
        sheet = book.worksheets()[0]
        last = len(self._get_months())
        chart = book.add_chart({"type": "column"})
        for column, colour in enumerate(COLOURS, start=1):
            chart.add_series(
                {
                    "name": [sheet.name, 0, column],
                    "categories": [sheet.name, 1, 0, last, 0],
                    "values": [sheet.name, 1, column, last, column],
                    "fill": {"color": colour},
                }
            )
        sheet.insert_chart("E2", chart)
