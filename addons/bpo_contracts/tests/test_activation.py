"""A contract comes into force only when it can be worked and billed."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ContractCase


@tagged("post_install", "-at_install")
class TestActivation(ContractCase):
    """Checks, project and analytic account."""

    def test_activation_makes_project_and_analytic_account(self):
        contract = self._create_contract()
        contract.with_user(self.manager).action_activate()
        self.assertEqual(contract.state, "active")
        self.assertEqual(contract.project_id.account_id, contract.analytic_account_id)
        self.assertEqual(contract.project_id.partner_id, self.client_a)

    def test_project_is_by_invitation_and_has_the_stages(self):
        contract = self._create_contract()
        contract.action_activate()
        self.assertEqual(contract.project_id.privacy_visibility, "invited_users")
        self.assertEqual(len(contract.project_id.type_ids), 6)

    def test_analytic_account_is_in_the_column_of_projects(self):
        contract = self._create_contract()
        contract.action_activate()
        plan = contract.analytic_account_id.plan_id
        self.assertEqual(plan._column_name(), "account_id")

    def test_activating_twice_changes_nothing(self):
        contract = self._create_contract()
        contract.action_activate()
        project = contract.project_id
        contract.action_activate()
        self.assertEqual(contract.project_id, project)

    def test_a_batch_is_activated_together(self):
        contracts = self._create_contract() | self._create_contract()
        contracts.action_activate()
        self.assertEqual(len(contracts.project_id), 2)

    def test_without_services(self):
        contract = self._create_contract(lines=[])
        with self.assertRaisesRegex(UserError, "Add at least one service"):
            contract.action_activate()
        self.assertEqual(contract.state, "draft")
        self.assertFalse(contract.project_id)

    def test_time_without_any_price(self):
        contract = self._create_contract(lines=[{"price_unit": 0.0}])
        with self.assertRaisesRegex(UserError, "enter a price or rates"):
            contract.action_activate()

    def test_gap_between_dated_rates(self):
        rates = [
            (0, 0, {"price_unit": 20.0, "date_end": "2026-06-14"}),
            (0, 0, {"price_unit": 22.0, "date_start": "2026-06-16"}),
        ]
        contract = self._create_contract(lines=[{"price_unit": 0, "rate_ids": rates}])
        with self.assertRaisesRegex(UserError, "no rate for everyone .* 2026-06-15"):
            contract.action_activate()

    def test_gap_does_not_matter_where_the_line_has_a_price(self):
        rates = [(0, 0, {"price_unit": 22.0, "date_start": "2026-06-16"})]
        contract = self._create_contract(lines=[{"rate_ids": rates}])
        contract.action_activate()
        self.assertEqual(contract.state, "active")

    def test_missing_terms_of_the_pricing_models(self):
        cases = [
            ({"pricing_model": "unit", "tier_mode": "volume"}, "price steps"),
            ({"pricing_model": "unit", "tier_mode": "package"}, "in a package"),
            ({"pricing_model": "baseline"}, "baseline quantity"),
            (
                {"pricing_model": "fte", "fte_basis": "hours", "fte_hours": 0},
                "hours of one agent",
            ),
        ]
        for line, sentence in cases:
            with self.subTest(line=line), self.assertRaisesRegex(UserError, sentence):
                self._create_contract(lines=[line]).action_activate()

    def test_sensitive_data_need_a_signed_agreement(self):
        contract = self._create_contract(data_class="restricted")
        with self.assertRaisesRegex(UserError, "agreement signed"):
            contract.action_activate()
        contract.dpa_state = "signed"
        contract.action_activate()
        self.assertEqual(contract.state, "active")

    def test_expired_agreement(self):
        contract = self._create_contract(
            data_class="confidential", dpa_state="signed", dpa_date_end="2020-12-31"
        )
        with self.assertRaisesRegex(UserError, "ended on 2020-12-31"):
            contract.action_activate()

    def test_all_problems_are_told_at_once(self):
        contract = self._create_contract(lines=[], data_class="restricted")
        with self.assertRaises(UserError) as caught:
            contract.action_activate()
        self.assertEqual(str(caught.exception).count("\n- "), 2)

    def test_status_cannot_be_written(self):
        contract = self._create_contract()
        with self.assertRaisesRegex(UserError, "by its actions only"):
            contract.state = "active"
        with self.assertRaisesRegex(UserError, "is a draft"):
            self._create_contract(state="active")
