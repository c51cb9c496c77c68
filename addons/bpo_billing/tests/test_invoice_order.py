"""All numbers of a joint invoice stand in the order of its sections."""

from datetime import date

from odoo.tests import tagged

from .common import BillingCase

JANUARY = date(2026, 1, 31)


@tagged("post_install", "-at_install")
class TestInvoiceOrder(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.bpo_invoice_scope = "joint"
        terms = {"name": "Fee", "pricing_model": "fixed", "price_unit": 50.0}
        cls.contracts = cls.env["bpo.contract"]
        for number in (1, 2, 3):
            cls.contracts += cls._create_contract(
                terms,
                reference=f"ACME-{number}",
                purchase_order=f"PO-{number}",
                bpo_invoice_annex="charges",
            )

    def _get_order(self, move):
        sections = move.invoice_line_ids.sorted("sequence").filtered(
            lambda line: line.display_type == "line_section"
        )
        return sections.bpo_statement_line_id.contract_id

    def test_sections_references_and_annex_agree(self):
        run = self._create_run(JANUARY, contract_ids=self.contracts.ids)
        run.action_bill()
        move = run.statement_ids.move_id
        self.assertEqual(self._get_order(move), self.contracts)
        references = move._bpo_get_references()
        self.assertEqual(references["order"], "PO-1, PO-2, PO-3")
        self.assertEqual(references["order"], move.ref)
        self.assertEqual(references["contract"], "ACME-1, ACME-2, ACME-3")
        annex = [each["statement"].contract_id for each in move._bpo_get_annex()]
        self.assertEqual(annex, list(self.contracts))

    def test_so_it_is_after_one_was_taken_off(self):
        run = self._create_run(JANUARY, contract_ids=self.contracts.ids)
        run.action_invoice()
        self.contracts[1].statement_ids.action_cancel()
        rest = self.contracts[0] + self.contracts[2]
        move = rest.statement_ids.move_id
        self.assertEqual(self._get_order(move), rest)
        self.assertEqual(move.ref, "PO-1, PO-3")

    def test_a_draft_left_in_a_posted_run_is_posted_from_it(self):
        run = self._create_run(JANUARY, contract_ids=self.contracts.ids)
        run.action_bill()
        run = run.with_user(self.clerk)
        self.assertEqual((run.state, run.unposted_count), ("posted", 0))
        run.sudo().statement_ids.move_id.button_draft()
        self.contracts[1].statement_ids.action_cancel()
        self.assertEqual((run.state, run.unposted_count), ("posted", 2))
        run.action_post()
        self.assertEqual(run.unposted_count, 0)
        rest = self.contracts[0] + self.contracts[2]
        self.assertEqual(rest.statement_ids.move_id.state, "posted")
