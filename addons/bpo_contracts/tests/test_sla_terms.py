"""Terms of service levels that are refused, and holidays of regions."""

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..models.public_holidays import UnknownRegion, public_holidays
from .sla_common import SlaCase


@tagged("post_install", "-at_install")
class TestSlaTerms(SlaCase):
    """What a promise must hold."""

    def test_weights_above_100(self):
        with self.assertRaisesRegex(ValidationError, "between 0 and 100"):
            self._create_sla(name="Heavy", allocation_percent=101)

    def test_weights_may_add_up_to_more_than_100(self):
        for share in (30, 50, 25):
            self._create_sla(name=f"Level {share}", allocation_percent=share)
        self.contract.action_activate()
        self.assertEqual(self.contract.state, "active")

    def test_hours_of_nothing(self):
        with self.assertRaisesRegex(ValidationError, "more than 0"):
            self._create_sla(name="Now", threshold_hours=0)

    def test_no_working_time(self):
        empty = self._create_hours("Empty", "", [])
        empty.attendance_ids.unlink()
        with self.assertRaisesRegex(ValidationError, "no working time"):
            self._create_sla(name="Never", resource_calendar_id=empty.id)
        with self.assertRaisesRegex(ValidationError, "no working time"):
            self.contract.resource_calendar_id = empty

    def test_hours_of_a_running_level_cannot_be_emptied(self):
        with self.assertRaisesRegex(ValidationError, "no working time"):
            self.hours.attendance_ids = [(5,)]

    def test_a_time_zone_that_does_not_exist(self):
        with self.assertRaisesRegex(ValidationError, "Mars/Base does not exist"):
            self.contract.tz = "Mars/Base"
        with self.assertRaisesRegex(ValidationError, "does not exist"):
            self._create_contract(tz="Mars/Base")

    def test_service_of_another_contract(self):
        other = self._create_contract().line_ids
        with self.assertRaisesRegex(ValidationError, "another contract"):
            self._create_sla(name="Wrong", line_id=other.id)

    def test_levels_of_a_copied_contract_name_its_own_services(self):
        names = ["Orders", "Invoices", "Returns"]
        contract = self._create_contract(
            lines=[{"name": name, "sequence": 9 - len(name)} for name in names],
            resource_calendar_id=self.hours.id,
        )
        for line in contract.line_ids:
            self._create_sla(name=line.name, contract_id=contract.id, line_id=line.id)
        self._create_sla(name="All", contract_id=contract.id)
        copies = (contract + self.contract).copy()
        for original, copied in zip(contract + self.contract, copies, strict=True):
            self.assertEqual(
                copied.sla_ids.mapped(lambda sla: (sla.name, sla.line_id.name)),
                original.sla_ids.mapped(lambda sla: (sla.name, sla.line_id.name)),
            )
        self.assertEqual(len(copies[0].sla_ids), 4)
        self.assertEqual(copies[0].sla_ids.line_id, copies[0].line_ids)

    def test_a_level_of_a_service_that_is_not_copied_is_left_out(self):
        self._create_sla(name="Orders only", line_id=self.line.id)
        self.assertFalse(self.contract.copy({"sla_ids": []}).sla_ids)
        without = self.contract.copy({"line_ids": []})
        self.assertEqual(without.sla_ids.mapped("name"), ["In 8 hours"])

    def test_steps_are_needed_to_activate(self):
        self._create_sla(name="Steps", credit_method="step")
        with self.assertRaisesRegex(UserError, "Enter the steps"):
            self.contract.action_activate()


@tagged("post_install", "-at_install")
class TestHolidays(SlaCase):
    """Public holidays by country and region."""

    def _load(self, contract=None, **vals):
        wizard = self.env["bpo.holiday.wizard"].create(
            {
                "contract_id": contract and contract.id,
                "calendar_id": self.hours.id,
                "first_year": 2026,
                "last_year": 2026,
                **vals,
            }
        )
        wizard.action_load()
        return wizard

    def _days(self, hours):
        return set(hours.leave_ids.mapped("bpo_holiday_date"))

    def test_region_adds_its_own_days(self):
        germany, bavaria = self.env.ref("base.de"), self.env.ref("base.state_de_by")
        self._load(country_id=germany.id, state_id=False)
        country = self._days(self.hours)
        self._load(country_id=germany.id, state_id=bavaria.id)
        region = self._days(self.hours)
        self.assertEqual(len(country), 9)
        self.assertLess(country, region)

    def test_loading_again_adds_nothing(self):
        self._load(country_id=self.env.ref("base.nl").id)
        count = len(self.hours.leave_ids)
        self._load(country_id=self.env.ref("base.nl").id)
        self.assertEqual(len(self.hours.leave_ids), count)

    def test_shared_hours_are_copied(self):
        self.env.company.resource_calendar_id = self.hours
        wizard = self._load(self.contract, country_id=self.env.ref("base.de").id)
        self.assertTrue(wizard.is_shared)
        self.assertFalse(self.hours.leave_ids)
        self.assertNotEqual(self.contract.resource_calendar_id, self.hours)
        self.assertEqual(len(self._days(self.contract.resource_calendar_id)), 9)

    @freeze_time("2026-11-02")
    def test_every_year_the_next_one_is_loaded(self):
        self.hours.bpo_country_id = self.env.ref("base.de")
        self.env["resource.calendar"]._cron_load_holidays()
        years = {day.year for day in self._days(self.hours)}
        self.assertEqual(years, {2026, 2027})

    def test_unknown_country_is_refused_with_a_sentence(self):
        nowhere = self.env["res.country"].create({"name": "Nowhere", "code": "QX"})
        with self.assertRaisesRegex(ValidationError, "No public holidays are known"):
            self._load(country_id=nowhere.id)
        with self.assertRaises(UnknownRegion):
            public_holidays("XX", None, [2026])

    def test_years_out_of_order(self):
        with self.assertRaisesRegex(UserError, "Choose years"):
            self._load(country_id=self.env.ref("base.de").id, first_year=2027)

    def test_names_follow_the_language(self):
        english = public_holidays("DE", None, [2026], "en_US")
        german = public_holidays("DE", None, [2026], "de_DE")
        self.assertIn("New Year's Day", english.values())
        self.assertIn("Neujahr", german.values())

    def test_days_off_for_surcharges(self):
        self._load(country_id=self.env.ref("base.de").id)
        found = self.hours._bpo_holidays(
            self.contract.date_start, self.contract.date_start
        )
        self.assertEqual(found, {self.contract.date_start})
