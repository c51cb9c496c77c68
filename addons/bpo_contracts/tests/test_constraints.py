"""Bad input is refused with one sentence and changes nothing."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import ContractCase


@tagged("post_install", "-at_install")
class TestConstraints(ContractCase):
    """Each case: what is entered, which words the refusal contains."""

    def _assert_line_refused(self, cases):
        for vals, sentence in cases:
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(ValidationError, sentence),
                self.cr.savepoint(),
            ):
                self._create_line(**vals)

    def test_numbers_out_of_range(self):
        self._assert_line_refused(
            [
                ({"price_unit": -0.01}, "Price of .* must not be below 0"),
                ({"included_quantity": -1}, "must not be below 0"),
                ({"billing_increment": 0}, "between 1 and 1440"),
                ({"deadband_percent": 101}, "between 0 and 100"),
                ({"markup_percent": -1}, "between 0 and 1000"),
            ]
        )

    def test_end_before_start(self):
        dates = {"date_start": "2026-02-01", "date_end": "2026-01-31"}
        self._assert_line_refused([(dates, "before it starts")])
        with self.assertRaisesRegex(ValidationError, "before it starts"):
            self._create_contract(date_end="2025-12-31")

    def test_a_contract_of_one_day(self):
        contract = self._create_contract(date_end="2026-01-01")
        self.assertEqual(contract.date_start, contract.date_end)

    def _steps(self, *starts):
        return {
            "pricing_model": "unit",
            "tier_mode": "graduated",
            "tier_ids": [(0, 0, {"quantity_from": s, "price_unit": 1}) for s in starts],
        }

    def test_price_steps(self):
        self._assert_line_refused(
            [
                (self._steps(1), "must start at 0"),
                (self._steps(0, 100, 100), "Two price steps .* start at 100"),
            ]
        )
        self.assertEqual(len(self._create_line(**self._steps(0, 100)).tier_ids), 2)

    def test_price_steps_are_checked_on_their_own_too(self):
        line = self._create_line(**self._steps(0, 100))
        with self.assertRaisesRegex(ValidationError, "must start at 0"):
            line.tier_ids[0].quantity_from = 5

    def test_steps_may_change_places_in_one_write(self):
        line = self._create_line(**self._steps(0, 100))
        first, second = line.tier_ids
        line.tier_ids = [
            (1, first.id, {"quantity_from": 100}),
            (1, second.id, {"quantity_from": 0}),
        ]
        self.assertEqual(sorted(line.tier_ids.mapped("quantity_from")), [0, 100])

    def test_negative_step(self):
        line = self._create_line(**self._steps(0))
        with self.assertRaisesRegex(ValidationError, "must not be below 0"):
            line.tier_ids.flat_fee = -1

    def _rates(self, *ranges, **key):
        return {
            "rate_ids": [
                (0, 0, {"price_unit": 1, "date_start": s, "date_end": e, **key})
                for s, e in ranges
            ]
        }

    def test_overlapping_rates(self):
        overlapping = self._rates((False, "2026-06-15"), ("2026-06-15", False))
        self._assert_line_refused(
            [(overlapping, "everyone are in force on 2026-06-15")]
        )

    def test_neighbouring_rates(self):
        line = self._create_line(
            **self._rates((False, "2026-06-14"), ("2026-06-15", False))
        )
        self.assertEqual(len(line.rate_ids), 2)

    def test_rates_of_different_roles_may_overlap(self):
        job = self.env["hr.job"].create({"name": "Reviewer"})
        line = self._create_line(**self._rates((False, False)))
        line.write(self._rates((False, False), job_id=job.id))
        self.assertEqual(len(line.rate_ids), 2)

    def test_a_border_between_rates_can_be_moved(self):
        line = self._create_line(
            **self._rates((False, "2026-06-14"), ("2026-06-15", False))
        )
        old, new = line.rate_ids.sorted(lambda rate: bool(rate.date_start))
        line.rate_ids = [
            (1, old.id, {"date_end": "2026-06-30"}),
            (1, new.id, {"date_start": "2026-07-01"}),
        ]
        self.assertEqual(str(new.date_start), "2026-07-01")

    def test_surcharges(self):
        base = {"name": "Evening", "percent": 25}
        cases = [
            ({"weekday_mask": "017"}, "digits from 0"),
            ({"weekday_mask": "011"}, "each once"),
            ({"weekday_mask": "", "on_holidays": False}, "never applies"),
            ({"hour_to": 25}, "between 0 and 24"),
            ({"hour_from": 9, "hour_to": 9}, "same hour"),
            ({"percent": -5}, "between 0 and 1000"),
        ]
        self._assert_line_refused(
            [({"surcharge_ids": [(0, 0, base | vals)]}, text) for vals, text in cases]
        )

    def test_surcharges_that_are_right(self):
        windows = [
            {"hour_from": 18, "hour_to": 24},
            {"hour_from": 22, "hour_to": 6, "weekday_mask": "56"},
            {"weekday_mask": "", "on_holidays": True},
        ]
        line = self._create_line(
            surcharge_ids=[(0, 0, {"name": "X", "percent": 25, **w}) for w in windows]
        )
        self.assertEqual(len(line.surcharge_ids), 3)

    def test_foreign_currency_needs_a_rate(self):
        currency = self.env["res.currency"].create({"name": "XTA", "symbol": "X"})
        own = self.env.company.currency_id
        own.rate_ids.unlink()
        with self.assertRaisesRegex(ValidationError, "no exchange rate"):
            self._create_contract(currency_id=currency.id)
        currency.rate_ids = [(0, 0, {"name": "2026-01-01", "rate": 1.5})]
        self.assertTrue(self._create_contract(currency_id=currency.id))

    def test_contacts_are_not_clients(self):
        contact = self.env["res.partner"].create(
            {"name": "Ann", "parent_id": self.client_a.id}
        )
        with self.assertRaisesRegex(ValidationError, "choose the company Alder Clinic"):
            self._create_contract(partner_id=contact.id)

    def test_time_zone_must_exist(self):
        with self.assertRaisesRegex(ValidationError, "Mars/Olympus does not exist"):
            self._create_contract(tz="Mars/Olympus")

    def test_index_bounds(self):
        with self.assertRaisesRegex(ValidationError, "floor .* above its cap"):
            self._create_contract(index_percent_cap=2, index_percent_floor=3)

    def test_at_risk_and_minimum(self):
        for vals in ({"at_risk_percent": 101}, {"minimum_commitment": -1}):
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                self._create_contract(**vals)

    def test_service_hours_default_to_the_company(self):
        contract = self._create_contract()
        self.assertEqual(
            contract.resource_calendar_id, self.env.company.resource_calendar_id
        )
