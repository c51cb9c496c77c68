"""Recurring work orders: every Monday, monthly, and native recurrence."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..models.order_recurrence import next_monthly, next_weekly
from .sla_common import SlaCase


@tagged("post_install", "-at_install")
class TestOrderSchedule(SlaCase):
    """Orders come on their days, with service, quantity, priority and due date."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract.action_activate()

    def _create_schedule(self, **overrides):
        vals = {
            "name": "Stock upload",
            "contract_id": self.contract.id,
            "contract_line_id": self.line.id,
            "quantity": 250,
            "priority": "2",
            "weekday": "0",
            "hour": 9.0,
            "date_start": "2026-03-04",
            "user_ids": [(6, 0, self.lead.ids)],
            **overrides,
        }
        return self.env["bpo.order.schedule"].create(vals)

    def _run(self, now):
        cron = self.env.ref("bpo_contracts.ir_cron_order_schedule")
        with freeze_time(now), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_every_monday(self):
        schedule = self._create_schedule()
        # 9:00 in Berlin is 8:00 UTC in winter.
        self.assertEqual(schedule.next_at, datetime(2026, 3, 9, 8))
        self._run("2026-03-09 07:59:00")
        self.assertFalse(schedule.task_ids)
        self._run("2026-03-09 08:00:00")
        self._run("2026-03-09 09:00:00")
        order = schedule.task_ids
        self.assertRecordValues(
            order,
            [
                {
                    "name": "Stock upload",
                    "bpo_contract_id": self.contract.id,
                    "bpo_contract_line_id": self.line.id,
                    "client_id": self.client_a.id,
                    "bpo_quantity": 250.0,
                    "priority": "2",
                    "user_ids": self.lead.ids,
                    "bpo_received_at": datetime(2026, 3, 9, 8),
                }
            ],
        )
        # 8 hours in Mon-Fri 9-18, received at 9:00.
        self.assertEqual(self._local(order.bpo_due_at), "2026-03-09 17:00")
        # The first order is still open, the next one comes all the same. The clocks
        # went forward on 29 March: 9:00 is 7:00 UTC.
        self._run("2026-03-30 07:00:00")
        self.assertEqual(
            sorted(self._local(one.bpo_received_at) for one in schedule.task_ids),
            [
                "2026-03-09 09:00",
                "2026-03-16 09:00",
                "2026-03-23 09:00",
                "2026-03-30 09:00",
            ],
        )

    def test_monthly_on_the_last_day_until_an_end(self):
        schedule = self._create_schedule(
            frequency="monthly",
            month_day=31,
            date_start="2026-01-31",
            date_end="2026-03-30",
        )
        self._run("2026-06-01 12:00:00")
        self.assertEqual(
            sorted(self._local(one.bpo_received_at) for one in schedule.task_ids),
            ["2026-01-31 09:00", "2026-02-28 09:00"],
        )
        self.assertFalse(schedule.next_at)

    def test_days(self):
        first = date(2026, 3, 4)
        days = [next_weekly(first, 0, 2)]
        for _turn in range(2):
            days.append(next_weekly(first, 0, 2, days[-1]))
        self.assertEqual([day.day for day in days], [9, 23, 6])
        day = next_monthly(date(2026, 1, 31), 30, 1)
        self.assertEqual(day, date(2026, 2, 28))
        self.assertEqual(next_monthly(first, 4, 12, first), date(2027, 3, 4))
        self.assertEqual(
            next_monthly(date(2024, 2, 29), 29, 12, date(2027, 2, 28)),
            date(2028, 2, 29),
        )

    def test_nothing_is_ordered_or_caught_up_while_suspended(self):
        schedule = self._create_schedule()
        self.contract._update_state("suspended")
        self._run("2026-03-16 12:00:00")
        self.contract._update_state("active")
        self._run("2026-03-20 12:00:00")
        self.assertFalse(schedule.task_ids)
        self.assertEqual(schedule.next_at, datetime(2026, 3, 23, 8))

    def test_archived_orders_are_not_caught_up(self):
        schedule = self._create_schedule(active=False)
        self._run("2026-03-16 12:00:00")
        with freeze_time("2026-03-20 12:00:00"):
            schedule.active = True
        self.assertFalse(schedule.task_ids)
        self.assertEqual(schedule.next_at, datetime(2026, 3, 23, 8))

    def test_one_that_fails_keeps_no_other_back(self):
        broken = self._create_schedule(name="Broken")
        other = self._create_schedule(name="Other")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpo_order_schedule SET quantity = -1 WHERE id = %s", [broken.id]
        )
        broken.invalidate_recordset()
        self._run("2026-03-09 12:00:00")
        self.assertIn("must not be below 0", broken.problem)
        self.assertFalse(broken.task_ids)
        self.assertEqual(len(other.task_ids), 1)
        broken.quantity = 1
        self._run("2026-03-09 13:00:00")
        self.assertFalse(broken.problem)
        self.assertEqual(len(broken.task_ids), 1)

    def test_bad_input(self):
        other = self._create_contract(partner_id=self.client_b.id)
        for sentence, vals in (
            ("is not part of contract", {"contract_line_id": other.line_ids.id}),
            ("needs an interval", {"interval": 0}),
            ("needs an interval", {"month_day": 32}),
            ("needs an interval", {"hour": 24}),
            ("must not be below 0", {"quantity": -1}),
            ("before it starts", {"date_end": "2026-03-01"}),
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(ValidationError, sentence),
            ):
                self._create_schedule(**vals)

    def test_only_leads_plan(self):
        schedule = self._create_schedule()
        schedule.with_user(self.lead).quantity = 3
        with self.assertRaises(AccessError):
            schedule.with_user(self.agent).read(["name"])

    def test_native_recurrence_gives_a_work_order(self):
        """The next task has service, quantity, receipt and due date of its own."""
        self.contract.project_id.allow_recurring_tasks = True
        with freeze_time("2026-03-02 08:00:00"):
            order = self.env["project.task"].create(
                {
                    "name": "Count",
                    "project_id": self.contract.project_id.id,
                    "bpo_contract_line_id": self.line.id,
                    "bpo_quantity": 7,
                    "recurring_task": True,
                    "repeat_unit": "week",
                    "repeat_interval": 1,
                }
            )
        with freeze_time("2026-03-09 08:00:00"):
            order.state = "1_done"
        following = order.recurrence_id.task_ids - order
        self.assertRecordValues(
            following,
            [
                {
                    "bpo_contract_id": self.contract.id,
                    "bpo_contract_line_id": self.line.id,
                    "bpo_quantity": 7.0,
                    "bpo_received_at": datetime(2026, 3, 9, 8),
                }
            ],
        )
        self.assertEqual(self._local(following.bpo_due_at), "2026-03-09 17:00")
