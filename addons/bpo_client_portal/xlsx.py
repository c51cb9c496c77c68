"""Spreadsheets that leave the house: plain cells, no live formulas.

Pure functions without Odoo.
"""

import io
from datetime import date, datetime

import xlsxwriter

# Text that a spreadsheet program would take for a formula.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
OPTIONS = {
    "in_memory": True,
    "constant_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
MAX_WIDTH = 60


def safe_text(text):
    """Return text that no spreadsheet program runs.

    >>> safe_text("=1+1")
    "'=1+1"
    >>> safe_text("plain")
    'plain'
    """
    text = str(text)
    return f"'{text}" if text.startswith(RISKY) else text


def write_workbook(sheets):
    """Return the bytes of a workbook.

    :param sheets: list of ``(title, header row, rows)``; cells may be text, numbers,
        dates, datetimes without zone, booleans or None
    :rtype: bytes
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "number": book.add_format({"num_format": "#,##0.00####"}),
        }
        for title, header, rows in sheets:
            _write_sheet(book.add_worksheet(title[:31]), formats, header, rows)
    return stream.getvalue()


def _write_sheet(sheet, formats, header, rows):
    """Write one sheet with a frozen header and widths that fit."""
    widths = [len(str(cell)) for cell in header]
    for column, cell in enumerate(header):
        sheet.write_string(0, column, safe_text(cell), formats["head"])
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, formats, number, column, cell)
            widths[column] = max(widths[column], len(str(cell or "")))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, MAX_WIDTH))
    sheet.freeze_panes(1, 0)


def _write_cell(sheet, formats, row, column, cell):
    """Write one value by its type."""
    if cell is None or cell is False or cell == "":
        return
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, formats["time"])
    elif isinstance(cell, date):
        sheet.write_datetime(
            row, column, datetime(cell.year, cell.month, cell.day), formats["date"]
        )
    elif isinstance(cell, (int, float)):
        sheet.write_number(row, column, cell, formats["number"])
    else:
        sheet.write_string(row, column, safe_text(cell))
