"""Currency sharing as a price change that is looked at before it counts."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestContractFx(BillingCase):
    """Example: 20.00 agreed at 1.10, now 0.99, band 2 %, share 50 %: 20.80."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cost = cls.env["res.currency"].create(
            {
                "name": "XTS",
                "symbol": "X",
                "rate_ids": [(0, 0, {"name": date(2025, 1, 1), "rate": 0.99})],
            }
        )
        cls.contract = cls._create_contract(
            {"name": "Desk", "price_unit": 20.0},
            fx_currency_id=cls.cost.id,
            fx_agreed_rate=1.10,
            fx_band_percent=2.0,
            fx_share_percent=50.0,
        )

    def setUp(self):
        super().setUp()
        self.startPatch = freeze_time("2026-03-10")
        self.startPatch.start()
        self.addCleanup(self.startPatch.stop)

    def _prepare(self):
        action = self.contract.action_prepare_fx_amendment()
        return self.env["bpo.contract.amendment"].browse(action["res_id"])

    def test_the_contract_shows_what_the_clause_would_do(self):
        self.assertAlmostEqual(self.contract.fx_current_rate, 0.99, 6)
        self.assertAlmostEqual(self.contract.fx_applied_percent, 4.0, 4)

    def test_the_draft_moves_every_price_and_nothing_is_in_force(self):
        amendment = self._prepare()
        self.assertEqual(amendment.state, "draft")
        self.assertEqual(amendment.date_effective, date(2026, 4, 1))
        self.assertEqual(amendment.change_ids.mapped("new_value"), [20.80])
        self.assertFalse(self.contract.line_ids.rate_ids)

    def test_approval_makes_a_dated_rate_and_a_new_agreed_rate(self):
        self._prepare().action_approve()
        rate = self.contract.line_ids.rate_ids
        self.assertEqual((rate.price_unit, rate.date_start), (20.80, date(2026, 4, 1)))
        self.assertAlmostEqual(self.contract.fx_agreed_rate, 0.99, 6)
        self.assertAlmostEqual(self.contract.fx_applied_percent, 0.0, 4)

    def test_movement_within_the_band_changes_nothing(self):
        for band in (10.0, 10.1, 100.0):
            self.contract.fx_band_percent = band
            with self.subTest(band), self.assertRaisesRegex(UserError, "its band"):
                self.contract.action_prepare_fx_amendment()

    def test_a_simulation_shows_what_the_draft_would_have_brought(self):
        self._create_entry(self.contract.line_ids, date(2026, 1, 15), 60)
        simulation = self.env["bpo.simulation"].create(
            {
                "source": "amendment",
                "amendment_id": self._prepare().id,
                "date_from": date(2026, 1, 1),
                "date_to": date(2026, 1, 31),
            }
        )
        simulation.action_run()
        self.assertEqual(simulation.proposed_total, 20.80)

    def test_impossible_clauses_are_refused(self):
        for vals in (
            {"fx_agreed_rate": 0.0},
            {"fx_band_percent": -1.0},
            {"fx_share_percent": 100.1},
            {"fx_currency_id": self.contract.currency_id.id},
        ):
            with self.subTest(vals), self.assertRaises(ValidationError):
                self.contract.write(vals)
                self.env.flush_all()
