"""The paper of a board: cells, styles, figures, and what Odoo wants around them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

# The version of o-spreadsheet's format in this Odoo; newer readers migrate it.
VERSION = "18.5.10"
# Heights in pixels of rows, and of charts.
ROW, TITLE_ROW, HEAD_ROW = 23, 36, 26
CHART_HEIGHT = 312
STYLES = {
    "1": {"textColor": "#01666b", "fontSize": 16, "bold": True},
    "2": {"textColor": "#434343", "bold": True},
    "3": {"textColor": "#434343", "bold": True, "align": "right"},
    "4": {"textColor": "#434343"},
    "5": {"textColor": "#7a7a7a", "italic": True},
}
TITLE, HEAD, HEAD_RIGHT, BODY, NOTE = 1, 2, 3, 4, 5
FORMATS = {"1": "0.0%", "2": "#,##0", "3": "#,##0.0"}
PERCENT, WHOLE, TENTH = 1, 2, 3
LINE = {"style": "thin", "color": "#CCCCCC"}
CARD_HEIGHT = 105
CARD_COLOURS = ("#EFF6FF", "#FEF2F2", "#F0FDF4", "#FFF7ED", "#F5F3FF", "#ECFEFF")


class Paper:
    """A board in the making: what is written down comes out as one dictionary."""

    def __init__(self, filters: list[dict[str, Any]], widths: tuple[int, ...]):
        """Start an empty board with its global filters.

        :param widths: of the columns from A, in pixels
        """
        self.filters = filters
        self.widths = widths
        self.cells: dict[str, str] = {}
        self.styles: dict[str, int] = {}
        self.formats: dict[str, int] = {}
        self.borders: dict[str, int] = {}
        self.data: dict[str, str] = {}
        self.data_formats: dict[str, int] = {}
        self.heights: dict[int, int] = {}
        self.figures: list[dict[str, Any]] = []
        self.pivots: dict[str, Any] = {}
        self.lists: dict[str, Any] = {}
        self.menus: dict[str, str] = {}
        self.rows = 0

    def pivot(self, definition: dict[str, Any]) -> str:
        """Add a pivot and return its number."""
        number = str(len(self.pivots) + 1)
        self.pivots[number] = {**definition, "id": number, "formulaId": number}
        return number

    def list(self, definition: dict[str, Any]) -> str:
        """Add a list of records and return its number."""
        number = str(len(self.lists) + 1)
        self.lists[number] = {**definition, "id": number}
        return number

    def title(self, cell: str, text: str, menu: str, until: str) -> None:
        """Write a heading that leads to a menu, with a line below it.

        :param until: the last column of the line
        """
        self.cells[cell] = f"[{text}](odoo://ir_menu_xml_id/{menu})"
        self.styles[cell] = TITLE
        self.borders[f"{cell}:{until}{cell[1:]}"] = 1
        self.heights[int(cell[1:])] = TITLE_ROW

    def table(
        self,
        cell: str,
        heads: list[str],
        row_of: Callable[[int], list[str]],
        rows: int,
        formats: tuple[int, ...] = (),
    ) -> None:
        """Write a table: a head, and per place from one the formulas of a row.

        :param row_of: place -> formulas
        :param formats: of the columns after the first
        """
        first, top = cell[0], int(cell[1:])
        last = _after(first, len(heads) - 1)
        for place in range(rows + 1):
            formulas = row_of(place) if place else [f'=_t("{head}")' for head in heads]
            for index, formula in enumerate(formulas):
                self.cells[f"{_after(first, index)}{top + place}"] = formula
        self.heights[top] = HEAD_ROW
        self.styles[f"{first}{top}"] = HEAD
        self.styles[f"{_after(first, 1)}{top}:{last}{top}"] = HEAD_RIGHT
        self.styles[f"{first}{top + 1}:{last}{top + rows}"] = BODY
        for index, number in enumerate(formats, 1):
            column = _after(first, index)
            self.formats[f"{column}{top + 1}:{column}{top + rows}"] = number
        self.rows = max(self.rows, top + rows)

    def note(self, cell: str, text: str) -> None:
        """Write a sentence in small letters."""
        self.cells[cell] = f'=_t("{text}")'
        self.styles[cell] = NOTE
        self.rows = max(self.rows, int(cell[1:]))

    def figure(
        self, name: str, data: dict[str, Any], place: tuple[int, int, int, int]
    ) -> None:
        """Add a chart or card.

        :param place: left, top, width and height in pixels
        """
        x, y, width, height = place
        self.figures.append(
            {
                "id": name,
                "tag": "chart",
                "width": width,
                "height": height,
                "data": {**data, "chartId": name},
                "offset": {"x": x, "y": y},
                "col": 0,
                "row": 0,
            }
        )

    def cards(self, cards: list[dict[str, Any]]) -> None:
        """Add a row of cards over the whole width and their figures on the data sheet.

        A card has ``id``, ``title``, ``value`` and ``before`` (formulas), ``format``,
        ``menu``, and ``said`` (what is written beside the figure of before). Its
        ``format`` may be None: that of the field.
        """
        gap = 10
        width = (sum(self.widths) - gap * (len(cards) - 1)) // len(cards)
        self.data.update(A1='=_t("Figure")', B1='=_t("Now")', C1='=_t("Before")')
        for place, card in enumerate(cards):
            row = place + 2
            self.data[f"A{row}"] = f'=_t("{card["title"]}")'
            self.data[f"B{row}"] = card["value"]
            if card["format"]:
                self.data_formats[f"B{row}:C{row}"] = card["format"]
            data: dict[str, Any] = {
                "type": "scorecard",
                "title": {"text": card["title"], "bold": True, "color": "#434343"},
                "background": CARD_COLOURS[place % len(CARD_COLOURS)],
                "keyValue": f"Data!B{row}",
                "humanize": card["format"] == WHOLE,
                "baselineMode": card.get("mode", "difference"),
                "baselineColorUp": "#00A04A",
                "baselineColorDown": "#DC6965",
                "baselineDescr": {"text": card.get("said", "vs. before")},
            }
            if card.get("less_is_better"):
                data["baselineColorUp"], data["baselineColorDown"] = (
                    data["baselineColorDown"],
                    data["baselineColorUp"],
                )
            if card.get("before"):
                self.data[f"C{row}"] = card["before"]
                data["baseline"] = f"Data!C{row}"
            place_of = (place * (width + gap), 10, width, CARD_HEIGHT)
            self.figure(card["id"], data, place_of)
            self.menus[card["id"]] = card["menu"]

    def chart(
        self, title: str, data: dict[str, Any], menu: str, columns: str, row: int
    ) -> None:
        """Add a chart from the top of a row; it covers thirteen rows and a half.

        Its title is its own, so that a phone shows it, where cells are left out.

        :param columns: the first and last column that it covers, such as ``AD``
        """
        name = "-".join(["chart", *re.findall(r"[a-z]+", title.lower())])
        data["title"] = {
            "text": title,
            "bold": True,
            "color": "#01666b",
            "fontSize": 16,
        }
        first, last = (ord(letter) - ord("A") for letter in columns)
        width = sum(self.widths[first : last + 1])
        top = sum(self.heights.get(number, ROW) for number in range(1, row)) + 4
        self.figure(name, data, (sum(self.widths[:first]), top, width, CHART_HEIGHT))
        self.menus[name] = menu

    def done(self) -> dict[str, Any]:
        """Return the whole board."""
        return {
            "version": VERSION,
            "sheets": [
                _sheet(
                    "board",
                    "Dashboard",
                    len(self.widths),
                    self.rows + 2,
                    cols={str(n): {"size": size} for n, size in enumerate(self.widths)},
                    rows={
                        str(row - 1): {"size": size}
                        for row, size in sorted(self.heights.items())
                    },
                    cells=self.cells,
                    styles=self.styles,
                    formats=self.formats,
                    borders=self.borders,
                    figures=self.figures,
                ),
                _sheet(
                    "data",
                    "Data",
                    8,
                    40,
                    cols={"0": {"size": 200}},
                    cells=self.data,
                    formats=self.data_formats,
                ),
            ],
            "styles": STYLES,
            "formats": FORMATS,
            "borders": {"1": {"bottom": LINE}},
            "revisionId": "START_REVISION",
            "uniqueFigureIds": True,
            "settings": {
                "locale": {
                    "name": "English (US)",
                    "code": "en_US",
                    "thousandsSeparator": ",",
                    "decimalSeparator": ".",
                    "dateFormat": "mm/dd/yyyy",
                    "timeFormat": "hh:mm:ss",
                    "formulaArgSeparator": ",",
                    "weekStart": 7,
                }
            },
            "pivots": self.pivots,
            "pivotNextId": len(self.pivots) + 1,
            "customTableStyles": {},
            "globalFilters": self.filters,
            "lists": self.lists,
            "listNextId": len(self.lists) + 1,
            "chartOdooMenusReferences": self.menus,
        }


def _sheet(
    key: str, name: str, width: int, height: int, **parts: Any
) -> dict[str, Any]:
    """A sheet with the parts that are given and nothing else."""
    empty: dict[str, Any] = {
        "rows": {},
        "cols": {},
        "merges": [],
        "cells": {},
        "styles": {},
        "formats": {},
        "borders": {},
        "conditionalFormats": [],
        "dataValidationRules": [],
        "figures": [],
        "tables": [],
        "areGridLinesVisible": True,
        "isVisible": True,
        "headerGroups": {"ROW": [], "COL": []},
        "comments": {},
    }
    return {
        "id": key,
        "name": name,
        "colNumber": width,
        "rowNumber": height,
        **empty,
        **parts,
    }


def _after(column: str, steps: int) -> str:
    """The letter of the column some steps to the right."""
    return chr(ord(column) + steps)


def as_text(board: dict[str, Any]) -> str:
    """Return a board as the text of its file."""
    return json.dumps(board, indent=1, ensure_ascii=False) + "\n"
