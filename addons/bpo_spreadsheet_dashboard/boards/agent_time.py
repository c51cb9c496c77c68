"""The board of agents' time: utilisation, occupancy and shrinkage, every way round."""

from __future__ import annotations

from .paper import HEAD, PERCENT, TENTH, WHOLE, Paper
from .sources import Source, chart, filter_definitions, pivot

MENU = "bpo_timesheets.bpo_utilisation_report_menu"
MODEL = "bpo.utilisation.report"
# Paid time belongs to no client: the client narrows client hours only.
FILTERS = {
    "period": "date",
    "team": "department_id",
    "location": "work_location_id",
    "company": "company_id",
}
CLIENT_FILTERS = {**FILTERS, "client": "partner_id"}
WIDTHS = (214, 119, 119, 119, 119, 119, 119, 119)
PAID = ("paid_hours", "leave_hours", "internal_hours", "present_hours")
# ratio: what it is, and where numerator and denominator stand on the data sheet
RATIOS = {
    "Utilisation": ("Client hours / paid hours", "B11", "B12"),
    "Occupancy": ("Client hours / present hours", "B11", "B15"),
    "Shrinkage": ("Leave and internal hours / paid hours", "B16", "B12"),
}


def board():
    """Return the whole board."""
    names = ["client", "team", "location", "company"]
    paper = Paper(filter_definitions(names, "last_90_days"), WIDTHS)
    _hours(paper)
    _cards(paper)
    _ratios(paper)
    _charts(paper)
    _group(paper, 42, "Teams", "Team", "department_id", 6)
    _group(paper, 51, "Locations", "Location", "work_location_id", 6)
    _clients(paper, 60)
    _group(paper, 73, "Agents", "Agent", "employee_id", 20)
    return paper.done()


def _paid(offset=0, domain=()):
    return Source(MODEL, FILTERS, list(domain), offset)


def _worked(offset=0):
    return Source(MODEL, CLIENT_FILTERS, [["contract_id", "!=", False]], offset)


def _hours(paper):
    """Sums of hours on the data sheet, in column B now, in column C before."""
    rows = ("Client hours", "Paid hours", "Leave", "Internal", "Present hours")
    for column, offset in (("B", 0), ("C", -1)):
        worked = paper.pivot(pivot("Client hours", _worked(offset), ["client_hours"]))
        paid = paper.pivot(pivot("Paid hours", _paid(offset), list(PAID)))
        formulas = [f'=PIVOT.VALUE({worked},"client_hours")']
        formulas += [f'=PIVOT.VALUE({paid},"{name}")' for name in PAID]
        for place, (label, formula) in enumerate(zip(rows, formulas, strict=True), 11):
            paper.data[f"A{place}"] = f'=_t("{label}")'
            paper.data[f"{column}{place}"] = formula
        paper.data["A16"] = '=_t("Leave and internal hours")'
        paper.data[f"{column}16"] = f"={column}13+{column}14"
    paper.data_formats["B11:C16"] = TENTH


def _ratio(name, column):
    """Formula of a ratio on the data sheet."""
    _words, above, below = RATIOS[name]
    return f'=IFERROR({column}{above[1:]}/{column}{below[1:]},"")'


def _cards(paper):
    """The three ratios and two sums beside those of the period before."""
    cards = [
        {
            "id": name.lower(),
            "title": name,
            "value": _ratio(name, "B"),
            "before": _ratio(name, "C"),
            "format": PERCENT,
            "less_is_better": name == "Shrinkage",
            "menu": MENU,
        }
        for name in RATIOS
    ]
    cards += [
        {
            "id": title.lower().replace(" ", "-"),
            "title": title,
            "value": f"=B{row}",
            "before": f"=C{row}",
            "format": WHOLE,
            "mode": "percentage",
            "menu": MENU,
        }
        for title, row in (("Client Hours", 11), ("Paid Hours", 12))
    ]
    paper.cards(cards)


def _ratios(paper):
    """Every ratio with its numerator and denominator."""
    paper.title("A7", "How the Ratios Come About", MENU, "H")
    heads = ["Ratio", "Numerator", "Denominator", "Now", "Before", "Hours"]

    def row(place):
        """Formulas of one ratio."""
        name = list(RATIOS)[place - 1]
        words, above, below = RATIOS[name]
        return [
            f'=_t("{name}")',
            f"=Data!{above}",
            f"=Data!{below}",
            f"=Data!B{place + 1}",
            f"=Data!C{place + 1}",
            f'=_t("{words}")',
        ]

    paper.table("A8", heads, row, 3, (TENTH, TENTH, PERCENT, PERCENT))
    paper.styles["F8"] = HEAD
    paper.note(
        "A12",
        "Paid time belongs to no client: a client chosen above narrows client hours "
        "only, so that utilisation is this client's share of all paid hours.",
    )


def _charts(paper):
    """Four charts by week."""
    places = (
        ("utilisation", "Utilisation (%)", "AD", 14),
        ("occupancy", "Occupancy (%)", "EH", 14),
        ("shrinkage", "Shrinkage (%)", "AD", 28),
    )
    for name, title, columns, row in places:
        data = chart("line", _paid(), f"{name}_percent", ["date:week"])
        paper.chart(title, data, MENU, columns, row)
    groups = ["date:week", "partner_id"]
    data = chart("bar", _worked(), "client_hours", groups, stacked=True)
    paper.chart("Client Hours", data, MENU, "EH", 28)


def _group(paper, top, title, one, by, rows):
    """A table of hours and ratios by a field of the agents."""
    ratios = [f"{name.lower()}_percent" for name in RATIOS]
    measures = ["client_hours", "paid_hours", "present_hours", "shrinkage_hours"]
    number = paper.pivot(
        pivot(
            title,
            _paid(domain=[[by, "!=", False]]),
            measures + ratios,
            (by,),
            sort="client_hours",
        )
    )
    paper.title(f"A{top}", title, MENU, "H")
    heads = [
        one,
        "Client hours",
        "Paid hours",
        "Present hours",
        "Shrinkage (h)",
        "Utilisation (%)",
        "Occupancy (%)",
        "Shrinkage (%)",
    ]

    def row(place):
        """Formulas of one line."""
        rank = f'"#{by}",{place}'
        return [
            f"=PIVOT.HEADER({number},{rank})",
            *(f'=PIVOT.VALUE({number},"{name}",{rank})' for name in measures + ratios),
        ]

    paper.table(f"A{top + 1}", heads, row, rows, (TENTH,) * 7)


def _clients(paper, top):
    """Which clients take up how much of the paid and the present time."""
    measures = ["client_hours", "output_quantity", "cost"]
    number = paper.pivot(
        pivot("Clients", _worked(), measures, ("partner_id",), sort="client_hours")
    )
    paper.title(f"A{top}", "Clients", MENU, "H")
    heads = [
        "Client",
        "Client hours",
        "Output",
        "Cost",
        "Cost per hour",
        "Of paid hours",
        "Of present hours",
    ]

    def row(place):
        """Formulas of one client."""
        rank = f'"#partner_id",{place}'
        hours, output, cost = (
            f'PIVOT.VALUE({number},"{name}",{rank})' for name in measures
        )
        return [
            f"=PIVOT.HEADER({number},{rank})",
            f"={hours}",
            f"={output}",
            f"={cost}",
            f'=IFERROR({cost}/{hours},"")',
            f'=IFERROR(IF({hours}="","",{hours}/Data!B12),"")',
            f'=IFERROR(IF({hours}="","",{hours}/Data!B15),"")',
        ]

    formats = (TENTH, WHOLE, WHOLE, TENTH, PERCENT, PERCENT)
    paper.table(f"A{top + 1}", heads, row, 10, formats)
