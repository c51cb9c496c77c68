"""E-invoices of a German company: XRechnung, Peppol BIS and Factur-X.

Checked are the rules of EN 16931 and of XRechnung that the files alone tell; their
numbers stand beside each check. Nothing is fetched.
"""

import re
from datetime import date
from decimal import Decimal

from lxml import etree

from odoo import Command
from odoo.tests import tagged

from .common import BillingCase

JANUARY = date(2026, 1, 31)
UBL = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
CII = {
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformation"
    "Entity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}


class EInvoiceCase(BillingCase):
    """A company in Hamburg that bills in euros, and a client in Berlin."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        euro = cls.env.ref("base.EUR")
        euro.active = True
        germany = cls.env.ref("base.de")
        company = cls.env["res.company"].create({"name": "Nordwind Services"})
        cls.env.user.company_ids += company
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company, install_demo=False
        )
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": company.ids}
        )
        cls.company = cls.env["res.company"].browse(company.id)
        cls.company.write(
            {
                "currency_id": euro.id,  # the generic chart brings dollars
                "street": "Hafenstr. 5",
                "zip": "20457",
                "city": "Hamburg",
                "country_id": germany.id,
                "vat": "DE123456788",
                "phone": "+49 40 123456",
                "email": "billing@nordwind.example",
            }
        )
        cls.bank = cls.env["res.partner.bank"].create(
            {
                "acc_number": "DE02120300000000202051",
                "partner_id": cls.company.partner_id.id,
                "allow_out_payment": True,
            }
        )
        cls.full = cls._create_tax("19 %", 19.0)
        cls.client.write(
            {
                "street": "Ring 1",
                "zip": "10115",
                "city": "Berlin",
                "country_id": germany.id,
                "vat": "DE111111125",
                "email": "einkauf@acme.example",
            }
        )
        for product in (cls.product, cls.piece):
            product.taxes_id = [Command.set(cls.full.ids)]
        cls.client = cls.env["res.partner"].browse(cls.client.id)
        cls.agent = cls._create_agent("Berta")
        cls.contract = cls._create_contract(
            {"name": "Desk", "price_unit": 31.5},
            {
                "name": "Records",
                "product_id": cls.piece.id,
                "pricing_model": "unit",
                "price_unit": 0.333,
            },
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 310.0},
            company_id=cls.company.id,
            currency_id=euro.id,
            date_start=date(2026, 1, 10),
            reference="RV-4711",
            purchase_order="4500012345",
            bpo_buyer_reference="04011000-12345-67",
        )
        cls.desk, cls.records, _fee = cls.contract.line_ids
        cls._create_entry(cls.desk, date(2026, 1, 12), 100)
        cls._create_item(cls.records, date(2026, 1, 13), 217)

    @classmethod
    def _create_tax(cls, name, amount, **vals):
        return cls.env["account.tax"].create(
            {
                "name": name,
                "amount": amount,
                "type_tax_use": "sale",
                "company_id": cls.company.id,
                "country_id": cls.company.account_fiscal_country_id.id,
                **vals,
            }
        )

    def _move(self):
        run = self._create_run(
            JANUARY, company_id=self.company.id, contract_ids=self.contract.ids
        )
        run.action_preview()
        statement = run.statement_ids
        statement.action_add_line("Complaint of 12 January", -5.25, self.desk.id)
        run.action_invoice()
        self.assertFalse(statement.parked_reason)
        statement.move_id.partner_bank_id = self.bank
        run.action_post()
        return statement.move_id

    def _export(self, model, move, names):
        """The tree of an e-invoice without errors; texts found by path."""
        xml, errors = self.env[model]._export_invoice(move)
        self.assertEqual(errors, set())
        tree = etree.fromstring(xml)

        def find(path, node=tree):
            found = node.xpath(path, namespaces=names)
            return [getattr(each, "text", each) for each in found]

        return tree, find

    def _sum(self, texts):
        return sum(Decimal(text) for text in texts)


@tagged("post_install", "-at_install")
class TestUbl(EInvoiceCase):
    """XRechnung and Peppol BIS share their nodes."""

    def _ubl(self, model="account.edi.xml.ubl_de", move=None):
        return self._export(model, move or self._move(), UBL)

    def _check_references(self, find):
        self.assertEqual(find("/*/cbc:BuyerReference"), ["04011000-12345-67"])  # BT-10
        self.assertEqual(
            find("/*/cac:ContractDocumentReference/cbc:ID"), ["RV-4711"]
        )  # BT-12
        self.assertEqual(find("/*/cac:OrderReference/cbc:ID"), ["4500012345"])  # BT-13
        self.assertEqual(
            find("/*/cac:InvoicePeriod/*"), ["2026-01-10", "2026-01-31"]
        )  # BG-14

    def _check_totals(self, tree, find):
        """BR-CO-10, 13, 14, 15, 16 and 17, and the nets of the lines."""
        total = "/*/cac:LegalMonetaryTotal/cbc:"
        lines = find("/*/*[self::cac:InvoiceLine or self::cac:CreditNoteLine]")
        nets = find(
            "/*/*[self::cac:InvoiceLine or self::cac:CreditNoteLine]"
            "/cbc:LineExtensionAmount"
        )
        self.assertEqual(len(nets), len(lines))
        [net] = find(f"{total}LineExtensionAmount")
        [without] = find(f"{total}TaxExclusiveAmount")
        [with_tax] = find(f"{total}TaxInclusiveAmount")
        [payable] = find(f"{total}PayableAmount")
        self.assertEqual(self._sum(nets), Decimal(net))
        self.assertEqual(Decimal(net), Decimal(without))
        [tax] = find("/*/cac:TaxTotal/cbc:TaxAmount")
        parts = find("/*/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount")
        self.assertEqual(self._sum(parts), Decimal(tax))
        self.assertEqual(Decimal(without) + Decimal(tax), Decimal(with_tax))
        paid = self._sum(find(f"{total}PrepaidAmount"))
        self.assertEqual(Decimal(payable), Decimal(with_tax) - paid)
        for node in tree.xpath("/*/cac:TaxTotal/cac:TaxSubtotal", namespaces=UBL):
            [base] = find("cbc:TaxableAmount", node)
            [part] = find("cbc:TaxAmount", node)
            [percent] = find("cac:TaxCategory/cbc:Percent", node)
            self.assertAlmostEqual(
                float(base) * float(percent) / 100, float(part), delta=0.005
            )

    def _check_lines(self, tree, find, move):
        """Each line is quantity times price, and what the statement says."""
        amounts = {line.name: line.amount for line in move.bpo_statement_ids.line_ids}
        nodes = tree.xpath("/*/cac:InvoiceLine", namespaces=UBL)
        self.assertEqual(len(nodes), 4)
        for node in nodes:
            [quantity] = find("cbc:InvoicedQuantity", node)
            [price] = find("cac:Price/cbc:PriceAmount", node)
            [net] = find("cbc:LineExtensionAmount", node)
            [name] = find("cac:Item/cbc:Description", node)
            self.assertGreaterEqual(float(price), 0)  # BR-27
            self.assertAlmostEqual(
                float(quantity) * float(price), float(net), delta=0.005
            )
            known = next(key for key in amounts if name.startswith(key))
            self.assertAlmostEqual(float(net), amounts[known])
            first, last = find("cac:InvoicePeriod/*", node)
            self.assertLessEqual("2026-01-10", first)
            self.assertLessEqual(last, "2026-01-31")

    def test_xrechnung_references_lines_and_totals(self):
        move = self._move()
        tree, find = self._ubl(move=move)
        self._check_references(find)
        self._check_lines(tree, find, move)
        self._check_totals(tree, find)
        self.assertEqual(
            find("/*/cac:LegalMonetaryTotal/cbc:LineExtensionAmount"),
            [f"{move.amount_untaxed:.2f}"],
        )

    def test_xrechnung_holds_what_germany_asks_for(self):
        _tree, find = self._ubl()
        self.assertIn("xrechnung_3.0", find("/*/cbc:CustomizationID")[0])  # BR-DE-21
        self.assertEqual(find("/*/cbc:InvoiceTypeCode"), ["380"])  # BR-DE-17
        seller = "/*/cac:AccountingSupplierParty/cac:Party/"
        buyer = "/*/cac:AccountingCustomerParty/cac:Party/"
        self.assertEqual(
            find(f"{seller}cac:PartyTaxScheme/cbc:CompanyID"), ["DE123456788"]
        )  # BR-DE-16
        for place in (seller, buyer):  # BR-DE-3, 4, 8, 9
            self.assertTrue(find(f"{place}cac:PostalAddress/cbc:CityName"))
            self.assertTrue(find(f"{place}cac:PostalAddress/cbc:PostalZone"))
            self.assertTrue(find(f"{place}cbc:EndpointID"))  # BT-34, BT-49
        contact = f"{seller}cac:Contact/cbc:"
        self.assertTrue(find(f"{contact}Name")[0])  # BR-DE-5
        self.assertTrue(re.search(r"\d{3}", find(f"{contact}Telephone")[0]))  # 6, 27
        self.assertRegex(find(f"{contact}ElectronicMail")[0], r"^[^@ ]+@[^@ ]+$")  # 28
        self.assertTrue(find("/*/cac:PaymentMeans/cbc:PaymentMeansCode"))  # BR-DE-1
        self.assertEqual(
            find("/*/cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"),
            ["DE02120300000000202051"],
        )  # BR-DE-23
        self.assertTrue(
            find("/*/cbc:DueDate") or find("/*/cac:PaymentTerms/cbc:Note")
        )  # BR-CO-25
        self.assertEqual(find("/*/cbc:DocumentCurrencyCode"), ["EUR"])

    def test_peppol_bis_carries_the_same(self):
        move = self._move()
        tree, find = self._ubl("account.edi.xml.ubl_bis3", move)
        [profile] = find("/*/cbc:CustomizationID")
        self.assertIn("peppol.eu:2017:poacc:billing:3.0", profile)
        self._check_references(find)
        self._check_lines(tree, find, move)
        self._check_totals(tree, find)

    def test_a_credit_note_carries_the_same(self):
        credit = self._move()._reverse_moves([{"invoice_date": JANUARY}])
        credit.partner_bank_id = self.bank
        credit.action_post()
        tree, find = self._ubl(move=credit)
        self._check_references(find)
        self._check_totals(tree, find)
        self.assertEqual(find("/*/cbc:CreditNoteTypeCode"), ["381"])

    def test_without_a_reference_of_its_own_the_clients_counts(self):
        self.contract.bpo_buyer_reference = False
        self.client.ref = "K-77"
        _tree, find = self._ubl()
        self.assertEqual(find("/*/cbc:BuyerReference"), ["K-77"])

    def test_reverse_charge_names_category_and_reason(self):
        free = self._create_tax(
            "Reverse charge",
            0.0,
            ubl_cii_tax_category_code="AE",
            ubl_cii_tax_exemption_reason_code="VATEX-EU-AE",
        )
        for product in (self.product, self.piece):
            product.taxes_id = [Command.set(free.ids)]
        self.client.write(
            {"country_id": self.env.ref("base.at").id, "vat": "ATU12345675"}
        )
        tree, find = self._ubl()
        category = "/*/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:"
        self.assertEqual(find(f"{category}ID"), ["AE"])
        self.assertEqual(find(f"{category}Percent"), ["0.0"])  # BR-AE-5
        self.assertEqual(find(f"{category}TaxExemptionReasonCode"), ["VATEX-EU-AE"])
        self.assertEqual(
            find(
                "/*/cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme"
                "/cbc:CompanyID"
            ),
            ["ATU12345675"],
        )  # BR-AE-2
        self._check_totals(tree, find)


@tagged("post_install", "-at_install")
class TestFacturX(EInvoiceCase):
    """Factur-X and ZUGFeRD."""

    def test_references_lines_and_totals(self):
        move = self._move()
        _tree, find = self._export("account.edi.xml.cii", move, CII)
        agreement = "//ram:ApplicableHeaderTradeAgreement/ram:"
        self.assertEqual(find(f"{agreement}BuyerReference"), ["04011000-12345-67"])
        self.assertEqual(
            find(f"{agreement}ContractReferencedDocument/ram:IssuerAssignedID"),
            ["RV-4711"],
        )
        self.assertEqual(
            find(f"{agreement}BuyerOrderReferencedDocument/ram:IssuerAssignedID"),
            ["4500012345"],
        )
        settlement = "//ram:ApplicableHeaderTradeSettlement/ram:"
        self.assertEqual(
            find(f"{settlement}BillingSpecifiedPeriod//udt:DateTimeString"),
            ["20260110", "20260131"],
        )
        nets = find("//ram:SpecifiedLineTradeSettlement//ram:LineTotalAmount")
        total = f"{settlement}SpecifiedTradeSettlementHeaderMonetarySummation/ram:"
        [net] = find(f"{total}LineTotalAmount")
        [base] = find(f"{total}TaxBasisTotalAmount")
        [tax] = find(f"{total}TaxTotalAmount")
        [grand] = find(f"{total}GrandTotalAmount")
        self.assertEqual(len(nets), 4)
        self.assertEqual(self._sum(nets), Decimal(net))
        self.assertEqual(Decimal(net), Decimal(base))
        self.assertEqual(Decimal(base) + Decimal(tax), Decimal(grand))
        self.assertEqual(Decimal(net), Decimal(f"{move.amount_untaxed:.2f}"))
