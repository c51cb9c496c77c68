"""Time outside of the client's service hours is told apart, for surcharges."""

from base64 import b64encode
from datetime import date, datetime

from odoo import Command
from odoo.tests import tagged

from .common import TimeCase

DAY = date(2026, 3, 2)  # a Monday


@tagged("post_install", "-at_install")
class TestAfterHours(TimeCase):
    """Service hours 9 to 18 on working days in Amsterdam, an hour ahead of UTC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assignment.date_start = date(2026, 1, 1)
        cls.contract_a.resource_calendar_id = cls.env["resource.calendar"].create(
            {
                "name": "Desk",
                "tz": "Europe/Amsterdam",
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": "Day",
                                "dayofweek": str(day),
                                "hour_from": 9,
                                "hour_to": 18,
                                "day_period": "morning",
                            }
                        )
                        for day in range(5)
                    ),
                ],
            }
        )

    def _after(self, start, stop, **vals):
        entry = self._create_entry(bpo_start=start, bpo_stop=stop, **vals)
        return round(entry.bpo_after_hours * 60)

    def test_minutes_outside_of_the_service_hours(self):
        for start, stop, minutes in (
            (datetime(2026, 3, 2, 15), datetime(2026, 3, 2, 18, 10), 70),  # 16-19:10
            (datetime(2026, 3, 2, 8), datetime(2026, 3, 2, 17), 0),  # 9-18, the edges
            (datetime(2026, 3, 2, 7, 59), datetime(2026, 3, 2, 8, 1), 1),
            (datetime(2026, 3, 7, 9), datetime(2026, 3, 7, 11), 120),  # a Saturday
            (datetime(2026, 3, 3, 21), datetime(2026, 3, 4, 8, 30), 660),  # overnight
        ):
            with self.subTest(start=start):
                self.assertEqual(self._after(start, stop, date=start.date()), minutes)

    def test_it_follows_a_correction(self):
        entry = self._create_entry(
            bpo_start=datetime(2026, 3, 2, 15), bpo_stop=datetime(2026, 3, 2, 18)
        )
        self.assertEqual(entry.bpo_after_hours, 1.0)
        entry.bpo_stop = datetime(2026, 3, 2, 17)
        self.assertEqual(entry.bpo_after_hours, 0.0)

    def test_public_holidays_are_after_hours(self):
        hours = self.contract_a.resource_calendar_id
        hours.bpo_country_id = self.env.ref("base.nl")
        hours._bpo_load_holidays(2026, 2026)
        # King's day
        start, stop = datetime(2026, 4, 27, 8), datetime(2026, 4, 27, 10)
        self.assertEqual(self._after(start, stop, date=start.date()), 120)

    def test_without_start_or_service_hours_there_is_none(self):
        self.assertFalse(self._create_entry(unit_amount=2, date=DAY).bpo_after_hours)
        self.contract_a.resource_calendar_id = False
        start, stop = datetime(2026, 3, 2, 1), datetime(2026, 3, 2, 3)
        self.assertEqual(self._after(start, stop), 0)

    def test_an_import_says_the_same(self):
        text = (
            "employee,service,start,stop,errors corrected\n"
            f"anna,{self.line_a.name},2026-03-02 16:00,2026-03-02 19:10,4\n"
        )
        record = self.env["bpo.import"].create(
            {
                "file": b64encode(text.encode()),
                "filename": "time.csv",
                "contract_id": self.contract_a.id,
            }
        )
        record.action_import()
        (entry,) = record.entry_ids
        self.assertEqual(round(entry.bpo_after_hours * 60), 70)
        self.assertEqual(entry.bpo_corrected_count, 4)

    def test_leads_find_it(self):
        self._create_entry(
            bpo_start=datetime(2026, 3, 2, 18), bpo_stop=datetime(2026, 3, 2, 19)
        )
        lines = self.env["account.analytic.line"].with_user(self.lead)
        found = lines.search(
            [("bpo_after_hours", ">", 0), ("bpo_contract_id", "=", self.contract_a.id)]
        )
        self.assertEqual(sum(found.mapped("bpo_after_hours")), 1.0)
