"""Differences, log and progress; periods with nothing to bill; send and undo."""

from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import LEAD, BillingCase

JANUARY = date(2026, 1, 31)
FEBRUARY = date(2026, 2, 28)


@tagged("post_install", "-at_install")
class TestBillingOverview(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            {"name": "Desk", "price_unit": 10.0},
            {"name": "Forms", "price_unit": 20.0},
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 50.0},
            {"name": "Typing", "price_unit": 5.0},
        )
        cls.desk, cls.forms, cls.fee, cls.typing = cls.contract.line_ids

    def _run_for(self, date_to=JANUARY, contracts=None):
        ids = (contracts or self.contract).ids
        return self._create_run(date_to, contract_ids=ids)

    def test_differences_are_new_gone_changed_or_the_same(self):
        self._create_entry(self.desk, date(2026, 1, 5), 60)
        self._create_entry(self.forms, date(2026, 1, 5), 60)
        self._bill(self.contract, JANUARY)
        self._create_entry(self.desk, date(2026, 2, 5), 120)
        self._create_entry(self.typing, date(2026, 2, 5), 60)
        run = self._run_for(FEBRUARY)
        run.action_preview()
        self.env.flush_all()
        self.env.invalidate_all()
        rows = run.statement_ids.difference_ids.sorted(
            lambda row: row.contract_line_id.sequence or row.contract_line_id.id
        )
        self.assertEqual(
            {
                row.contract_line_id: (
                    row.change,
                    row.amount_previous,
                    row.amount,
                    row.difference,
                )
                for row in rows
            },
            {
                self.desk: ("changed", 10.0, 20.0, 10.0),
                self.forms: ("gone", 20.0, 0.0, -20.0),
                self.fee: ("same", 50.0, 50.0, 0.0),
                self.typing: ("new", 0.0, 5.0, 5.0),
            },
        )
        gone = rows.filtered(lambda row: row.change == "gone")
        self.assertEqual(gone.change_percent, -100)
        action = run.action_view_differences()
        self.assertEqual(
            self.env[action["res_model"]].search_count(action["domain"]), len(rows)
        )

    def test_new_and_ended_contracts_are_counted(self):
        self.contract.action_close(date=JANUARY, reason="Done")
        other = self._create_contract(
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 5.0},
            date_start=date(2026, 2, 1),
        )
        self._bill(self.contract, JANUARY)
        run = self._run_for(FEBRUARY, self.contract + other)
        run.action_preview()
        self.assertEqual((run.new_count, run.gone_count), (1, 1))
        action = run.action_view_gone()
        found = self.env["bpo.contract"].search(action["domain"])
        self.assertEqual(found, self.contract)

    def test_a_period_with_nothing_to_bill_is_closed_and_says_so(self):
        contract = self._create_contract({"name": "Desk", "price_unit": 10.0})
        self._create_entry(contract.line_ids, date(2026, 1, 5), 60)
        self._create_entry(contract.line_ids, date(2026, 3, 5), 60)
        statements = self._bill(contract, date(2026, 3, 31))
        self.assertRecordValues(
            statements,
            [
                {"state": "invoiced", "amount_untaxed": 10.0, "is_empty": False},
                {"state": "invoiced", "amount_untaxed": 0.0, "is_empty": True},
                {"state": "invoiced", "amount_untaxed": 10.0, "is_empty": False},
            ],
        )
        self.assertFalse(statements[1].move_id)
        self.assertEqual(statements.run_id.empty_count, 1)
        self.assertFalse(self.env["bpo.billing.audit"]._get_findings(self.company))
        found = self.env["bpo.statement"].search(
            [("contract_id", "=", contract.id), ("is_empty", "=", True)]
        )
        self.assertEqual(found, statements[1])
        self.assertFalse(self._bill(contract, date(2026, 3, 31)))
        statements[1].action_cancel()
        self.assertFalse(statements[1].is_empty)
        again = self._bill(contract, date(2026, 3, 31))
        self.assertRecordValues(
            again, [{"date_from": date(2026, 2, 1), "is_empty": True}]
        )

    def test_an_empty_preview_says_so_too(self):
        contract = self._create_contract({"name": "Desk", "price_unit": 10.0})
        run = self._run_for(JANUARY, contract)
        run.action_preview()
        self.assertTrue(run.statement_ids.is_empty)
        found = self.env["bpo.statement"].search(
            [("run_id", "=", run.id), ("is_empty", "=", False)]
        )
        self.assertFalse(found)

    def test_a_zero_total_with_charges_has_an_invoice(self):
        run = self._run_for()
        run.action_preview()
        run.statement_ids.action_add_line("Goodwill", -50.0)
        run.action_bill()
        self.assertRecordValues(
            run.statement_ids, [{"amount_untaxed": 0.0, "is_empty": False}]
        )
        self.assertEqual(run.statement_ids.move_id.state, "posted")

    def test_every_step_is_logged_and_shows_its_progress(self):
        run = self._run_for()
        self.assertEqual(run.progress, 0.0)
        run.action_preview()
        run.action_invoice()
        run.action_post()
        self.assertEqual(run.progress, 100.0)
        self.assertEqual(
            [
                (row.step, row.is_start, row.record_count, row.statement_count)
                for row in run.log_ids.sorted("id")
            ],
            [
                ("preview", True, 1, 0),
                ("preview", False, 1, 1),
                ("invoice", True, 1, 0),
                ("invoice", False, 1, 1),
                ("post", True, 1, 0),
                ("post", False, 1, 1),
            ],
        )

    def test_progress_is_what_the_batches_have_done(self):
        run = self._run_for()
        run._log("invoice", is_start=True, record_count=4)
        run._log("invoice", record_count=1)
        self.assertEqual(run.progress, 25.0)

    @mute_logger("odoo.addons.bpo_billing.models.bpo_billing_batch_mixin")
    def test_the_log_names_what_was_left_out(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpo_contract_line SET billing_increment = -1 WHERE id = %s",
            [self.desk.id],
        )
        self.env.invalidate_all()
        run = self._run_for()
        run.action_invoice()
        row = run.log_ids.filtered("note")
        self.assertEqual(row.contract_id, self.contract)
        self.assertIn("below zero", row.note)

    def test_a_run_can_be_undone_and_billed_again(self):
        entry = self._create_entry(self.desk, date(2026, 1, 5), 60)
        run = self._run_for()
        run.action_bill()
        statement = run.statement_ids
        run.with_user(self.clerk).action_undo()
        self.assertRecordValues(run, [{"state": "draft"}])
        self.assertEqual(statement.state, "cancelled")
        self.assertEqual(statement.move_id.payment_state, "reversed")
        self.assertFalse(entry.bpo_is_billed)
        run.action_undo()
        run.action_bill()
        live = run.statement_ids - statement
        self.assertRecordValues(live, [{"state": "invoiced", "amount_untaxed": 60.0}])
        self.assertFalse(self.env["bpo.billing.audit"]._get_findings(self.company))

    def test_undoing_a_preview_deletes_it(self):
        run = self._run_for()
        run.action_preview()
        run.action_undo()
        self.assertFalse(run.statement_ids)
        self.assertEqual(run.state, "draft")
        lead = new_test_user(self.env, "lea", groups=LEAD)
        with self.assertRaises(AccessError):
            run.with_user(lead).action_undo()

    def test_posted_invoices_are_queued_for_sending_once(self):
        self.client.email = "books@acme.example"
        other = self.client.create({"name": "Mute", "is_company": True})
        mute = self._create_contract(
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 5.0},
            partner_id=other.id,
        )
        run = self._run_for(JANUARY, self.contract + mute)
        run.action_bill()
        run.with_user(self.clerk).action_send()
        moves = run.statement_ids.move_id
        sent = moves.filtered("sending_data")
        self.assertEqual(sent.partner_id, self.client)
        self.assertEqual(sent.sending_data["author_user_id"], self.clerk.id)
        self.assertIn("no e-mail address", run.log_ids.filtered("note").note)
        sent.sending_data = False
        sent.is_move_sent = True
        run.action_send()
        self.assertFalse(moves.filtered("sending_data"))
