"""The examples in the readers' docstrings, and what they refuse; no database."""

import doctest
import importlib
import io
import zipfile
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import openpyxl

from odoo.tests import BaseCase, tagged

from .. import readers, timing
from ..readers import instants, quantities
from ..readers.clock import SkippedTime, WallClock
from ..readers.writer import write_sheet

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MODULES = (
    "clock instants mapping overlap quantities sheets table text timesheet workitem "
    "world writer"
)


@tagged("post_install", "-at_install")
class TestReaderDoctests(BaseCase):
    def test_examples_in_docstrings_hold(self):
        package = readers.__name__
        modules = [importlib.import_module(f"{package}.{m}") for m in MODULES.split()]
        for module in (*modules, timing):
            with self.subTest(module=module.__name__):
                self.assertEqual(doctest.testmod(module).failed, 0)


@tagged("post_install", "-at_install")
class TestInstants(BaseCase):
    def test_usual_forms_mean_the_same_moment(self):
        wanted = datetime(2024, 12, 31, 17, 5)
        for cell in (
            "2024-12-31 17:05",
            "2024-12-31T17:05:00",
            "2024-12-31T17:05:00.999",
            "2024/12/31 17:05",
            "31.12.2024 17:05",
            "31.12.24 17:05:00",
            "31/12/2024 5:05 PM",
            "31-12-2024 17:05",
            "31 December 2024 17:05",
            "31. Dez 2024, 17:05",
            "20241231T170500",
            45657.711805555555,
            datetime(2024, 12, 31, 17, 5),
        ):
            with self.subTest(cell=cell):
                self.assertEqual(instants.parse_moment(cell), wanted)

    def test_offsets_give_instants(self):
        for cell in (
            "2024-12-31T17:05:00Z",
            "2024-12-31 18:05 +01:00",
            "2024-12-31T22:35:00+0530",
            "20241231T170500Z",
        ):
            with self.subTest(cell=cell):
                self.assertEqual(
                    instants.parse_moment(cell),
                    datetime(2024, 12, 31, 17, 5, tzinfo=timezone.utc),
                )

    def test_what_is_no_moment_is_refused(self):
        for cell in (
            "",
            "soon",
            "2024-13-01",
            "31.02.2024",
            "2024-01-01 25:00",
            "0001-01-01",
            "99999-01-01",
            True,
            None,
            -1.0,
            1e300,
            float("nan"),
            "2024-01-01 10:00 banana",
        ):
            with (
                self.subTest(cell=cell),
                self.assertRaises((ValueError, OverflowError)),
            ):
                instants.parse_moment(cell)

    def test_serials_count_from_1900_or_1904(self):
        self.assertEqual(instants.from_serial(61), datetime(1900, 3, 1))
        self.assertEqual(instants.from_serial(1), datetime(1900, 1, 1))
        self.assertEqual(
            instants.from_serial(40000, epoch_1904=True),
            instants.from_serial(41462),
        )

    def test_times_of_day(self):
        for cell in (
            "9:30",
            "09:30:00",
            "9.30",
            "9h30",
            time(9, 30),
            timedelta(hours=9.5),
        ):
            with self.subTest(cell=cell):
                self.assertEqual(instants.parse_time_of_day(cell), time(9, 30))

    def test_durations(self):
        for cell, unit, seconds in (
            ("0,25", "hours", 900),
            ("90", "minutes", 5400),
            ("1:15:30", "hours", 4530),
            (0.1, "hours", 360),
            (timedelta(hours=26), "hours", 93600),
            ("59.9", "seconds", 59),
        ):
            with self.subTest(cell=cell):
                self.assertEqual(quantities.parse_seconds(cell, unit), seconds)


@tagged("post_install", "-at_install")
class TestWallClock(BaseCase):
    """Amsterdam, 30 October 2011: 03:00 becomes 02:00; 27 March: 02:00 is 03:00."""

    def setUp(self):
        super().setUp()
        self.clock = WallClock(AMSTERDAM)

    def _wall(self, hour, minute, day=30):
        return datetime(2011, 10, day, hour, minute)

    def test_plain_times(self):
        self.assertEqual(
            self.clock.readings(self._wall(12, 0, day=28)),
            (datetime(2011, 10, 28, 10),),
        )
        self.assertEqual(
            self.clock.readings(self._wall(12, 0)), (datetime(2011, 10, 30, 11),)
        )

    def test_skipped_times_are_refused(self):
        with self.assertRaises(SkippedTime):
            self.clock.readings(datetime(2011, 3, 27, 2, 30))
        self.assertEqual(
            self.clock.readings(datetime(2011, 3, 27, 3, 0)),
            (datetime(2011, 3, 27, 1),),
        )

    def test_repeated_times_are_the_first_unless_told(self):
        interval = self.clock.interval
        first = interval(self._wall(2, 10), self._wall(2, 20))
        self.assertEqual(
            first, (datetime(2011, 10, 30, 0, 10), datetime(2011, 10, 30, 0, 20))
        )
        for given in ({"seconds": 4200}, {"seconds": 4201}):
            crossing = interval(self._wall(2, 10), self._wall(2, 20), **given)
            self.assertEqual(crossing[1] - crossing[0], timedelta(minutes=70))

    def test_stop_before_start_within_the_repeated_hour_is_the_second(self):
        start, stop = self.clock.interval(self._wall(2, 50), self._wall(2, 10))
        self.assertEqual(stop - start, timedelta(minutes=20))

    def test_time_before_the_row_above_is_the_second(self):
        start, _stop = self.clock.interval(
            self._wall(2, 5), self._wall(2, 15), after=datetime(2011, 10, 30, 0, 30)
        )
        self.assertEqual(start, datetime(2011, 10, 30, 1, 5))

    def test_hour_before_the_change_is_not_mistaken(self):
        clock = WallClock(AMSTERDAM)
        clock.readings(self._wall(1, 0))
        self.assertEqual(
            clock.readings(self._wall(1, 59)), (datetime(2011, 10, 29, 23, 59),)
        )
        self.assertEqual(clock.readings(self._wall(3, 0)), (datetime(2011, 10, 30, 2),))


@tagged("post_install", "-at_install")
class TestGuessMapping(BaseCase):
    def test_clients_write_headers_in_their_language(self):
        fields = ["line", "order", "reference", "quantity", "wish"]
        for headers in (
            ("Leistung", "Auftrag", "Referenz", "Menge", "Wunschtermin"),
            ("Prestation", "Ordre", "Référence", "Quantité", "Échéance"),
            ("Servicio", "Orden", "Referencia", "Cantidad", "Fecha de entrega"),
        ):
            guessed = readers.guess_mapping(headers, "work_order")
            self.assertEqual([guessed.get(each) for each in headers], fields)

    def test_the_labels_of_the_reader_come_first(self):
        labels = {"wish": "Due date (yours)", "reference": "Order"}
        guessed = readers.guess_mapping(("Order", "Due date"), "work_order", labels)
        self.assertEqual(guessed, {"Order": "reference", "Due date": "wish"})


@tagged("post_install", "-at_install")
class TestReadTable(BaseCase):
    def _xlsx(self, *rows):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    def _refuses(self, data, code, limits=None):
        with self.assertRaises(readers.ReadError) as caught:
            list(readers.read_table(data, "x", limits).rows)
        self.assertEqual(caught.exception.code, code)

    def test_title_rows_above_the_header_are_passed_over(self):
        table = readers.read_table(
            self._xlsx(("Report",), (), ("agent", "hours"), ("Anna", 1.5))
        )
        self.assertEqual(table.headers, ("agent", "hours"))
        self.assertEqual(list(table.rows), [(4, ("Anna", 1.5))])

    def test_encodings_and_separators(self):
        text = "agent;start\nMüller;2024-01-01 10:00\n"
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
            with self.subTest(encoding=encoding):
                table = readers.read_table(text.encode(encoding))
                self.assertEqual(next(table.rows)[1][0], "Müller")

    def test_limits(self):
        limits = readers.Limits(rows=10, columns=3)
        self._refuses(self._xlsx(("a", "b"), *[(1, 2)] * 40), "too_many_rows", limits)
        self._refuses(self._xlsx(("a", "b", "c", "d")), "too_many_columns", limits)
        self._refuses(b"a,b\n" * 10, "too_large", readers.Limits(file_bytes=9))

    def test_archives_are_judged_before_they_are_unpacked(self):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b" " * 20_000_000)
        self._refuses(target.getvalue(), "unpacks_too_large")

    def test_far_cell_ends_early(self):
        book = openpyxl.Workbook()
        book.active["A1"], book.active["B1"] = "a", "b"
        book.active["B1048576"] = 1
        target = io.BytesIO()
        book.save(target)
        self._refuses(target.getvalue(), "too_many_rows")

    def test_what_is_no_table_is_refused(self):
        for data, code in (
            (b"", "empty"),
            (b"\x00" * 50, "empty"),
            (b"%PDF-1.4 ...", "unknown_kind"),
            (b"PK\x05\x06" + b"\x00" * 18, "unknown_kind"),
            (b"PK\x03\x04 nonsense", "damaged"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged"),
            (b"a,b\x00c\n1,2", "unknown_kind"),
            (b"lonely\n1\n2\n", "no_header"),
            (b"a,A\n1,2\n", "doubled_header"),
            (b'a,b\n1,"2\n', "bad_line"),
        ):
            with self.subTest(data=data[:20]):
                self._refuses(data, code)

    def test_a_round_trip_loses_nothing(self):
        rows = [
            ("Anna", datetime(2024, 1, 1, 10, 0, 5), date(2024, 1, 1), 1.25, "x y"),
            ("=cmd()", None, None, -3, "-5"),
        ]
        target = io.BytesIO()
        write_sheet(target, ("a", "b", "c", "d", "e"), rows)
        table = readers.read_table(target.getvalue())
        back = [cells for _number, cells in table.rows]
        self.assertEqual(
            back[0],
            ("Anna", datetime(2024, 1, 1, 10, 0, 5), datetime(2024, 1, 1), 1.25, "x y"),
        )
        self.assertEqual(back[1], ("'=cmd()", None, None, -3, "-5"))
