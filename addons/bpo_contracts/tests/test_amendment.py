"""Amendments change a contract from a day on and nothing before it."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import ContractCase

DAY = date(2026, 6, 15)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 09:00:00")
class TestAmendment(ContractCase):
    """Changes come into force on 15 June 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            lines=[
                {"name": "Desk"},
                {
                    "name": "Retainer",
                    "pricing_model": "fixed",
                    "price_unit": 1450,
                    "included_quantity": 40,
                    "overage_price": 30,
                },
                {
                    "name": "Records",
                    "pricing_model": "unit",
                    "tier_mode": "graduated",
                    "tier_ids": [
                        (0, 0, {"quantity_from": 0, "price_unit": 0.2}),
                        (0, 0, {"quantity_from": 1000, "price_unit": 0.15}),
                    ],
                },
            ]
        )
        cls.contract.action_activate()
        cls.desk, cls.retainer, cls.records = cls.contract.line_ids

    def _amend(self, *changes, **overrides):
        return self.env["bpo.contract.amendment"].create(
            {
                "contract_id": self.contract.id,
                "date_effective": DAY,
                "reason": "Agreed",
                "change_ids": [(0, 0, change) for change in changes],
                **overrides,
            }
        )

    def _price(self, line, value, **overrides):
        return {"line_id": line.id, "new_value": value, **overrides}

    def test_price_becomes_a_dated_rate(self):
        self._amend(self._price(self.desk, 22)).action_approve()
        self.assertEqual(self.desk._get_price_on(date(2026, 6, 14)), 20)
        self.assertEqual(self.desk._get_price_on(DAY), 22)
        self.assertEqual(len(self.contract.line_ids), 3)

    def test_second_price_ends_the_first(self):
        self._amend(self._price(self.desk, 22)).action_approve()
        later = date(2026, 9, 1)
        self._amend(self._price(self.desk, 23), date_effective=later).action_approve()
        self.assertEqual(
            [(r.price_unit, r.date_end) for r in self.desk._get_common_rates()],
            [(22, date(2026, 8, 31)), (23, False)],
        )

    def test_price_before_a_later_one(self):
        later = date(2026, 9, 1)
        self._amend(self._price(self.desk, 23), date_effective=later).action_approve()
        self._amend(self._price(self.desk, 22)).action_approve()
        self.assertEqual(self.desk._get_price_on(date(2026, 8, 31)), 22)
        self.assertEqual(self.desk._get_price_on(later), 23)

    def test_old_and_new_side_by_side(self):
        amendment = self._amend(self._price(self.desk, 22))
        self.assertEqual(amendment.change_ids.old_value, 20)
        amendment.action_approve()
        self.assertEqual(amendment.change_ids.old_value, 20)

    def test_other_terms_make_a_new_version(self):
        self._amend(
            self._price(self.retainer, 60, term="included_quantity"),
            self._price(self.retainer, 2000),
        ).action_approve()
        version = self.contract.line_ids.filtered("previous_id")
        self.assertEqual(version.previous_id, self.retainer)
        self.assertEqual(self.retainer.date_end, date(2026, 6, 14))
        self.assertEqual(
            (version.included_quantity, version._get_price_on(DAY)), (60, 2000)
        )
        self.assertEqual(self.retainer.included_quantity, 40)

    def test_service_levels_go_on_with_the_new_version(self):
        self.env["bpo.sla"].create(
            {
                "name": "Accuracy",
                "contract_id": self.contract.id,
                "line_id": self.retainer.id,
                "metric": "accuracy",
                "target_percent": 98,
            }
        )
        change = self._price(self.retainer, 60, term="included_quantity")
        self._amend(change).action_approve()
        version = self.contract.line_ids.filtered("previous_id")
        self.assertEqual(self.contract.sla_ids.line_id, self.retainer | version)

    def test_price_of_a_step(self):
        step = self.records.tier_ids[1]
        self._amend(
            self._price(self.records, 0.14, term="tier", tier_id=step.id)
        ).action_approve()
        version = self.contract.line_ids.filtered("previous_id")
        self.assertEqual(version.tier_ids.mapped("price_unit"), [0.2, 0.14])
        self.assertEqual(step.price_unit, 0.15)

    def test_rate_of_a_role(self):
        job = self.env["hr.job"].create({"name": "Reviewer"})
        rate = self.env["bpo.rate"].create(
            {"line_id": self.desk.id, "job_id": job.id, "price_unit": 27}
        )
        self._amend(
            self._price(self.desk, 28, term="rate", rate_id=rate.id)
        ).action_approve()
        rates = self.desk.rate_ids.sorted("price_unit")
        self.assertEqual(rates.mapped("price_unit"), [27, 28])
        self.assertEqual(rates[0].date_end, date(2026, 6, 14))

    def test_service_ends_and_another_starts(self):
        card = self.env["bpo.rate.card"].create(
            {"name": "Card", "line_ids": [(0, 0, {"name": "Extra", "price_unit": 5})]}
        )
        self._amend(
            self._price(self.desk, 0, term="end"),
            {"term": "add", "card_line_id": card.line_ids.id},
        ).action_approve()
        names = self.contract._get_lines_on(DAY).mapped("name")
        self.assertEqual(names, ["Retainer", "Records", "Extra"])
        self.assertIn(self.desk, self.contract._get_lines_on(date(2026, 6, 14)))

    def test_what_is_billed_does_not_change(self):
        self.patch(
            type(self.contract), "_get_billed_until", lambda _self: date(2026, 6, 30)
        )
        with self.assertRaisesRegex(UserError, "is billed until 2026-06-30"):
            self._amend(self._price(self.desk, 22)).action_approve()
        self.assertFalse(self.desk.rate_ids)

    def test_approving_twice_changes_nothing(self):
        amendment = self._amend(self._price(self.desk, 22))
        amendment.action_approve()
        amendment.action_approve()
        self.assertEqual(len(self.desk.rate_ids), 1)

    def test_decided_amendments_stay(self):
        amendment = self._amend(self._price(self.desk, 22))
        with self.assertRaisesRegex(UserError, "by its buttons"):
            amendment.state = "approved"
        amendment.action_approve()
        with self.assertRaisesRegex(UserError, "is decided"):
            amendment.date_effective = date(2026, 7, 1)
        with self.assertRaisesRegex(UserError, "is decided"):
            amendment.unlink()

    def test_cancelled_amendments_change_nothing(self):
        amendment = self._amend(self._price(self.desk, 22))
        amendment.action_cancel()
        with self.assertRaisesRegex(UserError, "is decided"):
            amendment.action_approve()

    def test_refused_drafts(self):
        cases = [
            ([], {}, "Enter what"),
            (
                [self._price(self.desk, 1)],
                {"date_effective": "2026-01-01"},
                "after the",
            ),
        ]
        for changes, overrides, sentence in cases:
            with self.subTest(sentence), self.assertRaisesRegex(UserError, sentence):
                self._amend(*changes, **overrides).action_approve()

    def test_rows_must_say_what_changes(self):
        other = self._create_line()
        for change in ({"new_value": 1}, self._price(self.desk, 1, term="rate")):
            with (
                self.subTest(change),
                self.assertRaisesRegex(ValidationError, "Choose what changes"),
            ):
                self._amend(change)
        with self.assertRaisesRegex(ValidationError, "of another contract"):
            self._amend(self._price(other, 1))
        with self.assertRaisesRegex(ValidationError, "must not be below 0"):
            self._amend(self._price(self.desk, -1))

    def test_managers_only(self):
        amendment = self._amend(self._price(self.desk, 22))
        with self.assertRaises(AccessError):
            amendment.with_user(self.lead).action_approve()
        amendment.with_user(self.manager).action_approve()
        self.assertEqual(amendment.state, "approved")

    def test_view_of_a_day(self):
        amendment = self._amend(self._price(self.desk, 22))
        amendment.action_approve()
        views = self.env["bpo.contract.as.of"].with_user(self.billing)
        before = views.create({"contract_id": self.contract.id, "date": "2026-06-14"})
        after = views.create({"contract_id": self.contract.id, "date": "2026-06-15"})
        self.assertIn("20.00", before.content)
        self.assertIn("22.00", after.content)
        self.assertFalse(before.amendment_id)
        self.assertEqual(after.amendment_id, amendment)

    def test_documents_render(self):
        amendment = self._amend(self._price(self.desk, 22))
        reports = self.env["ir.actions.report"]
        for ref, record in (
            ("bpo_contracts.report_contract", self.contract),
            ("bpo_contracts.report_amendment", amendment),
        ):
            html, _kind = reports._render_qweb_html(ref, record.ids)
            self.assertIn(record.name.encode(), html)
            self.assertIn(b"20.00", html)
