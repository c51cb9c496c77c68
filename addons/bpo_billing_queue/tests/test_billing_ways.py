"""Button, external call, job and daily job: one method, one result."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.bpo_billing.tests.common import BillingCase
from odoo.addons.queue_job.tests.common import trap_jobs

JANUARY = date(2026, 1, 31)
STEPS = ("action_preview", "action_invoice", "action_post")


@tagged("post_install", "-at_install")
class TestBillingWays(BillingCase, HttpCase):
    """Four clients with the same contracts and the same work, billed in four ways."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.company"].search([]).bpo_billing_auto = "no"
        cls.company.bpo_billing_review_days = 3
        cls.worlds = [cls._create_world() for _way in range(4)]

    @classmethod
    def _create_world(cls):
        """Contracts of one client: time with a surcharge and a minimum, units, a fee,
        and one that cannot be rated."""
        client = cls.env["res.partner"].create({"name": "Acme", "is_company": True})
        night = {"name": "Night", "percent": 25, "hour_from": 20, "hour_to": 24}
        terms = {"partner_id": client.id, "reference": "ACME-1"}
        desk = cls._create_contract(
            {
                "name": "Desk",
                "price_unit": 21.5,
                "surcharge_ids": [Command.create(night)],
            },
            {
                "name": "Records",
                "product_id": cls.piece.id,
                "pricing_model": "unit",
                "price_unit": 0.35,
                "included_quantity": 100,
            },
            minimum_commitment=200.0,
            **terms,
        )
        cls._create_shift(desk.line_ids[0], "2026-01-05 19:10", "2026-01-05 21:05")
        cls._create_item(desk.line_ids[1], date(2026, 1, 8), 333)
        fee = cls._create_contract(
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 77.77}, **terms
        )
        broken = cls._create_contract({"name": "Typing", "price_unit": 9.0}, **terms)
        cls._create_entry(broken.line_ids, date(2026, 1, 5))
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE bpo_contract_line SET billing_increment = -1 WHERE id = %s",
            [broken.line_ids.id],
        )
        cls.env.invalidate_all()
        return desk + fee + broken

    def _create_run_of(self, contracts):
        return self._create_run(JANUARY, contract_ids=contracts.ids)

    def _bill_by_button(self, contracts):
        run = self._create_run_of(contracts)
        self.authenticate("clara", "clara")
        for step in STEPS:
            self.make_jsonrpc_request(
                f"/web/dataset/call_button/{run._name}/{step}",
                {
                    "model": run._name,
                    "method": step,
                    "args": [run.ids],
                    "kwargs": {"context": {}},
                },
            )
        return run

    def _bill_by_call(self, contracts):
        run = self._create_run_of(contracts)
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.clerk)
            .sudo()
            ._generate("rpc", "Billing", fields.Datetime.now() + timedelta(days=1))
        )
        for step in STEPS:
            response = self.url_open(
                f"/json/2/{run._name}/{step}",
                json={"ids": run.ids},
                headers={"Authorization": f"Bearer {key}"},
            )
            self.assertEqual(response.status_code, 200, response.text)
        return run

    def _bill_by_job(self, contracts):
        run = self._create_run_of(contracts)
        with trap_jobs() as trap:
            run.with_user(self.clerk).action_queue_bill()
            while trap.enqueued_jobs:
                trap.perform_enqueued_jobs()
        return run

    def _bill_by_cron(self, contracts):
        """What the others left is all that is due; it runs last."""
        self.company.bpo_billing_auto = "post"
        with freeze_time("2026-02-04 05:00:00"):
            self.env["bpo.billing.run"]._cron_bill()
        return contracts.statement_ids.run_id

    def _get_result(self, contracts):
        """Everything billed, without numbers of records."""
        self.env.invalidate_all()
        return [self._get_statement(contract.statement_ids) for contract in contracts]

    def _get_statement(self, statement):
        move = statement.move_id
        names = ("kind", "name", "quantity", "unit", "price_unit", "amount")
        names += ("date_from", "date_to", "explanation", "source_count")
        natives = move.invoice_line_ids.sorted("sequence")
        return {
            "state": statement.state,
            "parked": statement.parked_reason,
            "dates": (statement.date_from, statement.date_to, statement.invoice_date),
            "lines": [[line[name] for name in names] for line in statement.line_ids],
            "move": (move.state, move.move_type, move.ref, move.invoice_date),
            "amounts": (move.amount_untaxed, move.amount_total, move.narration),
            "natives": [
                (native.display_type, native.name, native.price_subtotal)
                for native in natives
            ],
            "billed_until": statement.contract_id.bpo_billed_until,
            "reminders": len(statement.contract_id.activity_ids),
        }

    def test_four_ways_bill_the_same(self):
        ways = (
            self._bill_by_button,
            self._bill_by_call,
            self._bill_by_job,
            self._bill_by_cron,
        )
        results, logs = [], []
        for way, contracts in zip(ways, self.worlds, strict=True):
            run = way(contracts)
            self.assertEqual(run.state, "posted", way.__name__)
            results.append(self._get_result(contracts))
            logs.append(run.log_ids.filtered(lambda row: row.contract_id)[:1].note)
        desk, fee, broken = results[0]
        self.assertEqual(desk["amounts"][0], 200.0)
        self.assertEqual([line[0] for line in desk["lines"]][-1], "minimum")
        self.assertEqual(fee["move"][0], "posted")
        self.assertEqual((broken["state"], broken["reminders"]), ("draft", 1))
        for way, result, log in zip(ways[1:], results[1:], logs[1:], strict=True):
            with self.subTest(way=way.__name__):
                self.assertEqual(result, results[0])
                self.assertEqual(log, logs[0])

    def test_each_way_after_another_bills_nothing_again(self):
        contracts = self.worlds[0]
        self._bill_by_button(contracts)
        before = self._get_result(contracts)
        for way in (self._bill_by_call, self._bill_by_job, self._bill_by_button):
            way(contracts)
            self.assertEqual(self._get_result(contracts), before, way.__name__)

    def test_a_job_to_post_needs_invoices(self):
        run = self._create_run_of(self.worlds[0])
        with self.assertRaisesRegex(UserError, "Invoice the run first"):
            run.action_queue_post()
