"""What an accountant closes a month with, from menus a billing clerk sees."""

from datetime import date

from lxml import etree

from odoo.tests import tagged

from .common import BillingCase

MENUS = {
    "bpo_accrual_menu": "bpo.accrual",
    "bpo_unbilled_report_menu": "bpo.unbilled.report",
    "bpo_reconciliation_menu": "bpo.reconciliation.wizard",
    "bpo_margin_report_menu": "bpo.margin.report",
    "bpo_savings_report_menu": "bpo.savings.report",
    "bpo_location_report_menu": "bpo.location.report",
}
# by what a margin can be looked at
MARGIN_GROUPS = {
    "client_id",
    "contract_id",
    "contract_line_id",
    "employee_id",
    "work_location_id",
}


@tagged("post_install", "-at_install")
class TestAccountantMenus(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract({"name": "Desk", "price_unit": 10.0})
        cls.entry = cls._create_entry(cls.contract.line_ids, date(2026, 1, 5), 60)

    def _get_menu(self, name):
        return self.env.ref(f"bpo_billing.{name}")

    def test_each_is_reachable_and_opens(self):
        visible = self.env["ir.ui.menu"].with_user(self.clerk)._visible_menu_ids()
        for name, model in MENUS.items():
            menu = self._get_menu(name)
            with self.subTest(menu=name):
                self.assertIn(menu.id, visible)
                self.assertEqual(menu.action.res_model, model)
                views = (
                    self.env[model]
                    .with_user(self.clerk)
                    .get_views(
                        [(False, kind) for kind in menu.action.view_mode.split(",")]
                    )
                )
                self.assertTrue(views["views"])

    def test_no_two_menus_have_one_name(self):
        root = self.env.ref("bpo_contracts.bpo_menu_root")
        menus = self.env["ir.ui.menu"].search([("parent_id", "child_of", root.id)])
        # the first steps are at the top until they are put away
        menus -= self._get_menu("bpo_first_steps_menu_config")
        leaves = menus.filtered("action").mapped("name")
        self.assertEqual(sorted(leaves), sorted(set(leaves)))

    def test_accruals_begin_from_their_list(self):
        action = self.env.ref("bpo_billing.bpo_accrual_wizard_action")
        arch = self.env["bpo.accrual"].with_user(self.clerk).get_view(False, "list")
        names = etree.fromstring(arch["arch"]).xpath("//header/button/@name")
        self.assertIn(str(action.id), names)

    def test_the_margin_is_grouped_by_everything_that_is_asked_for(self):
        view = self.env["bpo.margin.report"].get_view(False, "search")
        contexts = etree.fromstring(view["arch"]).xpath("//filter/@context")
        groups = {text.split("'")[3].split(":")[0] for text in contexts}
        self.assertLessEqual(MARGIN_GROUPS, groups)

    def test_each_station_of_the_reconciliation_opens_its_records(self):
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.env.flush_all()
        row = self.env["bpo.reconciliation"].with_user(self.clerk).browse(statement.id)
        self.assertEqual(row.difference, 0.0)
        for open_, found in (
            (row.action_view_lines, statement.line_ids),
            (row.action_view_invoices, statement.move_id),
            (row.action_view_items, statement.move_id.invoice_line_ids),
            (
                row.action_view_analytic,
                statement.move_id.invoice_line_ids.analytic_line_ids,
            ),
        ):
            action = open_()
            with self.subTest(model=action["res_model"]):
                records = self.env[action["res_model"]].search(action["domain"])
                self.assertEqual(records, found)
                self.assertTrue(records)

    def test_unbilled_work_opens(self):
        self.env.flush_all()
        row = (
            self.env["bpo.unbilled.report"]
            .with_user(self.clerk)
            .search([("contract_id", "=", self.contract.id)])
        )
        action = row.action_open()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (self.entry._name, self.entry.id)
        )
