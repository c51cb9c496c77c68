"""Rate cards are copied into contracts and stay apart from them."""

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common import ContractCase


@tagged("post_install", "-at_install")
class TestRateCard(ContractCase):
    """One card with a time and a unit service."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.job = cls.env["hr.job"].create({"name": "Reviewer"})
        cls.card = cls.env["bpo.rate.card"].create(
            {
                "name": "Standard",
                "line_ids": [
                    (0, 0, cls._prepare_time()),
                    (0, 0, cls._prepare_units()),
                ],
            }
        )

    @classmethod
    def _prepare_time(cls):
        return {
            "name": "Desk",
            "price_unit": 22.0,
            "billing_increment": 6,
            "rate_ids": [(0, 0, {"job_id": cls.job.id, "price_unit": 27.0})],
            "surcharge_ids": [
                (0, 0, {"name": "Evening", "percent": 25, "hour_from": 18})
            ],
        }

    @classmethod
    def _prepare_units(cls):
        steps = [(0, 0.2), (1000, 0.15)]
        return {
            "name": "Records",
            "pricing_model": "unit",
            "tier_mode": "graduated",
            "tier_ids": [
                (0, 0, {"quantity_from": start, "price_unit": price})
                for start, price in steps
            ],
        }

    def _apply(self, contract):
        dialogue = Form(
            self.env["bpo.rate.card.apply"]
            .with_user(self.manager)
            .with_context(default_contract_id=contract.id)
        )
        dialogue.card_id = self.card
        dialogue.save().action_apply()

    def test_all_terms_are_copied(self):
        contract = self._create_contract(lines=[])
        self._apply(contract)
        desk, records = contract.line_ids
        self.assertEqual((desk.price_unit, desk.billing_increment), (22.0, 6))
        self.assertEqual(desk.rate_ids.job_id, self.job)
        self.assertEqual(desk.surcharge_ids.hour_from, 18.0)
        self.assertEqual(records.tier_ids.mapped("price_unit"), [0.2, 0.15])

    def test_the_words_are_the_same(self):
        contract = self._create_contract(lines=[])
        self._apply(contract)
        self.assertEqual(
            contract.line_ids.mapped("summary"), self.card.line_ids.mapped("summary")
        )

    def test_changing_the_card_changes_no_contract(self):
        contract = self._create_contract(lines=[])
        self._apply(contract)
        self.card.line_ids[0].price_unit = 99
        self.assertEqual(contract.line_ids[0].price_unit, 22.0)

    def test_currencies_must_agree(self):
        other = self.env["res.currency"].create({"name": "XTB", "symbol": "B"})
        self.card.currency_id = other
        with self.assertRaisesRegex(UserError, "Standard is in XTB"):
            self.card.line_ids[0]._prepare_contract_line_vals(self._create_contract())

    def test_cards_are_checked_like_contracts(self):
        with self.assertRaisesRegex(ValidationError, "must start at 0"):
            self.card.line_ids[1].tier_ids[0].quantity_from = 5
        with self.assertRaisesRegex(ValidationError, "must not be below 0"):
            self.card.line_ids[0].price_unit = -1
