"""Spreadsheets of evidence: plain cells, no live formulas.

Pure functions without Odoo.
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
}
WIDTH = 18


def plain_text(text):
    """Return text that no spreadsheet program runs.

    >>> plain_text("=1+1"), plain_text("plain")
    ("'=1+1", 'plain')
    """
    text = str(text)
    return f"'{text}" if text.startswith(RISKY) else text


def workbook(sheets):
    """Return the bytes of a workbook.

    :param sheets: list of (title, header, rows); cells are text, numbers, dates,
        datetimes without zone, booleans or None
    :rtype: bytes
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        formats = {
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        for title, header, rows in sheets:
            sheet = book.add_worksheet(title[:31])
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(len(header) - 1, 0), WIDTH)
            for column, cell in enumerate(header):
                sheet.write_string(0, column, plain_text(cell), head)
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    _write(sheet, (number, column), cell, formats)
    return stream.getvalue()


def _write(sheet, at, cell, formats):
    """Write one cell by the type of its value."""
    if cell is None or cell == "":
        return
    if isinstance(cell, (date, datetime)):
        kind = "moment" if isinstance(cell, datetime) else "day"
        sheet.write_datetime(*at, cell, formats[kind])
    elif isinstance(cell, bool):
        sheet.write_boolean(*at, cell)
    elif isinstance(cell, (int, float)):
        sheet.write_number(*at, cell)
    else:
        sheet.write_string(*at, plain_text(cell))
