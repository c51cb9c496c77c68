"""Several contracts of a client on one invoice, and one of them taken back."""

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import BillingCase

JANUARY = date(2026, 1, 31)
FEBRUARY = date(2026, 2, 28)


@tagged("post_install", "-at_install")
class TestBillingJoint(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.bpo_invoice_scope = "joint"
        cls.desk = cls._create_contract(
            {"name": "Desk", "price_unit": 10.0}, purchase_order="PO-1"
        )
        cls.forms = cls._create_contract(
            {"name": "Forms", "price_unit": 20.0}, purchase_order="PO-2"
        )
        cls.both = cls.desk + cls.forms
        for contract in cls.both:
            cls._create_entry(contract.line_ids, date(2026, 1, 5), 180)
            cls._create_entry(contract.line_ids, date(2026, 1, 6), 60)

    def _invoice(self, date_to=JANUARY):
        """Draft invoices of both; their live statements, desk first."""
        run = self._create_run(date_to, contract_ids=self.both.ids)
        run.action_invoice()
        live = run.statement_ids.filtered(lambda each: each.state != "cancelled")
        return live.sorted(lambda each: (each.date_from, each.contract_id.id))

    def _post(self):
        statements = self._invoice()
        statements.run_id.action_post()
        return statements

    def _billed_hours(self, contract):
        entries = self.env["account.analytic.line"].search(
            [("bpo_contract_id", "=", contract.id), ("bpo_is_billed", "=", True)]
        )
        return sum(entries.mapped("unit_amount"))

    def _check_all_is_well(self):
        findings = self.env["bpo.billing.audit"]._get_findings(self.company)
        self.assertEqual(findings, [])
        self.env["bpo.reconciliation"].invalidate_model()
        rows = self.env["bpo.reconciliation"].search(
            [("contract_id", "in", self.both.ids)]
        )
        self.assertEqual([row.difference for row in rows], [0.0] * len(rows))

    def test_two_contracts_share_an_invoice_with_a_section_each(self):
        desk, forms = self._post()
        move = desk.move_id
        self.assertEqual(forms.move_id, move)
        self.assertRecordValues(
            move, [{"state": "posted", "amount_untaxed": 120.0, "ref": "PO-1, PO-2"}]
        )
        self.assertEqual(
            move.invoice_line_ids.sorted("sequence").mapped("display_type"),
            ["line_section", "product", "line_section", "product"],
        )
        self.assertEqual(desk.line_ids.move_line_id.price_subtotal, 40.0)
        self.assertEqual(forms.line_ids.move_line_id.price_subtotal, 80.0)
        totals = desk._bpo_get_own_totals(), forms._bpo_get_own_totals()
        self.assertTrue(totals[0]["is_joint"])
        self.assertAlmostEqual(
            totals[0]["total"] + totals[1]["total"], move.amount_total
        )
        self.assertAlmostEqual(totals[0]["total"] - totals[0]["tax"], 40.0)
        self.assertIn(self.desk.name, desk.line_ids.move_line_id.move_id.narration)
        self._check_all_is_well()

    def test_other_terms_or_the_own_wish_make_an_own_invoice(self):
        term = self.env.ref("account.account_payment_term_15days")
        position = self.env["account.fiscal.position"].create({"name": "Abroad"})
        for vals in (
            {"payment_term_id": term.id},
            {"fiscal_position_id": position.id},
            {"bpo_invoice_scope": "contract"},
        ):
            with self.subTest(vals=vals):
                self.forms.write(vals)
                statements = self._invoice()
                self.assertEqual(len(statements.move_id), 2)
                statements.action_cancel()
                self.forms.write({"payment_term_id": False} | dict.fromkeys(vals))
                self.forms.bpo_invoice_scope = "client"

    def test_missed_periods_are_invoiced_each_on_its_own(self):
        self._create_entry(self.desk.line_ids, date(2026, 2, 5), 60)
        self._create_entry(self.forms.line_ids, date(2026, 2, 5), 60)
        run = self._create_run(
            FEBRUARY, contract_ids=self.both.ids, invoice_date=FEBRUARY
        )
        run.action_invoice()
        moves = run.statement_ids.move_id
        self.assertEqual(sorted(moves.mapped("amount_untaxed")), [30.0, 120.0])

    def test_a_negative_statement_reduces_the_joint_invoice(self):
        run = self._create_run(JANUARY, contract_ids=self.both.ids)
        run.action_preview()
        desk = run.statement_ids.filtered(lambda s: s.contract_id == self.desk)
        desk.action_add_line("Goodwill", -50.0)
        run.action_bill()
        self.assertRecordValues(
            run.statement_ids.move_id,
            [{"move_type": "out_invoice", "amount_untaxed": 70.0}],
        )
        desk.action_cancel()
        self.assertEqual((run.statement_ids - desk).state, "invoiced")
        self._check_all_is_well()

    def test_cancelling_one_of_a_draft_leaves_an_invoice_of_the_other(self):
        desk, forms = self._invoice()
        joint = desk.move_id
        desk.action_cancel()
        self.assertEqual((desk.state, forms.state), ("cancelled", "invoiced"))
        self.assertEqual(joint.state, "cancel")
        self.assertRecordValues(
            forms.move_id, [{"state": "draft", "amount_untaxed": 80.0, "ref": "PO-2"}]
        )
        self.assertEqual(forms.line_ids.move_line_id.move_id, forms.move_id)
        self.assertEqual(self._billed_hours(self.desk), 0.0)
        self.assertEqual(self._billed_hours(self.forms), 4.0)
        forms.move_id.action_post()
        self._check_all_is_well()

    def test_cancelling_one_of_a_posted_invoice_credits_its_lines_only(self):
        desk, forms = self._post()
        move = desk.move_id
        desk.action_cancel()
        credit = move.reversal_move_ids
        self.assertRecordValues(credit, [{"state": "posted", "amount_untaxed": 40.0}])
        self.assertEqual(
            credit.invoice_line_ids.bpo_statement_line_id.statement_id, desk
        )
        self.assertEqual((desk.state, forms.state), ("cancelled", "invoiced"))
        self.assertEqual(self._billed_hours(self.desk), 0.0)
        self.assertEqual(self._billed_hours(self.forms), 4.0)
        self._check_all_is_well()
        again = self._post()
        self.assertEqual(again.contract_id, self.desk)
        self.assertEqual(again.move_id.amount_untaxed, 40.0)
        forms.action_cancel()
        self.assertEqual(move.payment_state, "reversed")
        self.assertEqual(sum(move.reversal_move_ids.mapped("amount_untaxed")), 120.0)
        self._check_all_is_well()

    def test_reversing_the_invoice_frees_both(self):
        desk, forms = self._post()
        desk.move_id._reverse_moves(cancel=True)
        self.assertEqual((desk + forms).mapped("state"), ["cancelled"] * 2)
        self.assertEqual(self._billed_hours(self.desk), 0.0)
        self.assertEqual(self._billed_hours(self.forms), 0.0)
        again = self._post()
        self.assertEqual(again.move_id.amount_untaxed, 120.0)
        self._check_all_is_well()

    def test_cancelling_both_reverses_once(self):
        statements = self._post()
        statements.action_cancel()
        self.assertRecordValues(
            statements.move_id.reversal_move_ids, [{"amount_untaxed": 120.0}]
        )
        self._check_all_is_well()

    def test_a_partial_credit_frees_the_share_of_its_statement(self):
        desk, forms = self._post()
        credit = desk.move_id._reverse_moves()
        line = credit.invoice_line_ids.filtered(
            lambda native: native.bpo_statement_line_id.statement_id == forms
        ).filtered(lambda native: native.display_type == "product")
        (credit.invoice_line_ids - line).unlink()
        line.quantity = 1.0
        credit.action_post()
        self.assertEqual((desk + forms).mapped("state"), ["invoiced"] * 2)
        self.assertEqual(self._billed_hours(self.desk), 4.0)
        self.assertEqual(self._billed_hours(self.forms), 3.0)
        forms.action_cancel()
        self.assertEqual(
            sorted(desk.move_id.reversal_move_ids.mapped("amount_untaxed")),
            [20.0, 60.0],
        )
        self.assertEqual(self._billed_hours(self.forms), 0.0)
        self.assertEqual(self._billed_hours(self.desk), 4.0)
        self._check_all_is_well()

    def test_deleting_the_draft_frees_both(self):
        statements = self._invoice()
        statements.move_id.unlink()
        self.assertEqual(statements.mapped("state"), ["cancelled"] * 2)

    def test_a_changed_joint_invoice_is_not_posted(self):
        statements = self._invoice()
        natives = statements.move_id.invoice_line_ids
        natives.filtered("price_unit")[0].price_unit = 11.0
        with self.assertRaisesRegex(UserError, "was changed"):
            statements.move_id.action_post()

    @mute_logger("odoo.addons.bpo_billing.models.bpo_billing_batch_mixin")
    def test_a_faulty_contract_is_left_out_of_the_joint_invoice(self):
        third = self._create_contract({"name": "Extra", "price_unit": 5.0})
        self._create_entry(third.line_ids, date(2026, 1, 5), 60)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpo_contract_line SET billing_increment = -1 WHERE id = %s",
            [self.forms.line_ids.id],
        )
        self.env.invalidate_all()
        run = self._create_run(JANUARY, contract_ids=(self.both + third).ids)
        run.action_invoice()
        parked = run.statement_ids.filtered("parked_reason")
        self.assertEqual(parked.contract_id, self.forms)
        self.assertRecordValues(run.statement_ids.move_id, [{"amount_untaxed": 45.0}])

    def test_what_belongs_together_is_one_batch(self):
        other = self.client.create({"name": "Other", "is_company": True})
        single = self._create_contract(
            {"name": "Single", "price_unit": 1.0}, partner_id=other.id
        )
        last = self._create_contract({"name": "Last", "price_unit": 1.0})
        run = self._create_run(JANUARY)
        contracts = self.desk + self.forms + single + last
        batches = list(run._get_batches(contracts, size=2))
        self.assertEqual(batches, [self.both + last, single])

    def test_rebooking_one_contract_leaves_the_other(self):
        self.desk.late_policy = "rebook"
        desk, forms = self._post()
        self._create_entry(self.desk.line_ids, date(2026, 1, 20), 60)
        again = self._invoice(FEBRUARY)
        self.assertEqual((desk.state, forms.state), ("cancelled", "invoiced"))
        january = again.filtered(lambda each: each.date_to == JANUARY)
        self.assertRecordValues(
            january, [{"contract_id": self.desk.id, "amount_untaxed": 50.0}]
        )
        again.run_id.action_post()
        self._check_all_is_well()
