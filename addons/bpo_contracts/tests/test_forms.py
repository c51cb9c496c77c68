"""Contracts are entered on the screens that people use."""

from odoo.tests import Form, tagged

from .common import ContractCase

MODELS = (
    "bpo.contract",
    "bpo.contract.line",
    "bpo.contract.amendment",
    "bpo.rate.card",
    "bpo.price.index",
)


@tagged("post_install", "-at_install")
class TestForms(ContractCase):
    """Forms, default values and views by group."""

    def _enter_line(self, form, name, model, **terms):
        with form.line_ids.new() as line:
            line.name = name
            line.pricing_model = model
            for term, value in terms.items():
                line[term] = value

    def test_a_contract_with_every_pricing_model(self):
        form = Form(self.env["bpo.contract"].with_user(self.manager))
        form.partner_id = self.client_a
        self._enter_line(form, "Desk", "time", price_unit=22, billing_increment=15)
        self._enter_line(form, "Records", "unit", price_unit=0.2, included_quantity=5)
        self._enter_line(form, "Ledger", "fixed", price_unit=1450)
        self._enter_line(form, "Team", "fte", price_unit=3200)
        self._enter_line(
            form, "Tickets", "baseline", price_unit=50000, baseline_quantity=1000
        )
        self._enter_line(form, "Study", "milestone", gain_percent=20)
        self._enter_line(form, "Postage", "passthrough", markup_percent=7.5)
        contract = form.save()
        contract.action_activate()
        self.assertEqual(len(contract.line_ids), 7)
        self.assertEqual(contract.state, "active")
        self.assertNotIn(False, contract.line_ids.mapped("summary"))

    def test_price_steps_are_entered_in_the_line(self):
        form = Form(self.env["bpo.contract"].with_user(self.manager))
        form.partner_id = self.client_a
        with form.line_ids.new() as line:
            line.product_id = self.env.ref("bpo_contracts.product_data_entry")
            line.pricing_model = "unit"
            line.tier_mode = "graduated"
            for start, price in ((0, 0.2), (1000, 0.15)):
                with line.tier_ids.new() as step:
                    step.quantity_from = start
                    step.price_unit = price
        lines = form.save().line_ids
        self.assertEqual(lines.name, "Data entry")
        self.assertEqual(lines.tier_ids.mapped("price_unit"), [0.2, 0.15])

    def test_the_catalogue_proposes_pricing_and_price(self):
        cases = [
            ("product_back_office_hour", "time", 22.0),
            ("product_bookkeeping_month", "fixed", 1450.0),
            ("product_invoicing", "unit", 0.85),
        ]
        form = Form(self.env["bpo.contract"].with_user(self.manager))
        form.partner_id = self.client_a
        for ref, model, price in cases:
            with form.line_ids.new() as line:
                line.product_id = self.env.ref(f"bpo_contracts.{ref}")
                self.assertEqual((line.pricing_model, line.price_unit), (model, price))

    def test_every_group_opens_its_screens(self):
        for user in (self.lead, self.billing, self.manager):
            for model in MODELS:
                with self.subTest(user=user.login, model=model):
                    views = self.env[model].with_user(user)
                    arch = views.get_views([(False, "form"), (False, "list")])
                    self.assertIn("form", arch["views"])

    def test_agents_get_forms_without_prices(self):
        lines = self.env["bpo.contract.line"].with_user(self.agent)
        arch = lines.get_view(view_type="form")["arch"]
        self.assertNotIn('name="price_unit"', arch)
        self.assertNotIn('name="summary"', arch)
        self.assertIn('name="pricing_model"', arch)

    def test_activating_more_contracts_costs_the_same_checks(self):
        """Checks read in batches: no query of them grows with the contracts."""
        few = self.env["bpo.contract"].concat(
            *[self._create_contract() for _each in range(2)]
        )
        many = self.env["bpo.contract"].concat(
            *[self._create_contract() for _each in range(12)]
        )
        counts = []
        for contracts in (few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            contracts._check_activation()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
