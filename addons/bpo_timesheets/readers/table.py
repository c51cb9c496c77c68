"""What every reader returns, what it refuses to read, and how it says so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = None | str | int | float | bool | datetime | date | time | timedelta

HEADER_SEARCH_ROWS = 20


class ReadError(Exception):
    """The file cannot be read; the first argument names the fault.

    :param code: one of the codes the shell has a sentence for
    :param params: values for that sentence
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Limits:
    """Sizes beyond which a file is not read (bytes, rows, columns, characters).

    They leave room for 100,000 rows of a dozen columns and end well before a file
    can exhaust a worker: a zip archive is judged by its directory before anything
    of it is unpacked.
    """

    file_bytes: int = 32 * 1024 * 1024
    unpacked_bytes: int = 160 * 1024 * 1024
    ratio: int = 100
    entries: int = 200
    rows: int = 200_000
    columns: int = 100
    text: int = 32_767


@dataclass(frozen=True)
class Refusal:
    """One row that is not taken, or taken with a warning.

    :param row: number of the row in the file, the first line being 1
    :param code: key of the reason; the shell holds the sentences
    :param params: values for the sentence, JSON-able
    """

    row: int
    code: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A file as headers and rows.

    :param headers: texts of the header row, in file order
    :param rows: pairs of row number and cells, read while iterated, once
    :param epoch_1904: serial day numbers count from 1904, not 1900
    """

    headers: tuple[str, ...]
    rows: Iterator[tuple[int, tuple[Cell, ...]]]
    epoch_1904: bool = False


def build_table(
    raw_rows: Iterable[tuple[int, Sequence[Cell]]],
    limits: Limits,
    *,
    epoch_1904: bool = False,
) -> Table:
    """Find the header row and number the rest.

    The header is the first row with two filled cells (a lone cell is a title) among
    the first twenty; rows without any value are passed over but counted.

    :raise ReadError: no header, or doubled headers, or (while iterating) too many rows
    """
    numbered = iter(raw_rows)
    headers = _find_headers(numbered, limits)
    return Table(headers, _body(numbered, limits, len(headers)), epoch_1904)


def _find_headers(
    numbered: Iterator[tuple[int, Sequence[Cell]]], limits: Limits
) -> tuple[str, ...]:
    for number, cells in numbered:
        texts = [str(cell).strip() if cell is not None else "" for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > limits.columns:
            raise ReadError("too_many_columns", limit=limits.columns)
        if sum(map(bool, texts)) >= 2:
            named = [text.casefold() for text in texts if text]
            doubled = {text for text in named if named.count(text) > 1}
            if doubled:
                raise ReadError("doubled_header", header=sorted(doubled)[0])
            return tuple(text[: limits.text] for text in texts)
        if number >= HEADER_SEARCH_ROWS:
            break
    raise ReadError("no_header")


def _body(
    numbered: Iterator[tuple[int, Sequence[Cell]]], limits: Limits, width: int
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    blank = (None,) * width
    for number, cells in numbered:
        if number > limits.rows + HEADER_SEARCH_ROWS:
            if any(cell not in (None, "") for cell in cells):
                raise ReadError("too_many_rows", limit=limits.rows)
            continue
        row = (*cells[:width], *blank[len(cells) :])
        if any(cell is not None and cell != "" for cell in row):
            yield number, row
