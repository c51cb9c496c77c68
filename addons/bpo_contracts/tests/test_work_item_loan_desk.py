"""Applications of a real loan desk as items, against a count minute by minute.

7,455 applications of the last quarter of 2011, 40 working hours from receipt to close,
Mon-Fri 8-17 and Saturday 9-13 in Amsterdam with Dutch holidays. The data is not part of
the repository; without it the test is skipped.
"""

import csv
from bisect import bisect_left
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from odoo.tests import tagged

from .sla_common import SlaCase

DATA = (
    Path(__file__).resolve().parents[4]
    / "shared/data/loan-desk/applications-2011-q4.csv"
)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CLOSED = {date(2011, 12, 25), date(2011, 12, 26), date(2012, 1, 1)}
HOURS = 40
MONTHS = [
    (date(2011, 10, 1), date(2011, 10, 31)),
    (date(2011, 11, 1), date(2011, 11, 30)),
    (date(2011, 12, 1), date(2011, 12, 31)),
]
MINUTE = timedelta(minutes=1)


def served_minutes(first, last):
    """Return the served UTC minutes between two naive UTC instants, one by one."""
    found = []
    moment = first
    while moment < last:
        local = moment.replace(tzinfo=timezone.utc).astimezone(AMSTERDAM)
        low, high = (9, 13) if local.weekday() == 5 else (8, 17)
        if (
            local.weekday() < 6
            and low <= local.hour < high
            and local.date() not in CLOSED
        ):
            found.append(moment)
        moment += MINUTE
    return found


def counted_deadline(minutes, received):
    """Return when 40 hours of served minutes have passed since the receipt."""
    first = bisect_left(minutes, received - MINUTE + timedelta(seconds=1))
    begin = max(minutes[first], received)
    left = HOURS * 3600 - (minutes[first] + MINUTE - begin).seconds
    whole, rest = divmod(left, 60)
    if not rest:
        return minutes[first + whole] + MINUTE
    return minutes[first + whole + 1] + timedelta(seconds=rest)


@tagged("post_install", "-at_install")
class TestLoanDesk(SlaCase):
    """Deadlines and attainment of real work."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not DATA.is_file():
            cls.skipTest(
                cls, "the loan desk's applications are not beside the repository"
            )
        with DATA.open(newline="") as file:
            rows = list(csv.DictReader(file))
        zone = "Europe/Amsterdam"
        hours = cls._create_hours("Loan desk", "01234", [(8, 17)], zone)
        hours.attendance_ids = [(0, 0, {
            "name": "Saturday", "dayofweek": "5", "hour_from": 9, "hour_to": 13,
        })]  # fmt: skip
        hours.bpo_country_id = cls.env.ref("base.nl")
        hours._bpo_load_holidays(2011, 2012)
        cls.contract.write(
            {"tz": zone, "resource_calendar_id": hours.id, "date_start": "2011-10-01"}
        )
        cls.sla.threshold_hours = HOURS
        cls.items = cls.env["bpo.work.item"].create(
            [
                {
                    "contract_line_id": cls.line.id,
                    "reference": row["case"],
                    "received_at": cls._parse(row["received"]),
                    "delivered_at": cls._parse(row["closed"]),
                }
                for row in rows
            ]
        )
        cls.minutes = served_minutes(datetime(2011, 9, 30), datetime(2012, 5, 1))

    @staticmethod
    def _parse(text):
        moment = datetime.fromisoformat(text).astimezone(timezone.utc)
        return moment.replace(tzinfo=None, microsecond=0)

    def test_deadlines_and_attainment_equal_the_count(self):
        expected = {
            item: counted_deadline(self.minutes, item.received_at)
            for item in self.items
        }
        self.assertEqual(len(expected), 7_455)
        wrong = [item for item, due in expected.items() if item.due_at != due]
        self.assertFalse(wrong)
        for first, last in MONTHS:
            result = self.contract._bpo_sla_results(first, last)
            begin, end = self.contract._bpo_instants(first, last)
            closed = self.items.filtered(
                lambda item, a=begin, b=end: a <= item.delivered_at < b
            )
            met = [item for item in closed if item.delivered_at <= expected[item]]
            self.assertEqual(
                (result.numerator, result.denominator), (len(met), len(closed))
            )
