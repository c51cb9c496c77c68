"""Savings against in-house cost, and where the work was done."""

import base64
from datetime import date
from io import BytesIO

from openpyxl import load_workbook
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..value_sums import percents, saved_figures
from .common import LEAD, BillingCase

JANUARY = (date(2026, 1, 1), date(2026, 1, 31))


class ValueCase(BillingCase):
    """A desk by the hour, records by the piece and a fee; agents in two towns."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cebu, cls.bonn = (
            cls._create_location(*place)
            for place in (("Cebu", "base.ph"), ("Bonn", "base.de"))
        )
        cls.agent.write({"hourly_cost": 4.0, "work_location_id": cls.cebu.id})
        cls.other = cls._create_agent("Ben", work_location_id=cls.bonn.id)
        cls.contract = cls._create_contract(
            {"name": "Desk", "price_unit": 9.0},
            {
                "name": "Records",
                "pricing_model": "unit",
                "price_unit": 0.5,
                "product_id": cls.piece.id,
            },
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 100.0},
        )
        cls._assign(cls.contract, cls.other)
        cls.desk, cls.records, cls.fee = cls.contract.line_ids

    @classmethod
    def _create_location(cls, name, country):
        address = cls.env["res.partner"].create(
            {"name": name, "country_id": cls.env.ref(country).id}
        )
        return cls.env["hr.work.location"].create(
            {"name": name, "location_type": "office", "address_id": address.id}
        )

    def _set_cost(self, line, amount, basis="hour", day=JANUARY[0]):
        return self.env["bpo.inhouse.cost"].create(
            {
                "contract_line_id": line.id,
                "date_start": day,
                "basis": basis,
                "amount": amount,
            }
        )

    def _work(self):
        """10 h of the desk in January, 3 of them in Bonn; 200 records."""
        self._create_entry(self.desk, date(2026, 1, 5), 420)
        self._create_entry(self.desk, date(2026, 1, 6), 180, employee=self.other)
        self._create_item(
            self.records, date(2026, 1, 7), 200, employee_id=self.other.id
        )

    def _savings(self, days=JANUARY):
        self.env.flush_all()
        return self.contract._bpo_savings(*days)

    def _of(self, savings, line):
        [found] = [row for row in savings["services"] if row["line_id"] == line.id]
        return found


@tagged("post_install", "-at_install")
class TestSavings(ValueCase):
    def test_hours_against_the_in_house_cost(self):
        self._set_cost(self.desk, 18.5)
        self._work()
        self._bill(self.contract, JANUARY[1])
        savings = self._savings()
        desk = self._of(savings, self.desk)
        self.assertEqual(
            (desk["billed"], desk["inhouse"], desk["saved"]), (90, 185, 95)
        )
        self.assertEqual((desk["saved_percent"], desk["hours"]), (51.4, 10.0))
        self.assertEqual((savings["billed"], savings["not_compared"]), (290.0, 200.0))
        self.assertEqual((savings["inhouse"], savings["saved"]), (185.0, 95.0))
        self.assertIsNone(self._of(savings, self.fee)["saved"])

    def test_units_and_months(self):
        self._set_cost(self.records, 0.8, basis="unit")
        self._set_cost(self.fee, 310.0, basis="month")
        self._work()
        self._bill(self.contract, JANUARY[1])
        savings = self._savings()
        self.assertEqual(self._of(savings, self.records)["inhouse"], 160.0)
        self.assertEqual(self._of(savings, self.fee)["inhouse"], 310.0)
        self.assertEqual(savings["saved"], 270.0)

    def test_a_later_cost_takes_over_on_its_day(self):
        self._set_cost(self.desk, 18.5)
        self._set_cost(self.desk, 20.0, day=date(2026, 1, 6))
        self._work()
        self._bill(self.contract, JANUARY[1])
        desk = self._of(self._savings(), self.desk)
        self.assertEqual(desk["inhouse"], 7 * 18.5 + 3 * 20.0)

    def test_a_period_before_the_first_cost_is_not_compared(self):
        self._set_cost(self.desk, 18.5, day=date(2026, 1, 20))
        self._work()
        self._bill(self.contract, JANUARY[1])
        self.assertIsNone(self._savings()["saved"])

    def test_periods_stand_one_by_one(self):
        self._set_cost(self.fee, 310.0, basis="month")
        self._bill(self.contract, date(2026, 2, 28))
        savings = self._savings((date(2026, 1, 1), date(2026, 3, 31)))
        self.assertEqual(
            [(row["date_to"], row["saved"]) for row in savings["periods"]],
            [(date(2026, 1, 31), 210.0), (date(2026, 2, 28), 210.0)],
        )

    def test_a_cancelled_statement_saves_nothing(self):
        self._set_cost(self.desk, 18.5)
        self._work()
        self._bill(self.contract, JANUARY[1]).action_cancel()
        savings = self._savings()
        self.assertEqual((savings["billed"], savings["periods"]), (0, []))

    def test_a_credit_note_takes_hours_and_money_back(self):
        self._set_cost(self.desk, 18.5)
        self._work()
        statement = self._bill(self.contract, JANUARY[1])
        charge = statement.line_ids.filtered(lambda c: c.contract_line_id == self.desk)
        credit = statement.move_id._reverse_moves([{"invoice_date": JANUARY[1]}])
        native = credit.invoice_line_ids.filtered(
            lambda line: line.bpo_statement_line_id == charge
        )
        (credit.invoice_line_ids - native).unlink()
        native.quantity = 3.0
        credit.action_post()
        desk = self._of(self._savings(), self.desk)
        self.assertEqual(
            (desk["billed"], desk["inhouse"], desk["hours"]), (63, 129.5, 7)
        )

    def test_percentage_of_a_group_is_that_of_its_sums(self):
        self._set_cost(self.desk, 18.5)
        self._set_cost(self.fee, 310.0, basis="month")
        self._work()
        self._bill(self.contract, JANUARY[1])
        self.env.flush_all()
        [(percent,)] = self.env["bpo.savings.report"]._read_group(
            [("contract_id", "=", self.contract.id)], [], ["saved_percent:avg"]
        )
        self.assertAlmostEqual(percent, 100 * 305 / 495)

    def test_a_day_has_one_cost(self):
        self._set_cost(self.desk, 18.5)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._set_cost(self.desk, 19.0)

    def test_leads_and_portal_users_read_no_report(self):
        users = [
            new_test_user(self.env, "leo", groups=LEAD),
            new_test_user(
                self.env, "pia", groups="base.group_portal", partner_id=self.client.id
            ),
        ]
        for user in users:
            for model in ("bpo.savings.report", "bpo.location.report"):
                with self.subTest(model), self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_saved_figures_without_a_baseline_are_none(self):
        self.assertEqual(
            saved_figures(90.0, 0.0, 0.0),
            {
                "billed": 90.0,
                "compared": 0.0,
                "inhouse": None,
                "saved": None,
                "saved_percent": None,
            },
        )


@tagged("post_install", "-at_install")
class TestLocationShares(ValueCase):
    def _shares(self, days=JANUARY):
        self.env.flush_all()
        return self.contract._bpo_location_shares(*days)

    def test_hours_by_location(self):
        self._work()
        shares = self._shares()
        self.assertEqual(shares["measure"], "hours")
        self.assertEqual(
            [
                (row["location"], row["country"], row["hours"], row["percent"])
                for row in shares["shares"]
            ],
            [("Cebu", "Philippines", 7.0, 70.0), ("Bonn", "Germany", 3.0, 30.0)],
        )
        [month] = shares["periods"]
        self.assertEqual((month["date_from"], month["date_to"]), JANUARY)
        self.assertEqual(month["shares"], shares["shares"])

    def test_units_where_no_hours_were_recorded(self):
        self._create_item(self.records, date(2026, 1, 7), 30, employee_id=self.agent.id)
        self._create_item(self.records, date(2026, 2, 7), 10)
        shares = self._shares((date(2026, 1, 1), date(2026, 2, 28)))
        self.assertEqual(shares["measure"], "units")
        self.assertEqual(
            [(row["location"], row["percent"]) for row in shares["shares"]],
            [("Cebu", 75.0), ("No location", 25.0)],
        )
        self.assertEqual(len(shares["periods"]), 2)

    def test_unapproved_time_is_not_counted(self):
        self._create_entry(self.desk, date(2026, 1, 5), 60, approve=False)
        self.assertEqual(self._shares()["shares"], [])

    def test_neither_costs_nor_names_of_agents_leave(self):
        self._work()
        self._bill(self.contract, JANUARY[1])
        text = f"{self._shares()} {self.contract._bpo_savings(*JANUARY)}"
        self.assertNotIn("Anna", text)
        self.assertNotIn("cost", text)

    def test_percentages_add_up_to_a_hundred(self):
        self.assertEqual(percents([1, 1, 1]), [33.4, 33.3, 33.3])
        self.assertEqual(percents([0, 0]), [0.0, 0.0])
        self.assertEqual(percents([]), [])


@tagged("post_install", "-at_install")
class TestValueReport(ValueCase):
    def setUp(self):
        super().setUp()
        self._set_cost(self.desk, 18.5)
        self._work()
        self._bill(self.contract, JANUARY[1])
        self.report = (
            self.env["bpo.value.report"]
            .with_user(self.clerk)
            .create(
                {
                    "contract_id": self.contract.id,
                    "date_from": JANUARY[0],
                    "date_to": JANUARY[1],
                }
            )
        )

    def test_print_shows_savings_and_locations_without_agents(self):
        self.assertEqual(self.report.action_print()["report_type"], "qweb-pdf")
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("bpo_billing.report_bpo_value", self.report.ids)[0]
            .decode()
        )
        for text in ("185.00", "95.00", "51.4", "Cebu", "70.0", "Not compared"):
            self.assertIn(text, html)
        self.assertNotIn("Anna", html)

    def test_the_workbook_holds_the_same(self):
        self.report.action_export_xlsx()
        content = base64.b64decode(self.report.file)
        book = load_workbook(BytesIO(content))
        self.assertEqual(book.sheetnames, ["Savings", "Services", "Locations"])
        self.assertEqual(
            [cell.value for cell in book["Savings"][2]][2:], [185, 90, 95, 51.4]
        )
        self.assertEqual(book["Locations"]["C2"].value, "Cebu")

    def test_an_end_before_the_start_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "ends before"):
            self.report.date_to = date(2025, 1, 1)
