"""What the running period comes to: rated as billing would, without writing."""

from datetime import date
from decimal import Decimal
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.base.models.ir_cron import IrCron

from .common import PortalCase

TODAY = date(2026, 10, 10)


@tagged("post_install", "-at_install")
class TestForecast(PortalCase):
    """Client A in October: eight approved hours by the tenth of 31 days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Nothing may commit the transaction of a test.
        hook = patch.object(IrCron, "_commit_progress")
        cls.startClassPatcher(hook).return_value = 1
        cls.world["A"]["waiting"].sudo().bpo_client_approve()
        cls.contract = cls.world["A"]["contract"]
        cls.env.flush_all()

    def _forecast(self):
        forecasts = self.env["bpo.portal.forecast"]._bpo_of(self.contract.sudo(), TODAY)
        self.assertEqual(len(forecasts), 1)
        return forecasts[0]

    def test_work_so_far_and_at_the_same_pace(self):
        forecast = self._forecast()
        self.assertEqual(forecast.period.date_to, date(2026, 10, 31))
        # Four entries of 2 h at 41.00.
        self.assertEqual(forecast.so_far, Decimal("328.00"))
        self.assertEqual(round(forecast.expected, 2), Decimal("1016.80"))
        self.assertEqual(forecast.to_reach, 0)

    def test_minimum_still_to_reach(self):
        self.contract.minimum_commitment = 2000.0
        forecast = self._forecast()
        self.assertEqual(forecast.to_reach, Decimal("1672.00"))
        self.assertEqual(forecast.expected, Decimal("2000.00"))

    def test_hours_left_of_a_retainer(self):
        self.world["A"]["time_line"].write({"included_quantity": 20.0})
        use = self._forecast().uses[0]
        self.assertEqual((use["used"], use["of"], use["left"]), (8.0, 20.0, 12.0))
        self.assertTrue(use["is_hours"])

    def test_credit_at_stake_of_todays_misses(self):
        """Ten percent at risk, all of it on one missed level: 32.80 of 328.00."""
        sla = self.world["A"]["sla"]
        sla.allocation_percent = 100.0
        result = (
            self.env["bpo.sla.result"]
            .sudo()
            .create(
                {
                    "sla_id": sla.id,
                    "date_from": "2026-10-01",
                    "date_to": "2026-10-31",
                    "target_percent": 95.0,
                    "numerator": 9,
                    "denominator": 10,
                    "attainment_percent": 90.0,
                    "met": False,
                }
            )
        )
        self._store()
        self.assertEqual(result.credit_amount, 32.80)
        self.assertEqual(result.state, "provisional")
        result.sudo().write({"numerator": 10, "attainment_percent": 100, "met": True})
        self._store()
        self.assertEqual(result.credit_amount, 0.0)

    def _store(self):
        forecasts = self.env["bpo.portal.forecast"]
        with freeze_time(TODAY):
            forecasts._cron_store_at_stake()
