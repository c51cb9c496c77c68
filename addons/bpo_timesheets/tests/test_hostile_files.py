"""Five hundred broken files: each gives one clear sentence or a report, never a crash.

Seeded, so that a failure comes again; pure readers, so that all of them take seconds.
"""

import base64
import io
import random
import zipfile
from datetime import date, datetime

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged

from .. import readers
from ..models.bpo_import_sentence_mixin import BpoImportSentenceMixin
from ..readers.timesheet import check_times
from ..readers.world import World
from .common import TimeCase

HEADERS = ("agent", "case", "activity", "start", "stop", "seconds")
ROW = ("Anna", "1", "Typing", datetime(2024, 1, 1, 9), datetime(2024, 1, 1, 10), 3600)
NASTY = (
    "=1+1",
    '=HYPERLINK("http://x")',
    "\x01\x02",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "9" * 400,
    "1e999",
    "-1",
    "nan",
    "31.02.2024",
    "2024-03-31 02:30",
    "0000-00-00",
    "<script>alert(1)</script>",
    "'; DROP TABLE x; --",
    " " * 5000,
    "a" * 40_000,
    "٣/٤/٢٠٢٤",
    "%(name)s %s {0}",
)
NASTY_CELLS = (*NASTY, None, True, -1, 0, 1e300, 2**60, 0.5, date(1900, 1, 1))


def workbook(*rows, epoch_1904=False):
    """An .xlsx of the given rows."""
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def text(*rows, separator=",", encoding="utf-8"):
    """A .csv of the given rows."""
    lines = (separator.join("" if c is None else str(c) for c in row) for row in rows)
    return "\n".join(lines).encode(encoding, "replace")


def rezip(data, change):
    """The same archive with each member's bytes changed by a function."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            archive.writestr(name, change(name, source.read(name)))
    return target.getvalue()


def broken_files():
    """Pairs of a name and a file, in the same order every time."""
    dice = random.Random(20111030)
    good_text, good_book = text(HEADERS, ROW, ROW), workbook(HEADERS, ROW, ROW)
    for good, kind in ((good_text, "csv"), (good_book, "xlsx")):
        for number in range(60):
            yield f"{kind} cut {number}", good[: dice.randrange(len(good))]
        for number in range(90):
            data = bytearray(good)
            for _flip in range(dice.choice((1, 5, 50))):
                data[dice.randrange(len(data))] = dice.randrange(256)
            yield f"{kind} flipped {number}", bytes(data)
    for number in range(70):
        row = [dice.choice(NASTY) if dice.random() < 0.5 else c for c in ROW]
        encoding = dice.choice(("utf-8", "utf-16", "cp1252", "latin-1", "utf-32"))
        separator = dice.choice(",;\t|")
        yield (
            f"text {number}",
            text(HEADERS, row, separator=separator, encoding=encoding),
        )
    for number in range(50):
        row = [dice.choice(NASTY_CELLS) if dice.random() < 0.5 else c for c in ROW]
        row = [c if c != "\x01\x02" else "x" for c in row]
        row = [c[:32_000] if isinstance(c, str) else c for c in row]
        yield f"cells {number}", workbook(HEADERS, row, epoch_1904=number % 2)
    for number in range(50):
        part = dice.choice(
            ("sheet1.xml", "workbook.xml", "styles.xml", "sharedStrings.xml")
        )
        yield f"part {number}", rezip(good_book, _spoiler(part, dice.randrange(5)))
    for number in range(40):
        size = dice.choice((1, 7, 64, 511, 512, 4096))
        magic = dice.choice(
            (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe")
        )
        yield f"noise {number}", magic + dice.randbytes(size)
    yield from special_files(good_book)


def _spoiler(part, how):
    entity = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
    )

    def change(name, data):
        if not name.endswith(part):
            return data
        return (
            b"",
            data[: len(data) // 2],
            entity,
            data.replace(b"<c ", b"<d "),
            data.replace(b"2", b"999999999"),
        )[how]

    return change


def special_files(good_book):
    """The classics."""
    yield "empty", b""
    yield "nulls", b"\x00" * 1000
    yield "only a header", text(HEADERS)
    yield "one column", b"agent\nAnna\n"
    yield "doubled header", text(("agent", "Agent"), ("a", "b"))
    yield "pdf", b"%PDF-1.7\n..."
    yield "unclosed quote", b'agent,case\n"Anna,1\n'
    yield "long line", b"a,b\n" + b"x" * 200_000 + b",1\n"
    yield "html as xls", b"<html><table><tr><td>agent</td></tr></table></html>"
    yield "many columns", text([f"h{n}" for n in range(5000)])
    yield "million rows", b"agent,start\n" + b"Anna,1\n" * 1_000_000
    yield (
        "zip bomb",
        rezip(
            good_book,
            lambda name, data: data + b" " * 200_000_000 * name.endswith("t1.xml"),
        ),
    )
    far = openpyxl.Workbook()
    far.active["A1"], far.active["B1"], far.active["XFD1048576"] = "agent", "start", 1
    target = io.BytesIO()
    far.save(target)
    yield "far cell", target.getvalue()


@tagged("post_install", "-at_install")
class TestHostileFiles(BaseCase):
    def test_500_broken_files_give_a_sentence_or_a_report(self):
        world = World({"anna": (1,)}, {}, {}, {})
        mapping = {
            "agent": "employee",
            "activity": "line",
            "start": "start",
            "stop": "stop",
        }
        count, unread = 0, 0
        for name, data in broken_files():
            count += 1
            with self.subTest(file=name):
                try:
                    table = readers.read_table(data, name)
                    report = check_times(table, mapping, world)
                except readers.ReadError as fault:
                    unread += 1
                    self.assertTrue(self._say(fault))
                else:
                    self.assertFalse(report.rows)
                    self.assertEqual(len(report.refusals), report.count)
        self.assertGreaterEqual(count, 500)
        self.assertGreater(unread, 100)

    def _say(self, fault):
        class Env:
            @staticmethod
            def _(source, **params):
                return source % params if params else source

        class Speaker:
            env = Env
            _fill_sentence = BpoImportSentenceMixin._fill_sentence

        return BpoImportSentenceMixin._get_read_sentence(Speaker(), fault)


@tagged("post_install", "-at_install")
class TestHostileImports(TimeCase):
    def test_broken_files_leave_nothing_behind(self):
        entries = self.env["account.analytic.line"]
        before = entries.search_count([])
        files = [pair for number, pair in enumerate(broken_files()) if not number % 40]
        for name, data in files:
            with self.subTest(file=name):
                record = self.env["bpo.import"].create(
                    {
                        "file": base64.b64encode(data or b" "),
                        "filename": name,
                        "on_error": "skip",
                    }
                )
                try:
                    record.action_check()
                    record.action_import()
                except UserError as fault:
                    self.assertTrue(str(fault))
        self.assertEqual(entries.search_count([]), before)
