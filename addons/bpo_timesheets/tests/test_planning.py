"""Heat maps: shares by week, and service hours covered by agents elsewhere."""

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import BaseCase, HttpCase, tagged

from ..coverage import Worker, cover_day
from .common import TimeCase

BERLIN = ZoneInfo("Europe/Berlin")


@tagged("post_install", "-at_install")
class TestCoverage(BaseCase):
    """Pure arithmetic, no database."""

    def _span(self, day, start, stop, zone=BERLIN):
        return (
            datetime(2026, 3, day, start, tzinfo=zone),
            datetime(2026, 3, day, stop, tzinfo=zone),
        )

    def test_hours_are_closed_uncovered_partly_or_covered(self):
        service = [self._span(2, 8, 12)]
        workers = [
            Worker("Half", 0.5, [self._span(2, 9, 11)]),
            Worker("Full", 1.0, [self._span(2, 10, 18)]),
        ]
        hours = cover_day(datetime(2026, 3, 2), BERLIN, service, workers)
        self.assertEqual(
            [hour.state for hour in hours[7:13]],
            ["closed", "uncovered", "partly", "covered", "covered", "closed"],
        )
        self.assertEqual(hours[10].names, ("Half", "Full"))

    def test_agents_elsewhere_follow_the_sun(self):
        """15:00 to 24:00 in Manila are 08:00 to 17:00 in Berlin."""
        manila = ZoneInfo("Asia/Manila")
        shift = (
            datetime(2026, 3, 2, 15, tzinfo=manila),
            datetime(2026, 3, 2, 23, 30, tzinfo=manila),
        )
        hours = cover_day(
            datetime(2026, 3, 2),
            BERLIN,
            [self._span(2, 8, 17)],
            [Worker("Mae", 1.0, [shift])],
        )
        self.assertEqual({hour.state for hour in hours[8:16]}, {"covered"})
        self.assertEqual((hours[16].state, hours[16].agents), ("partly", 0.5))

    def test_the_hour_the_clocks_skip_has_no_length(self):
        service = [
            (
                datetime(2026, 3, 28, 23, tzinfo=timezone.utc),
                datetime(2026, 3, 29, 22, tzinfo=timezone.utc),
            )
        ]
        hours = cover_day(datetime(2026, 3, 29), BERLIN, service, [])
        self.assertEqual(sum(hour.service for hour in hours), 23)


@tagged("post_install", "-at_install")
class TestPlanning(TimeCase):
    def test_weeks_show_shares_and_free_agents(self):
        self.assignment.allocation_percent = 60
        self._create_assignment(contract_id=self.contract_b.id, allocation_percent=60)
        self._create_assignment(employee_id=self.employee_bert.id, date_end=self.today)
        self.env.flush_all()
        planning = self.env["bpo.assignment"].with_user(self.lead).get_planning()
        rows = {row["id"]: row["cells"] for row in planning["rows"]}
        self.assertEqual(
            rows[self.employee_anna.id][1], {"value": 120, "level": "over"}
        )
        self.assertEqual(rows[self.employee_bert.id][2]["level"], "free")
        by_contract = self.env["bpo.assignment"].get_planning(by="contract")
        self.assertIn(self.contract_b.id, [row["id"] for row in by_contract["rows"]])

    def test_coverage_reads_each_calendar_in_its_zone(self):
        office = self._create_calendar(9, 17)
        late = self._create_calendar(16, 24)
        self.contract_a.resource_calendar_id = office
        self.employee_anna.write({"resource_calendar_id": late.id, "tz": "Asia/Manila"})
        with freeze_time("2026-03-04 12:00:00"):
            self.assignment.date_start = date(2026, 1, 1)
            coverage = (
                self.env["bpo.assignment"]
                .with_user(self.lead)
                .get_coverage(self.contract_a.id)
            )
        self.assertEqual((coverage["open"], coverage["covered"]), (40.0, 40.0))
        self.assertEqual(
            coverage["rows"][0]["cells"][9]["title"], self.employee_anna.name
        )
        self.assertEqual(coverage["rows"][6]["cells"][9]["level"], "closed")

    def _create_calendar(self, start, stop):
        return self.env["resource.calendar"].create(
            {
                "name": f"{start}-{stop}",
                "attendance_ids": [
                    Command.create(
                        {
                            "name": day,
                            "dayofweek": day,
                            "hour_from": start,
                            "hour_to": stop,
                        }
                    )
                    for day in "01234"
                ],
            }
        )

    def test_agents_do_not_see_the_plan(self):
        plan = self.env["bpo.assignment"].with_user(self.anna)
        with self.assertRaises(AccessError):
            plan.get_planning()
        with self.assertRaises(AccessError):
            plan.get_coverage(self.contract_a.id)


@tagged("post_install", "-at_install")
class TestPlanningScreen(TimeCase, HttpCase):
    def test_pictures_open(self):
        self.start_tour("/odoo/bpo-planning", "bpo_timesheets_planning", login="lea")
