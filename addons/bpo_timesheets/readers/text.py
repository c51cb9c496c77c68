"""Text files with separators: their encoding, their separator, their rows."""

import codecs
import csv
import io
from collections.abc import Iterator

from .table import Cell, Limits, ReadError, Table, build_table

SEPARATORS = ",;\t|"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(data: bytes, limits: Limits) -> Table:
    """Read .csv, .tsv and their kin.

    >>> table = read_text(b"agent;hours\\nAnna;1,5\\n", Limits())
    >>> table.headers, list(table.rows)
    (('agent', 'hours'), [(2, ('Anna', '1,5'))])

    :raise ReadError: not text, or a line that cannot be split
    """
    text = decode(data)
    if "\x00" in text:
        raise ReadError("unknown_kind")
    return build_table(_split(text, guess_separator(text)), limits)


def decode(data: bytes) -> str:
    """Bytes to text: by byte order mark, else UTF-8, else Windows-1252.

    >>> decode("Müller".encode("cp1252")) == decode("Müller".encode())
    True
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise ReadError("damaged") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def guess_separator(text: str) -> str:
    """The separator most frequent outside quotes in the first filled line.

    >>> guess_separator('a;"b,c,d,e";f')
    ';'
    """
    for line in text.splitlines()[:20] if len(text) < 4096 else _first_lines(text):
        bare = "".join(line.split('"')[::2])
        counts = {mark: bare.count(mark) for mark in SEPARATORS}
        best = max(counts, key=counts.get)
        if counts[best]:
            return best
    return ","


def _first_lines(text: str) -> list[str]:
    return text[:65536].splitlines()[:20]


def _split(text: str, separator: str) -> Iterator[tuple[int, list[Cell]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [cell.strip() or None for cell in cells]
    except csv.Error:
        raise ReadError("bad_line", row=number + 1) from None
