"""A real loan desk: 58 agents, real intervals with real faults, to the cent.

October and November 2011, times in Amsterdam, over the clock change of 30 October.
Entries over 12 hours were left open over night and are refused. The data is not part
of the repository; without it the test is skipped.
"""

from pathlib import Path

import pytest
from rating_world import D, entry, make_line, rate, span

from rating import Surcharge

DATA = Path(__file__).resolve().parents[4] / "shared/data/loan-desk"
TZ = "Europe/Amsterdam"
PRICES = {
    "Afhandelen leads": "19.75",
    "Beoordelen fraude": "36.00",
    "Completeren aanvraag": "24.00",
    "Nabellen incomplete dossiers": "21.00",
    "Nabellen offertes": "22.00",
    "Valideren aanvraag": "28.50",
}
IDS = {name: number for number, name in enumerate(PRICES, 1)}
WINDOWS = (
    Surcharge("Evening", D(25), "01234", 18, 24),
    Surcharge("Weekend", D(50), "56", 0, 24),
)
OCTOBER_TIME = ["2354.20", "165.60", "11673.60", "2475.90", "6067.60", "6489.45"]
OCTOBER_EVENING = ["109.69", "0", "799.90", "133.00", "557.43", "38.00"]
OCTOBER_WEEKEND = ["37.53", "0", "434.40", "90.30", "368.50", "51.30"]


def read_xls(path):
    """Rows of ``(activity, start, stop)`` with local times."""
    xlrd = pytest.importorskip("xlrd")
    book = xlrd.open_workbook(path)
    sheet = book.sheet_by_index(0)
    for row in range(1, sheet.nrows):
        yield (
            sheet.cell_value(row, 2),
            *(
                xlrd.xldate_as_datetime(sheet.cell_value(row, column), book.datemode)
                for column in (3, 4)
            ),
        )


def read_xlsx(path):
    """Rows of ``(activity, start, stop)`` with local times."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(path, read_only=True)
    for row in book.worksheets[0].iter_rows(min_row=2, values_only=True):
        yield row[2:5]


def bill(rows, period):
    """The rated month and the number of entries refused for their length."""
    lines = tuple(
        make_line("time", price, IDS[name], name=name, billing_increment=6,
                  surcharges=WINDOWS)
        for name, price in PRICES.items()
    )  # fmt: skip
    entries = [
        entry(str(start), str(stop), key, TZ, IDS[name])
        for key, (name, start, stop) in enumerate(rows)
    ]
    good = [e for e in entries if (e.stop - e.start).total_seconds() <= 12 * 3600]
    return rate(lines, period, terms={"tz": TZ}, entries=good), len(entries) - len(good)


def of_kind(result, kind, name=""):
    """Amounts per line in the order of the price list, ``0`` where there is none."""
    found = {c.line_id: str(c.amount) for c in result.charges
             if c.kind == kind and name in c.name}  # fmt: skip
    return [found.get(line_id, "0") for line_id in IDS.values()]


@pytest.fixture(scope="module")
def october():
    path = DATA / "worklog-2011-10.xls"
    if not path.exists():
        pytest.skip("the loan desk data is not beside the repository")
    return bill(read_xls(path), span("2011-10-01", "2011-10-31"))


def test_october_to_the_cent(october):
    result, refused = october
    assert refused == 17
    assert str(result.amount) == "31846.40"
    assert sum(len(charge.sources) for charge in result.charges) == 7079


def test_october_line_by_line(october):
    result, _refused = october
    assert of_kind(result, "time") == OCTOBER_TIME
    assert of_kind(result, "surcharge", "Evening") == OCTOBER_EVENING
    assert of_kind(result, "surcharge", "Weekend") == OCTOBER_WEEKEND


def test_november_to_the_cent():
    path = DATA / "worklog-2011-11.xlsx"
    if not path.exists():
        pytest.skip("the loan desk data is not beside the repository")
    result, refused = bill(read_xlsx(path), span("2011-11-01", "2011-11-30"))
    assert refused == 49
    assert str(result.amount) == "54171.79"
    assert isinstance(result.charges[0].explanation["amount"], str)
