"""What goes out with an invoice: e-invoice references, taxes, the printed backup."""

from datetime import date

from lxml import etree

from odoo import Command
from odoo.tests import tagged

from .common import BillingCase

JANUARY = date(2026, 1, 31)


@tagged("post_install", "-at_install")
class TestInvoiceReferences(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            {"name": "Desk", "price_unit": 10.0},
            {
                "name": "Records",
                "product_id": cls.piece.id,
                "pricing_model": "unit",
                "price_unit": 2.0,
            },
            reference="C-4711",
            purchase_order="PO-99",
        )
        cls.desk, cls.records = cls.contract.line_ids
        cls._create_entry(cls.desk, date(2026, 1, 5), 60)

    def _move(self):
        return self._bill(self.contract, JANUARY).move_id

    def _export(self, model, move):
        """The e-invoice; a function that finds texts by local path."""
        xml, _errors = self.env[model]._export_invoice(move)
        tree = etree.fromstring(xml)

        def find(path):
            steps = "/".join(f"*[local-name()='{name}']" for name in path.split("/"))
            return [node.text for node in tree.xpath(f"//{steps}")]

        return find

    def test_ubl_carries_period_contract_and_order(self):
        find = self._export("account.edi.xml.ubl_bis3", self._move())
        self.assertEqual(
            find("Invoice/InvoicePeriod/StartDate")
            + find("Invoice/InvoicePeriod/EndDate"),
            ["2026-01-01", "2026-01-31"],
        )
        self.assertEqual(find("ContractDocumentReference/ID"), ["C-4711"])
        self.assertEqual(find("Invoice/OrderReference/ID"), ["PO-99"])
        self.assertEqual(find("InvoiceLine/InvoicePeriod/StartDate"), ["2026-01-01"])

    def test_a_credit_note_keeps_the_references(self):
        credit = self._move()._reverse_moves()
        credit.action_post()
        find = self._export("account.edi.xml.ubl_bis3", credit)
        self.assertEqual(find("CreditNote/InvoicePeriod/EndDate"), ["2026-01-31"])
        self.assertEqual(find("ContractDocumentReference/ID"), ["C-4711"])

    def test_cii_carries_period_contract_and_order(self):
        find = self._export("account.edi.xml.cii", self._move())
        period = "ApplicableHeaderTradeSettlement/BillingSpecifiedPeriod"
        self.assertEqual(find(f"{period}/StartDateTime/DateTimeString"), ["20260101"])
        self.assertEqual(find(f"{period}/EndDateTime/DateTimeString"), ["20260131"])
        self.assertEqual(
            find("ContractReferencedDocument/IssuerAssignedID"), ["C-4711"]
        )
        self.assertEqual(
            find("BuyerOrderReferencedDocument/IssuerAssignedID"), ["PO-99"]
        )

    def test_the_period_spans_usage_and_fees_in_advance(self):
        contract = self._create_contract(
            {"name": "Desk", "price_unit": 10.0},
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 100.0},
            billing_timing="advance",
        )
        self._create_entry(contract.line_ids[0], date(2026, 1, 5), 60)
        move = self._bill(contract, JANUARY)[-1].move_id
        found = move._bpo_get_references()
        self.assertEqual(
            (found["date_from"], found["date_to"]),
            (date(2026, 1, 1), date(2026, 2, 28)),
        )

    def test_other_invoices_are_left_alone(self):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.client.id,
                "invoice_line_ids": [Command.create({"name": "X", "price_unit": 1.0})],
            }
        )
        move.action_post()
        self.assertEqual(move._bpo_get_references(), {})
        find = self._export("account.edi.xml.ubl_bis3", move)
        self.assertEqual(find("Invoice/InvoicePeriod/StartDate"), [])

    def test_reverse_charge_by_the_clients_fiscal_position(self):
        tax = self.product.taxes_id
        free = tax.copy({"name": "Reverse charge", "amount": 0.0})
        position = self.env["account.fiscal.position"].create(
            {
                "name": "EU clients",
                "auto_apply": True,
                "vat_required": True,
                "country_id": self.env.ref("base.at").id,
                "note": "Reverse charge",
            }
        )
        free.write({"fiscal_position_ids": [Command.link(position.id)]})
        free.original_tax_ids = tax
        self.client.write(
            {"country_id": self.env.ref("base.at").id, "vat": "ATU12345675"}
        )
        move = self._move()
        self.assertEqual(move.fiscal_position_id, position)
        self.assertEqual(move.invoice_line_ids.tax_ids, free)
        self.assertEqual(move.amount_total, move.amount_untaxed)

    def test_several_orders_are_told_once_each(self):
        self.records.bpo_purchase_order = "PO-100"
        self._create_item(self.records, date(2026, 1, 6), 3)
        self.assertEqual(self._move()._bpo_get_references()["order"], "PO-99, PO-100")

    def test_the_print_names_period_contract_and_order(self):
        html = self._html(self._move())
        for label, text in (
            ("Service Period", "01/31/2026"),
            ("Contract", "C-4711"),
            ("Purchase Order", "PO-99"),
        ):
            head, _label, rest = html.partition(f"<strong>{label}</strong>")
            self.assertTrue(rest, label)
            self.assertIn(text, rest[:400])
        self.assertNotIn("<strong>Source</strong>", html)
        self.assertNotIn("<strong>Reference</strong>", html)

    def test_other_prints_are_left_alone(self):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.client.id,
                "ref": "R-1",
                "invoice_line_ids": [Command.create({"name": "X", "price_unit": 1.0})],
            }
        )
        move.action_post()
        html = self._html(move)
        self.assertIn("<strong>Reference</strong>", html)
        self.assertNotIn("Service Period", html)
        self.assertNotIn("In words:", html)

    def _html(self, move):
        report = self.env["ir.actions.report"]
        html, _type = report._render_qweb_html("account.report_invoice", move.ids)
        return html.decode()

    def test_the_printed_invoice_ends_with_the_arithmetic(self):
        html = self._html(self._move())
        self.assertIn("oe_bpo_annex", html)
        self.assertIn("60 min at 10 per hour", html)
        self.assertNotIn("Time entries", html)

    def test_no_annex_where_the_contract_wants_none(self):
        self.contract.bpo_invoice_annex = "none"
        self.assertNotIn("oe_bpo_annex", self._html(self._move()))

    def test_the_full_annex_lists_entries_without_agents(self):
        self.contract.bpo_invoice_annex = "full"
        self._create_item(self.records, date(2026, 1, 6), 3)
        move = self._move()
        html = self._html(move)
        self.assertIn("Time entries", html)
        self.assertIn("ITEM-", html)
        self.assertNotIn(self.agent.name, html)
        self.contract.bpo_annex_agents = True
        self.assertIn(self.agent.name, self._html(move))
