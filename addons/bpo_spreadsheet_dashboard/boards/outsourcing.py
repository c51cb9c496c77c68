"""The board for managers: what contracts earn, how well they are kept, what is due."""

from __future__ import annotations

from .paper import PERCENT, WHOLE, Paper
from .sources import Source, chart, filter_definitions, pivot, record_list

MARGIN_FILTERS = {"period": "date", "client": "client_id", "company": "company_id"}
SLA_FILTERS = {"period": "date_to", "client": "client_id", "company": "company_id"}
# Unbilled work and renewals are what is there today, whatever the period.
STOCK_FILTERS = {"client": "client_id", "company": "company_id"}
MARGIN_MENU = "bpo_billing.bpo_margin_report_menu"
SLA_MENU = "bpo_contracts.bpo_sla_result_menu"
UNBILLED_MENU = "bpo_billing.bpo_unbilled_report_menu"
RENEWAL_MENU = "bpo_contracts.bpo_contract_renewals_menu"
TIME_MENU = "bpo_timesheets.bpo_utilisation_report_menu"
# Two tables of four columns with a gap between.
WIDTHS = (205, 105, 100, 100, 24, 205, 105, 100, 100)
RESULTS = [["state", "!=", "excused"], ["denominator", ">", 0]]
# Contracts whose last day for notice comes within half a year.
AHEAD = [
    ["state", "in", ["active", "suspended"]],
    ["date_end", ">=", "today"],
    ["notice_date", "<=", "today +180d"],
    ["notice_given_date", "=", False],
]
UNBILLED = "amount:sum_currency"


def board():
    """Return the whole board."""
    paper = Paper(filter_definitions(["client", "company"], "last_90_days"), WIDTHS)
    _cards(paper)
    _charts(paper)
    _clients(paper)
    _unbilled(paper)
    _levels(paper)
    _renewals(paper)
    return paper.done()


def _margin(offset=0):
    return Source("bpo.margin.report", MARGIN_FILTERS, offset=offset)


def _results(offset=0):
    return Source("bpo.sla.result", SLA_FILTERS, RESULTS, offset)


def _time(narrowed, offset=0):
    """Time of agents; their paid time belongs to no client."""
    filters = {"period": "date", "company": "company_id"}
    if narrowed:
        filters["client"] = "partner_id"
    return Source("bpo.utilisation.report", filters, offset=offset)


def _cards(paper):
    """The six figures on top, four of them beside those of the period before."""
    now, before = (_period_formulas(paper, offset) for offset in (0, -1))
    stock = Source("bpo.unbilled.report", STOCK_FILTERS)
    unbilled = paper.pivot(pivot("Unbilled", stock, [UNBILLED], columns=("stage",)))
    ahead = Source("bpo.contract", STOCK_FILTERS, AHEAD)
    renewals = paper.pivot(pivot("Renewals ahead", ahead, ["__count"]))
    menus = {
        "Revenue": MARGIN_MENU,
        "Margin": MARGIN_MENU,
        "SLAs Met": SLA_MENU,
        "Utilisation": TIME_MENU,
    }
    cards = [
        {
            "id": title.lower().replace(" ", "-"),
            "title": title,
            "value": now[title],
            "before": before[title],
            "format": None if title == "Revenue" else PERCENT,
            "mode": "percentage" if title == "Revenue" else "difference",
            "menu": menu,
        }
        for title, menu in menus.items()
    ]
    cards += [
        {
            "id": "unbilled-work",
            "title": "Unbilled",
            "value": _short(f'PIVOT.VALUE({unbilled},"{UNBILLED}")'),
            "before": _short(f'PIVOT.VALUE({unbilled},"{UNBILLED}","stage","ready")'),
            "format": None,
            "mode": "text",
            "said": "ready",
            "menu": UNBILLED_MENU,
        },
        {
            "id": "renewals-ahead",
            "title": "Renewals",
            "value": f'=PIVOT.VALUE({renewals},"__count")',
            "before": '=_t("within 180 days")',
            "format": WHOLE,
            "mode": "text",
            "said": "",
            "menu": RENEWAL_MENU,
        },
    ]
    paper.cards(cards)


def _period_formulas(paper, offset):
    """Formulas of the figures of a period by their title.

    Margin is margin / revenue, service levels met are targets met / targets measured,
    utilisation is client hours / paid hours.
    """
    money = paper.pivot(pivot("Earned", _margin(offset), ["revenue", "margin"]))
    source = _results(offset)
    levels = paper.pivot(pivot("Results", source, ["__count"], columns=("met",)))
    client = paper.pivot(pivot("Client hours", _time(True, offset), ["client_hours"]))
    paid = paper.pivot(pivot("Paid hours", _time(False, offset), ["paid_hours"]))
    revenue = f'PIVOT.VALUE({money},"revenue")'
    measured = f'PIVOT.VALUE({levels},"__count")'
    return {
        # No figure rather than an infinite change since a period without revenue.
        "Revenue": f'=IF({revenue}=0,"",{_short(revenue)[1:]})',
        "Margin": f'=IFERROR(PIVOT.VALUE({money},"margin")/{revenue},"")',
        "SLAs Met": f'=IFERROR(PIVOT.VALUE({levels},"__count","met",TRUE)'
        f'/{measured},"")',
        "Utilisation": f'=IFERROR(PIVOT.VALUE({client},"client_hours")'
        f'/PIVOT.VALUE({paid},"paid_hours"),"")',
    }


def _short(formula):
    """An amount in thousands from ten thousand on: cards are narrow."""
    return f'=IF({formula}<10000,{formula},FORMAT.LARGE.NUMBER({formula},"k"))'


def _charts(paper):
    """Four charts by month or week."""
    earned = Source("bpo.margin.report", MARGIN_FILTERS, [["kind", "=", "revenue"]])
    revenue = chart("bar", earned, "revenue", ["date:month", "client_id"], stacked=True)
    paper.chart("Revenue by Client", revenue, MARGIN_MENU, "AD", 7)
    margin = chart("bar", _margin(), "margin", ["date:month"])
    paper.chart("Margin", margin, MARGIN_MENU, "FI", 7)
    kept = chart("line", _results(), "attainment_percent", ["date_to:month", "metric"])
    paper.chart("Service Level Attainment (%)", kept, SLA_MENU, "AD", 21)
    used = chart("line", _time(False), "utilisation_percent", ["date:week"])
    paper.chart("Utilisation (%)", used, TIME_MENU, "FI", 21)


def _clients(paper):
    """Who brings in the most."""
    number = paper.pivot(
        pivot(
            "Clients",
            _margin(),
            ["revenue", "margin", "margin_percent"],
            ("client_id",),
            sort="revenue",
        )
    )
    paper.title("A35", "Clients", MARGIN_MENU, "D")
    heads = ["Client", "Revenue", "Margin", "Margin (%)"]

    def row(place):
        """Formulas of one client."""
        rank = f'"#client_id",{place}'
        return [
            f"=PIVOT.HEADER({number},{rank})",
            f'=PIVOT.VALUE({number},"revenue",{rank})',
            f'=PIVOT.VALUE({number},"margin",{rank})',
            f'=PIVOT.VALUE({number},"margin_percent",{rank})',
        ]

    paper.table("A36", heads, row, 8)


def _unbilled(paper):
    """Where work waits for its invoice, and since when."""
    stock = Source("bpo.unbilled.report", STOCK_FILTERS)
    number = paper.pivot(
        pivot(
            "Unbilled by client",
            stock,
            [UNBILLED, "age_days"],
            ("client_id",),
            ("stage",),
            sort=UNBILLED,
        )
    )
    paper.title("F35", "Unbilled Work", UNBILLED_MENU, "I")
    heads = ["Client", "Ready", "Waiting", "Oldest, days"]

    def row(place):
        """Formulas of one client."""
        rank = f'"#client_id",{place}'
        value = f'PIVOT.VALUE({number},"{UNBILLED}",{rank},"stage"'
        return [
            f"=PIVOT.HEADER({number},{rank})",
            f'={value},"ready")',
            f'={value},"waiting")',
            f'=PIVOT.VALUE({number},"age_days",{rank})',
        ]

    paper.table("F36", heads, row, 8)


def _levels(paper):
    """How promises were kept, client by client."""
    number = paper.pivot(
        pivot(
            "Service levels",
            _results(),
            ["__count", "attainment_percent"],
            ("client_id",),
            ("met",),
            sort="__count",
        )
    )
    paper.title("A46", "Service Levels", SLA_MENU, "D")
    heads = ["Client", "Measured", "Met", "Attained (%)"]

    def row(place):
        """Formulas of one client; nothing met is a nought."""
        rank = f'"#client_id",{place}'
        met = f'PIVOT.VALUE({number},"__count",{rank},"met",TRUE)'
        return [
            f"=PIVOT.HEADER({number},{rank})",
            f'=PIVOT.VALUE({number},"__count",{rank})',
            f'=IF(PIVOT.HEADER({number},{rank})="","",IFERROR({met}+0,0))',
            f'=PIVOT.VALUE({number},"attainment_percent",{rank})',
        ]

    paper.table("A47", heads, row, 8)


def _renewals(paper):
    """Contracts on which somebody must decide soon."""
    ahead = Source("bpo.contract", STOCK_FILTERS, AHEAD)
    columns = ["name", "client_id", "notice_date", "date_end"]
    number = paper.list(record_list("Renewals ahead", ahead, columns, "notice_date"))
    paper.title("F46", "Renewals Ahead", RENEWAL_MENU, "I")
    heads = ["Client", "Contract", "Notice by", "End"]
    fields = ["client_id", "name", "notice_date", "date_end"]

    def row(place):
        """Formulas of one contract."""
        return [f'=ODOO.LIST({number},{place},"{name}")' for name in fields]

    paper.table("F47", heads, row, 8)
