"""Each line in plain words."""

from freezegun import freeze_time

from odoo.tests import tagged

from .common import ContractCase


@tagged("post_install", "-at_install")
class TestSummary(ContractCase):
    """What the client pays, as a sentence."""

    def _assert_summary(self, expected, **line):
        record = self._create_line(**line)
        currency = record.currency_id.name
        self.assertEqual(record.summary, expected.replace("$", currency))

    def test_time(self):
        self._assert_summary(
            "20.00 $ per hour. Rounded up to 15 minutes. Surcharges: Evening +25 %.",
            billing_increment=15,
            surcharge_ids=[(0, 0, {"name": "Evening", "percent": 25})],
        )

    def test_time_with_dated_rates(self):
        rates = [
            (0, 0, {"price_unit": 22, "date_end": "2026-06-14"}),
            (0, 0, {"price_unit": 24.5, "date_start": "2026-06-15"}),
        ]
        with freeze_time("2026-03-10 09:00:00"):
            self._assert_summary(
                "22.00 $ per hour. From 06/15/2026 on 24.50 $.",
                price_unit=0,
                rate_ids=rates,
            )

    def test_time_with_rates_of_roles(self):
        job = self.env["hr.job"].create({"name": "Reviewer"})
        self._assert_summary(
            "20.00 $ to 27.00 $ per hour by role and employee.",
            rate_ids=[(0, 0, {"price_unit": 27, "job_id": job.id})],
        )

    def test_graduated_units(self):
        self._assert_summary(
            "First 500 Records free, then 0.20 $ each up to 1,000, 0.15 $ each above.",
            pricing_model="unit",
            uom_id=self.env.ref("bpo_contracts.uom_record").id,
            included_quantity=500,
            tier_mode="graduated",
            tier_ids=[
                (0, 0, {"quantity_from": 0, "price_unit": 0.2}),
                (0, 0, {"quantity_from": 1000, "price_unit": 0.15}),
            ],
        )

    def test_small_prices_keep_their_digits(self):
        self._assert_summary(
            "0.000612 $ each.", pricing_model="unit", price_unit=0.000612
        )

    def test_retainer(self):
        self._assert_summary(
            "1,450.00 $ per billing period. 40 Hours included, 30.00 $ for each one "
            "more. What is left over can be used for 1 more periods.",
            pricing_model="fixed",
            price_unit=1450,
            included_quantity=40,
            overage_price=30,
            rollover_periods=1,
        )

    def test_a_monthly_fee_includes_hours(self):
        line = self._create_line(
            pricing_model="fixed",
            uom_id=self.env.ref("bpo_contracts.uom_month").id,
            price_unit=1450,
            included_quantity=40,
            overage_price=30,
        )
        self.assertIn("40 Hours included", line.summary)

    def test_every_pricing_model_has_words(self):
        field = self.env["bpo.contract.line"]._fields["pricing_model"]
        for model in field.get_values(self.env):
            with self.subTest(model=model):
                self.assertTrue(self._create_line(pricing_model=model).summary)

    def test_name_and_unit_come_from_the_catalogue(self):
        product = self.env.ref("bpo_contracts.product_data_entry")
        vals = {"contract_id": self._create_contract().id, "product_id": product.id}
        line = self.env["bpo.contract.line"].create(vals)
        self.assertEqual((line.name, line.uom_id.name), ("Data entry", "Records"))
