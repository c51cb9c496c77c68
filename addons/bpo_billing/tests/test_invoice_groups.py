"""Charges of a contract in groups on the invoice, in detail or as a summary."""

from datetime import date

from odoo import Command
from odoo.tests import tagged

from .common import BillingCase

JANUARY = date(2026, 1, 31)


@tagged("post_install", "-at_install")
class TestInvoiceGroups(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            {"name": "Desk", "price_unit": 10.0, "bpo_cost_centre": "4711"},
            {
                "name": "Fee",
                "pricing_model": "fixed",
                "price_unit": 50.0,
                "bpo_cost_centre": "4712",
                "bpo_purchase_order": "PO-9",
            },
            {"name": "Base", "pricing_model": "fixed", "price_unit": 5.0},
            minimum_commitment=100.0,
            purchase_order="PO-1",
        )
        cls.contract.line_ids[0].surcharge_ids = [
            Command.create({"name": "Always", "percent": 10, "weekday_mask": "0123456"})
        ]
        cls._create_shift(
            cls.contract.line_ids[0], "2026-01-05 10:00", "2026-01-05 11:00"
        )

    def _lines(self, grouping, detail="line"):
        self.contract.write(
            {"bpo_invoice_grouping": grouping, "invoice_detail": detail}
        )
        statement = self._bill(self.contract, JANUARY)
        return [
            native.name if native.display_type != "product" else native.price_subtotal
            for native in statement.move_id.invoice_line_ids.sorted("sequence")
        ]

    def test_by_service(self):
        self.assertEqual(
            self._lines("service"),
            ["Desk", 10.0, 1.0, "Fee", 50.0, "Base", 5.0, "Other charges", 34.0],
        )

    def test_by_service_as_a_summary(self):
        self.assertEqual(
            self._lines("service", "summary"),
            ["Desk", 11.0, "Fee", 50.0, "Base", 5.0, "Other charges", 34.0],
        )

    def test_by_cost_centre_in_detail(self):
        self.assertEqual(
            self._lines("cost_centre"),
            [
                "Cost centre 4711",
                10.0,
                1.0,
                "Cost centre 4712",
                50.0,
                "Other charges",
                5.0,
                34.0,
            ],
        )

    def test_by_purchase_order_as_a_summary(self):
        self.assertEqual(
            self._lines("purchase_order", "summary"),
            ["Purchase order PO-1", 11.0, 5.0, 34.0, "Purchase order PO-9", 50.0],
        )

    def test_without_groups_there_is_no_heading(self):
        self.assertEqual(self._lines("none"), [10.0, 1.0, 50.0, 5.0, 34.0])
        self.contract.statement_ids.action_cancel()
        self.assertEqual(self._lines("none", "summary"), [11.0, 50.0, 5.0, 34.0])

    def test_each_charge_leads_to_its_line_in_every_grouping(self):
        for grouping in ("service", "cost_centre", "purchase_order"):
            for detail in ("line", "summary"):
                with self.subTest(grouping=grouping, detail=detail):
                    self._lines(grouping, detail)
                    statement = self.contract.statement_ids.filtered(
                        lambda each: each.state == "invoiced"
                    )
                    for native, charges in statement.line_ids.grouped(
                        "move_line_id"
                    ).items():
                        self.assertAlmostEqual(
                            native.price_subtotal, sum(charges.mapped("amount"))
                        )
                    statement.action_cancel()

    def test_by_cost_centre_as_a_summary(self):
        self.assertEqual(
            self._lines("cost_centre", "summary"),
            [
                "Cost centre 4711",
                11.0,
                "Cost centre 4712",
                50.0,
                "Other charges",
                5.0,
                34.0,
            ],
        )

    def test_by_purchase_order_the_contract_fills_in(self):
        self.assertEqual(
            self._lines("purchase_order"),
            [
                "Purchase order PO-1",
                10.0,
                1.0,
                5.0,
                34.0,
                "Purchase order PO-9",
                50.0,
            ],
        )

    def test_headings_speak_the_clients_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.env["ir.module.module"]._load_module_terms(["bpo_billing"], ["de_DE"])
        self.client.lang = "de_DE"
        self.assertIn("Kostenstelle 4711", self._lines("cost_centre"))

    def test_groups_of_joint_contracts_are_subsections(self):
        self.client.bpo_invoice_scope = "joint"
        other = self._create_contract(
            {"name": "Other", "pricing_model": "fixed", "price_unit": 1.0}
        )
        self.contract.bpo_invoice_grouping = "cost_centre"
        run = self._create_run(JANUARY, contract_ids=(self.contract + other).ids)
        run.action_bill()
        kinds = run.statement_ids.move_id.invoice_line_ids.sorted("sequence").mapped(
            "display_type"
        )
        self.assertEqual(kinds[:2], ["line_section", "line_subsection"])
        self.assertEqual(kinds[-2:], ["line_section", "product"])
