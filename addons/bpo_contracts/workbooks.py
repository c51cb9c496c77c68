"""Spreadsheets that leave the house: plain cells, no live formulas.

The one writer of the suite's ``.xlsx`` files. Pure functions without Odoo.
"""

import io
from datetime import date, datetime

import xlsxwriter

# Text that a spreadsheet program would take for a formula.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "remove_timezone": True,
}
FORMATS = {
    "head": {"bold": True, "bottom": 1, "text_wrap": True},
    "day": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm:ss"},
    "number": {"num_format": "#,##0.00####"},
}
MIN_WIDTH, MAX_WIDTH = 10, 60
TITLE_LENGTH = 31


def plain_text(text):
    """Return text that no spreadsheet program runs.

    >>> plain_text("=1+1"), plain_text("plain")
    ("'=1+1", 'plain')
    """
    text = str(text)
    return f"'{text}" if text.startswith(RISKY) else text


def workbook(sheets, finish=None):
    """Return the bytes of a workbook.

    :param sheets: list of (title, header, rows); cells are text, numbers, dates,
        datetimes without zone, booleans or None
    :param finish: function of the open ``xlsxwriter`` book, for charts
    :rtype: bytes
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        formats = {name: book.add_format(look) for name, look in FORMATS.items()}
        for title, header, rows in sheets:
            _write_sheet(
                book.add_worksheet(title[:TITLE_LENGTH]), formats, header, rows
            )
        if finish:
            finish(book)
    return stream.getvalue()


def _write_sheet(sheet, formats, header, rows):
    """Write one sheet with a frozen header and widths that fit."""
    widths = [max(len(str(cell)), MIN_WIDTH) for cell in header]
    for column, cell in enumerate(header):
        sheet.write_string(0, column, plain_text(cell), formats["head"])
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, (number, column), cell, formats)
            if column < len(widths):
                widths[column] = max(widths[column], len(str(cell or "")))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, MAX_WIDTH))
    sheet.freeze_panes(1, 0)


def _write(sheet, at, cell, formats):
    """Write one cell by the type of its value."""
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(*at, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(*at, cell, formats["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(*at, cell, formats["day"])
    elif isinstance(cell, float):
        sheet.write_number(*at, cell, formats["number"])
    elif isinstance(cell, int):
        sheet.write_number(*at, cell)
    else:
        sheet.write_string(*at, plain_text(cell))
