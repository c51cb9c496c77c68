"""Unbilled work by age, and the warning before it may not be invoiced any more."""

from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import AGENT, BillingCase

DEADLINE = "bpo_billing.mail_activity_invoicing_deadline"


@tagged("post_install", "-at_install")
class TestUnbilledReport(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            {"name": "Desk", "price_unit": 10.0},
            {
                "name": "Records",
                "product_id": cls.piece.id,
                "pricing_model": "unit",
                "price_unit": 2.0,
            },
            {"name": "Training", "pricing_model": "milestone", "price_unit": 500.0},
            {"name": "Costs", "pricing_model": "passthrough"},
        )
        cls.desk, cls.records, cls.training, cls.costs = cls.contract.line_ids
        cls.today = date.today()

    def _rows(self):
        self.env.flush_all()
        model = self.env["bpo.unbilled.report"]
        model.invalidate_model()
        return model.search([("contract_id", "=", self.contract.id)])

    def test_every_kind_of_work_is_listed_with_its_value(self):
        day = date(2026, 1, 5)
        self._create_entry(self.desk, day, 90)
        self._create_entry(self.desk, day, 60, approve=False)
        self._create_item(self.records, day, 7)
        milestone = self.env["bpo.milestone"].create(
            {"name": "Kick-off", "contract_line_id": self.training.id}
        )
        milestone.write({"state": "accepted", "accepted_on": day})
        self.env["bpo.expense"].create(
            {
                "name": "Courier",
                "contract_line_id": self.costs.id,
                "date": day,
                "amount": 33.0,
                "state": "approved",
            }
        )
        found = {(row.kind, row.stage): row.amount for row in self._rows()}
        self.assertEqual(
            found,
            {
                ("time", "ready"): 15.0,
                ("time", "waiting"): 10.0,
                ("item", "ready"): 14.0,
                ("milestone", "ready"): 500.0,
                ("expense", "ready"): 33.0,
            },
        )
        self.assertEqual(set(self._rows().mapped("date")), {day})

    def test_billed_work_leaves_the_report(self):
        self._create_entry(self.desk, date(2026, 1, 5), 90)
        self.assertEqual(len(self._rows()), 1)
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.assertFalse(self._rows())
        statement.action_cancel()
        self.assertEqual(len(self._rows()), 1)

    def test_it_opens_the_work(self):
        entry = self._create_entry(self.desk, date(2026, 1, 5), 90)
        action = self._rows().action_open()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (entry._name, entry.id)
        )

    def test_age_bands_end_with_their_last_day(self):
        self.env.cr.execute("SELECT current_date")
        [today] = self.env.cr.fetchone()
        ages = {30: "0", 31: "1", 60: "1", 61: "2", 90: "2", 91: "3", 400: "3"}
        self.contract.date_start = today - timedelta(days=500)
        self.contract.assignment_ids.date_start = self.contract.date_start
        for age in ages:
            self._create_entry(self.desk, today - timedelta(days=age), 60)
        found = {row.age_days: row.age_band for row in self._rows()}
        self.assertEqual(found, ages)

    def _warn(self, **vals):
        self.env.cr.execute("SELECT current_date")
        [today] = self.env.cr.fetchone()
        self.contract.write(vals)
        self._create_entry(self.desk, today - timedelta(days=50), 60)
        self.env.flush_all()
        with freeze_time(datetime.combine(today, datetime.min.time())):
            self.env["bpo.contract"]._cron_warn_invoicing_deadline()
        kind = self.env.ref(DEADLINE)
        return self.contract.activity_ids.filtered(
            lambda activity: activity.activity_type_id == kind
        )

    def test_the_manager_is_warned_once_before_the_deadline(self):
        activity = self._warn(invoicing_deadline_days=60)
        self.assertEqual(activity.user_id, self.contract.user_id)
        self.assertEqual(
            activity.date_deadline - timedelta(days=60),
            min(self._rows().mapped("date")),
        )
        self.assertEqual(self._warn(), activity)

    def test_the_warning_goes_when_the_work_is_billed(self):
        self.assertTrue(self._warn(invoicing_deadline_days=60))
        self.contract.assignment_ids.date_start = self.contract.date_start
        rows = self._rows()
        entries = self.env["account.analytic.line"].browse(rows.mapped("res_id"))
        entries.action_bpo_reject("Not ours")
        self.env.flush_all()
        self.env["bpo.contract"]._cron_warn_invoicing_deadline()
        self.assertFalse(self.contract.activity_ids)

    def test_an_item_belongs_to_its_day_in_the_contracts_zone(self):
        self.contract.tz = "Asia/Manila"
        self._create_item(
            self.records, date(2026, 1, 5), 7, accepted_at="2026-01-05 20:00:00"
        )
        self.assertEqual(self._rows().mapped("date"), [date(2026, 1, 6)])

    def test_no_warning_while_there_is_time_or_no_deadline(self):
        self.assertFalse(self._warn(invoicing_deadline_days=90))
        self.assertFalse(self._warn(invoicing_deadline_days=0))

    def test_negative_days_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "0 or more days"):
            self.contract.invoicing_deadline_days = -1

    def test_an_agent_reads_nothing(self):
        self._create_entry(self.desk, fields.Date.to_date("2026-01-05"), 90)
        agent = new_test_user(self.env, "ann", groups=AGENT)
        self._rows().with_user(self.clerk).read(["amount"])
        with self.assertRaises(AccessError):
            self._rows().with_user(agent).read(["amount"])
