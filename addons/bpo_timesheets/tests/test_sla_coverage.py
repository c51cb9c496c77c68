"""Coverage of the promised hours from logged time."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.tests import tagged

from .common import TimeCase


@tagged("post_install", "-at_install")
@freeze_time("2026-04-05 12:00:00")
class TestSlaCoverage(TimeCase):
    """One seat from 9 to 18 on working days in Amsterdam."""

    def test_logged_time_within_the_service_hours_counts(self):
        self.assignment.date_start = date(2026, 1, 1)
        hours = self.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": "Europe/Amsterdam",
                "attendance_ids": [
                    (5,),
                    *(
                        (0, 0, {
                            "name": "Day",
                            "dayofweek": str(day),
                            "hour_from": 9,
                            "hour_to": 18,
                            "day_period": "morning",
                        })
                        for day in range(5)
                    ),
                ],
            }
        )  # fmt: skip
        sla = self.env["bpo.sla"].create(
            {
                "contract_id": self.contract_a.id,
                "name": "Desk is staffed",
                "metric": "coverage",
                "resource_calendar_id": hours.id,
            }
        )
        # 8:00 to 13:00 in Amsterdam, four hours of it within the service hours.
        entry = self._create_entry(
            bpo_start=datetime(2026, 3, 2, 7),
            bpo_stop=datetime(2026, 3, 2, 12),
            date=date(2026, 3, 2),
        )
        day = (date(2026, 3, 2), date(2026, 3, 2))
        result = self.contract_a._bpo_sla_results(*day)
        self.assertEqual((result.numerator, result.denominator), (0, 9 * 60))
        entry.action_bpo_submit()
        result = self.contract_a._bpo_sla_results(*day)
        self.assertEqual(result.sla_id, sla)
        self.assertEqual(result.numerator, 4 * 60)
