"""Workbooks: .xlsx by openpyxl and .xls by xlrd, told apart by their first bytes."""

import io
import os
import warnings
from collections.abc import Iterator, Sequence

from .archive import check_archive
from .table import Cell, Limits, ReadError, Table, build_table
from .text import read_text

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF_MAGICS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
OTHER_MAGICS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF")

# openpyxl warns of missing style sheets and the like; what matters is refused here.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


def read_table(data: bytes, filename: str = "", limits: Limits | None = None) -> Table:
    """Read the first sheet of a workbook, or a text file with separators.

    The content decides, not the name: people rename files.

    :param data: the file
    :param filename: only to speak of it
    :raise ReadError: the file is empty, too large, damaged or of another kind
    """
    limits = limits or Limits()
    if not data.strip(b"\x00\r\n\t "):
        raise ReadError("empty")
    if len(data) > limits.file_bytes:
        raise ReadError("too_large", limit=limits.file_bytes // 1024 // 1024)
    if data.startswith(ZIP_MAGIC):
        return _read_xlsx(data, limits)
    if data.startswith(OLE_MAGIC) or _is_bare_biff(data):
        return _read_xls(data, limits)
    if data.startswith(OTHER_MAGICS) or data.startswith(b"PK"):
        raise ReadError("unknown_kind")
    return read_text(data, limits)


def _is_bare_biff(data: bytes) -> bool:
    """Excel 2 to 4 wrote the record stream without a container."""
    return data.startswith(BIFF_MAGICS) and data[2:4] in (b"\x04\x00", b"\x06\x00")


def _guarded(rows: Iterator[tuple[int, Sequence[Cell]]]) -> Iterator:
    """Give every fault of a reading library as the one sentence "damaged".

    The libraries raise whatever the wreck leads to (struct.error, KeyError, ...).
    """
    try:
        yield from rows
    except ReadError:
        raise
    except Exception as fault:  # noqa: BLE001 - any fault of a hostile file
        raise ReadError("damaged") from fault


def _read_xlsx(data: bytes, limits: Limits) -> Table:
    check_archive(data, limits)
    # Imported here: openpyxl costs a fifth of a second that only imports need.
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        sheet = book.worksheets[0]
        epoch_1904 = book.epoch == CALENDAR_MAC_1904
    except Exception as fault:  # noqa: BLE001 - any fault of a hostile file
        raise ReadError("damaged") from fault
    # Every row is looked at: one beyond the limit must be refused, not cut off.
    rows = sheet.iter_rows(values_only=True, max_col=limits.columns + 1)
    numbered = _guarded(enumerate(rows, 1))
    return build_table(numbered, limits, epoch_1904=epoch_1904)


def _read_xls(data: bytes, limits: Limits) -> Table:
    import xlrd

    with open(os.devnull, "w") as silent:
        try:
            book = xlrd.open_workbook(
                file_contents=data, on_demand=True, ragged_rows=True, logfile=silent
            )
            sheet = book.sheet_by_index(0)
        except xlrd.XLRDError as fault:
            locked = "encrypted" in str(fault)
            raise ReadError("locked" if locked else "damaged") from fault
        except Exception as fault:  # noqa: BLE001 - any fault of a hostile file
            raise ReadError("damaged") from fault
    numbered = _guarded(_xls_rows(book, sheet))
    return build_table(numbered, limits, epoch_1904=bool(book.datemode))


def _xls_rows(book, sheet) -> Iterator[tuple[int, list[Cell]]]:
    import xlrd

    def convert(kind: int, value: object) -> Cell:
        if kind == xlrd.XL_CELL_DATE:
            return serial_cell(value, bool(book.datemode))
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        if kind == xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(value, "#ERR!")
        return value if value != "" else None

    for index in range(sheet.nrows):
        kinds = sheet.row_types(index)
        values = sheet.row_values(index)
        yield index + 1, [convert(*pair) for pair in zip(kinds, values, strict=True)]


def serial_cell(value: float, epoch_1904: bool) -> Cell:
    """A date cell of .xls as date and time, or as a time of day below one day."""
    from .instants import from_serial

    moment = from_serial(value, epoch_1904)
    return moment.time() if 0 <= value < 1 else moment
