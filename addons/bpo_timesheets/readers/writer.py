"""Rows to an .xlsx file that holds values only, never a live formula or link."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from .table import Cell

# XlsxWriter turns such texts into formulas and links unless told not to.
INERT = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
    "remove_timezone": True,
}
FORMATS = {
    datetime: "yyyy-mm-dd hh:mm:ss",
    date: "yyyy-mm-dd",
    time: "hh:mm:ss",
    timedelta: "[h]:mm:ss",
}
MAX_TEXT = 32_767
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write_sheet(
    target: BinaryIO,
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    name: str = "Sheet1",
) -> int:
    """Write a workbook of one sheet.

    A text that another program might run as a formula gets an apostrophe in front.

    :return: number of rows below the header
    """
    # Imported here: only downloads need it.
    import xlsxwriter

    book = xlsxwriter.Workbook(target, INERT)
    sheet = book.add_worksheet(name[:31])
    bold = book.add_format({"bold": True})
    formats = {
        kind: book.add_format({"num_format": pattern})
        for kind, pattern in FORMATS.items()
    }
    for column, header in enumerate(headers):
        sheet.write_string(0, column, inert_text(header), bold)
    sheet.freeze_panes(1, 0)
    count = 0
    for count, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            _write_cell(sheet, count, column, cell, formats)
    sheet.autofilter(0, 0, max(count, 1), max(len(headers) - 1, 0))
    book.close()
    return count


def _write_cell(sheet, row: int, column: int, cell: Cell, formats: dict) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif type(cell) in formats:
        sheet.write_datetime(row, column, cell, formats[type(cell)])
    else:
        sheet.write_string(row, column, inert_text(str(cell)))


def inert_text(text: str) -> str:
    """A text no spreadsheet program takes for a formula; negative numbers stay.

    >>> inert_text("=1+1"), inert_text("-5.2"), inert_text("Anna")
    ("'=1+1", '-5.2', 'Anna')
    """
    text = text[:MAX_TEXT]
    if text.startswith(DANGEROUS) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True
