"""Amendments of contract terms: each counts from its day on, and not before."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import ContractCase

DAY = date(2026, 7, 1)
BEFORE = date(2026, 6, 30)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 09:00:00")
class TestAmendmentTerms(ContractCase):
    """On 10 March 2026 a change for 1 July is agreed: the minimum rises to 150."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        terms = cls.env["account.payment.term"]
        cls.two_weeks = terms.create({"name": "Two weeks"})
        cls.month = terms.create({"name": "A month"})
        cls.contract = cls._create_contract(
            minimum_commitment=100.0,
            at_risk_percent=10.0,
            index_percent_cap=5.0,
            notice_days=30,
            payment_term_id=cls.two_weeks.id,
            date_end=date(2026, 12, 31),
        )
        cls.contract.action_activate()
        cls.sla = cls.env["bpo.sla"].create(
            {
                "contract_id": cls.contract.id,
                "name": "Accuracy",
                "metric": "accuracy",
                "target_percent": 95.0,
            }
        )

    def _amend(self, *changes, day=DAY, approve=True):
        amendment = self.env["bpo.contract.amendment"].create(
            {
                "contract_id": self.contract.id,
                "date_effective": day,
                "reason": "Agreed",
                "change_ids": [(0, 0, change) for change in changes],
            }
        )
        if approve:
            amendment.action_approve()
        return amendment

    def _minimum(self, value, day=DAY, **vals):
        return self._amend(
            {"term": "minimum_commitment", "new_value": value}, day=day, **vals
        )

    def _follow(self, day):
        """Let the daily job run on ``day``."""
        with freeze_time(f"{day} 09:00:00"):
            self.contract._follow_terms(day)

    def _minimum_on(self, day):
        return self.contract._get_term_on("minimum_commitment", day)

    def test_a_term_waits_for_its_day(self):
        change = self._minimum(150).change_ids
        self.assertEqual(self.contract.minimum_commitment, 100)
        self.assertEqual((self._minimum_on(BEFORE), self._minimum_on(DAY)), (100, 150))
        self.assertEqual(change.dated_state, "waiting")

    def test_the_daily_job_brings_it_into_force(self):
        self._minimum(150)
        due = self.env["bpo.contract"].search(self.contract._get_due_domain(BEFORE))
        self.assertNotIn(self.contract, due)
        due = self.env["bpo.contract"].search(self.contract._get_due_domain(DAY))
        self.assertIn(self.contract, due)
        self._follow(BEFORE)
        self.assertEqual(self.contract.minimum_commitment, 100)
        self._follow(DAY)
        self.assertEqual(self.contract.minimum_commitment, 150)
        self.assertEqual((self._minimum_on(BEFORE), self._minimum_on(DAY)), (100, 150))

    def test_a_day_that_has_come_counts_at_once(self):
        self._minimum(150, day=date(2026, 3, 1))
        self.assertEqual(self.contract.minimum_commitment, 150)
        self.assertEqual(self._minimum_on(date(2026, 2, 28)), 100)

    def test_an_earlier_change_approved_later_fits_in(self):
        """100, 120 from 1 February and 150 from 1 March, agreed in the other order."""
        self._minimum(150, day=date(2026, 3, 1))
        self._minimum(120, day=date(2026, 2, 1))
        days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 1)]
        self.assertEqual([self._minimum_on(day) for day in days], [100, 120, 150])
        self.assertEqual(self.contract.minimum_commitment, 150)

    def test_two_waiting_changes(self):
        later = date(2026, 9, 1)
        self._minimum(200, day=later)
        self._minimum(150)
        days = [BEFORE, DAY, later]
        self.assertEqual([self._minimum_on(day) for day in days], [100, 150, 200])
        self._follow(later)
        self.assertEqual([self._minimum_on(day) for day in days], [100, 150, 200])
        self.assertEqual(self.contract.minimum_commitment, 200)

    def test_the_end_is_known_at_once(self):
        self._amend({"term": "date_end", "new_date": date(2027, 6, 30)})
        self.assertEqual(self.contract.date_end, date(2027, 6, 30))
        self.assertEqual(
            self.contract._get_term_on("date_end", BEFORE), date(2026, 12, 31)
        )

    def test_an_index_change_keeps_the_bounds_of_its_day(self):
        index = self.env["bpo.price.index"].create({"name": "Wages"})
        value = self.env["bpo.price.index.value"].create(
            {"index_id": index.id, "date": date(2026, 3, 1), "value": 110}
        )
        self.contract.write({"price_index_id": index.id, "index_base_value": 100})
        self._amend({"term": "index_percent_cap", "new_value": 3}, day=date(2026, 4, 1))
        vals = self.contract._prepare_index_amendment_vals(value)
        self.assertEqual(vals["applied_percent"], 3)

    def test_old_and_new_side_by_side_and_on_the_letter(self):
        amendment = self._amend(
            {"term": "minimum_commitment", "new_value": 150},
            {"term": "payment_term_id", "new_payment_term_id": self.month.id},
            {"term": "date_end"},
            {"term": "target_percent", "sla_id": self.sla.id, "new_value": 97.5},
        )
        words = [(row.old_text, row.new_text) for row in amendment.change_ids]
        code = self.contract.currency_id.name
        self.assertEqual(words[0], (f"100.00 {code}", f"150.00 {code}"))
        self.assertEqual(words[1], ("Two weeks", "A month"))
        self.assertEqual(words[2], ("12/31/2026", "Open end"))
        self.assertEqual(words[3], ("95 %", "97.5 %"))
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "bpo_contracts.report_amendment", amendment.ids
        )
        for words in ("150.00", "A month", "Open end", "Accuracy: Target (%)", "97.5"):
            self.assertIn(words.encode(), html)

    def test_the_view_of_a_day_and_its_document(self):
        self._minimum(150)
        self._amend({"term": "target_percent", "sla_id": self.sla.id, "new_value": 98})
        for day, minimum, target in ((BEFORE, "100.00", "95"), (DAY, "150.00", "98")):
            view = self.env["bpo.contract.as.of"].create(
                {"contract_id": self.contract.id, "date": day}
            )
            self.assertIn(minimum, view.content)
            self.assertIn(f"{target} %", view.content)
            html, _kind = (
                self.env["ir.actions.report"]
                .with_context(bpo_as_of=str(day))
                ._render_qweb_html("bpo_contracts.report_contract", self.contract.ids)
            )
            self.assertIn(minimum.encode(), html)
            self.assertIn(f"{target} %".encode(), html)

    def test_refused_values(self):
        cases = [
            ({"term": "at_risk_percent", "new_value": 101}, "between 0 and 100"),
            ({"term": "minimum_commitment", "new_value": -1}, "not be below 0"),
            ({"term": "notice_days", "new_value": 2.5}, "whole number"),
            ({"term": "index_percent_floor", "new_value": -101}, "between -100"),
            ({"term": "target_percent", "new_value": 99}, "Choose what changes"),
            (
                {"term": "threshold_hours", "sla_id": self.sla.id, "new_value": 4},
                "not measured in hours",
            ),
        ]
        for change, sentence in cases:
            with (
                self.subTest(change["term"]),
                self.assertRaisesRegex(ValidationError, sentence),
            ):
                self._amend(change, approve=False)

    def test_refused_approvals(self):
        twice = {"term": "notice_days", "new_value": 60}
        cases = [
            ([twice, twice], "changes twice"),
            ([{"term": "date_end", "new_date": BEFORE}], "lies before"),
            ([{"term": "index_percent_floor", "new_value": 6}], "above its cap"),
        ]
        for changes, sentence in cases:
            with self.subTest(sentence), self.assertRaisesRegex(UserError, sentence):
                self._amend(*changes)

    def test_levels_of_other_contracts_are_refused(self):
        other = self.sla.copy({"contract_id": self._create_contract().id})
        with self.assertRaisesRegex(ValidationError, "of another contract"):
            self._amend({"term": "target_percent", "sla_id": other.id, "new_value": 9})

    def test_approved_rows_stay(self):
        change = self._minimum(150).change_ids
        with self.assertRaisesRegex(UserError, "is decided"):
            change.new_value = 1
        with self.assertRaisesRegex(UserError, "is decided"):
            change.unlink()
        with self.assertRaisesRegex(UserError, "is decided"):
            change.copy({"amendment_id": change.amendment_id.id})

    def test_a_new_version_of_a_service_takes_the_levels_of_its_day(self):
        line = self.contract.line_ids
        self.sla.line_id = line
        target = {"term": "target_percent", "sla_id": self.sla.id}
        later = date(2026, 9, 1)
        self._amend({**target, "new_value": 99}, day=later)
        self._amend(
            {**target, "new_value": 97},
            {"term": "minimum_minutes", "line_id": line.id, "new_value": 15},
        )
        copied = self.contract.sla_ids - self.sla
        self.assertEqual(copied._get_term_on("target_percent", DAY), 97)
        self.assertEqual(copied._get_term_on("target_percent", later), 99)
        self.assertEqual(self.sla._get_term_on("target_percent", BEFORE), 95)

    def test_managers_agree_and_leads_only_read(self):
        manager = self._minimum(150, approve=False).with_user(self.manager)
        manager.action_approve()
        self.assertEqual(manager.state, "approved")
        lead = self._minimum(160, approve=False).with_user(self.lead)
        self.assertEqual(lead.change_ids.new_value, 160)
        with self.assertRaises(AccessError):
            lead.action_approve()
        with self.assertRaises(AccessError):
            lead.change_ids.new_value = 1
