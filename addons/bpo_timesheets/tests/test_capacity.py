"""Who works for whom, week by week, and how paid time is used."""

from datetime import datetime, time, timedelta

from odoo import Command
from odoo.tests import tagged

from .common import TimeCase


@tagged("post_install", "-at_install")
class TestCapacity(TimeCase):
    def test_shares_and_hours_of_a_week(self):
        monday = self.today - timedelta(days=self.today.weekday()) + timedelta(days=7)
        self.assignment.allocation_percent = 60
        self._create_assignment(
            contract_id=self.contract_b.id, allocation_percent=50, date_start=monday
        )
        self.env.flush_all()
        groups = self.env["bpo.capacity.report"]._read_group(
            [("employee_id", "=", self.employee_anna.id), ("week", "=", monday)],
            ["employee_id"],
            ["allocation_percent:sum", "planned_hours:sum"],
        )
        self.assertEqual([(round(s), round(h)) for _e, s, h in groups], [(110, 44)])

    def test_recorded_hours_stand_beside_the_planned(self):
        self._create_entry(unit_amount=3).action_bpo_approve()
        self._create_entry(unit_amount=2)
        self.env.flush_all()
        rows = self.env["bpo.capacity.report"].search(
            [("employee_id", "=", self.employee_anna.id), ("recorded_hours", ">", 0)]
        )
        self.assertEqual((rows.recorded_hours, rows.approved_hours), (5.0, 3.0))


@tagged("post_install", "-at_install")
class TestUtilisation(TimeCase):
    """Example: 40 h paid, 8 h leave, 4 h training, 20 h for clients."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.monday = cls.today - timedelta(days=cls.today.weekday() + 7)
        cls.assignment.date_start = cls.monday
        calendar = cls.env["resource.calendar"].create(
            {
                "name": "9 to 17",
                "attendance_ids": [
                    Command.create(
                        {"name": day, "dayofweek": day, "hour_from": 9, "hour_to": 17}
                    )
                    for day in "01234"
                ],
            }
        )
        cls.employee_anna.resource_calendar_id = calendar
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "calendar_id": calendar.id,
                "resource_id": cls.employee_anna.resource_id.id,
                "date_from": datetime.combine(cls.monday, time.min),
                "date_to": datetime.combine(cls.monday, time.max),
            }
        )
        internal = cls.env["project.project"].create(
            {"name": "Training", "allow_timesheets": True}
        )
        for number, hours in ((1, 8), (2, 8), (3, 4)):
            cls._create_entry(
                date=cls.monday + timedelta(days=number), unit_amount=hours
            )
        cls.env["account.analytic.line"].create(
            {
                "name": "Course",
                "employee_id": cls.employee_anna.id,
                "project_id": internal.id,
                "date": cls.monday + timedelta(days=3),
                "unit_amount": 4,
            }
        )
        cls.env.flush_all()

    def _read(self, groupby, *names):
        return self.env["bpo.utilisation.report"]._read_group(
            [
                ("employee_id", "=", self.employee_anna.id),
                ("date", ">=", self.monday),
                ("date", "<", self.monday + timedelta(days=7)),
            ],
            groupby,
            names,
        )

    def test_numerators_and_denominators(self):
        ((_employee, *sums),) = self._read(
            ["employee_id"],
            "paid_hours:sum",
            "leave_hours:sum",
            "internal_hours:sum",
            "present_hours:sum",
            "client_hours:sum",
        )
        self.assertEqual(sums, [40.0, 8.0, 4.0, 28.0, 20.0])

    def test_ratios_are_ratios_of_sums(self):
        ((utilisation, occupancy, shrinkage),) = self._read(
            [],
            "utilisation_percent:avg",
            "occupancy_percent:avg",
            "shrinkage_percent:avg",
        )
        self.assertEqual(utilisation, 50.0)
        self.assertAlmostEqual(occupancy, 100 * 20 / 28)
        self.assertEqual(shrinkage, 30.0)
