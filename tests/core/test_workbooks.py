"""The one writer of spreadsheets: types kept, nothing runs, nothing is lost."""

import doctest
import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import workbooks

ADDONS = Path(workbooks.__file__).resolve().parents[1]
ROW = ["=1+1", 2, 0.5, date(2026, 1, 31), datetime(2026, 1, 31, 9, 30), True, None, ""]


def opened(*sheets, **options):
    return openpyxl.load_workbook(io.BytesIO(workbooks.workbook(sheets, **options)))


def test_cells_keep_their_types():
    sheet = opened(("Data", ["Column"] * len(ROW), [ROW])).active
    cells = [cell.value for cell in sheet[2]][:6]
    assert cells[:3] == ["'=1+1", 2, 0.5]
    assert cells[3:5] == [datetime(2026, 1, 31), datetime(2026, 1, 31, 9, 30)]
    assert cells[5] is True
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("mark", workbooks.RISKY)
def test_no_text_is_a_formula(mark):
    sheet = opened((f"{mark}x"[1:], [f"{mark}head"], [[f"{mark}cell"]])).active
    assert [cell.data_type for cell in (sheet["A1"], sheet["A2"])] == ["s", "s"]
    assert sheet["A2"].value.startswith("'")


def test_long_titles_and_wide_rows_are_no_fault():
    book = opened(("T" * 40, ["One"], [["a", "b" * 300]]))
    assert book.sheetnames == ["T" * 31]
    assert book.active["B2"].value == "b" * 300


def test_a_book_can_be_finished():
    def finish(book):
        book.add_worksheet("More")

    assert opened(("Data", ["A"], []), finish=finish).sheetnames == ["Data", "More"]


def test_doctests_hold():
    assert doctest.testmod(workbooks).failed == 0


def test_nobody_else_writes_spreadsheets():
    """The readers' own writer apart: it makes reports of checks, with its limits."""
    writers = {
        path.relative_to(ADDONS).as_posix()
        for path in ADDONS.rglob("*.py")
        if "import xlsxwriter" in path.read_text(encoding="utf-8")
        and "tests" not in path.parts
    }
    assert writers == {"bpo_contracts/workbooks.py", "bpo_timesheets/readers/writer.py"}
