"""Margin from native analytic items, shared out to services and agents."""

from datetime import date

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import AGENT, BILLING, LEAD, BillingCase


@tagged("post_install", "-at_install")
class TestMarginReport(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls.env["hr.work.location"].create(
            {
                "name": "Cebu",
                "location_type": "office",
                "address_id": cls.company.partner_id.id,
            }
        )
        cls.agent.write({"hourly_cost": 4.0, "work_location_id": cls.office.id})
        cls.other = cls._create_agent("Ben", hourly_cost=6.0)
        cls.contract = cls._create_contract(
            {"name": "Desk", "price_unit": 10.0},
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 100.0},
            {"name": "Costs", "pricing_model": "passthrough"},
        )
        cls._assign(cls.contract, cls.other)
        cls.desk, cls.fee, cls.costs = cls.contract.line_ids
        cls._create_entry(cls.desk, date(2026, 1, 5), 180)
        cls._create_entry(cls.desk, date(2026, 1, 6), 60, employee=cls.other)

    def _figures(self, group):
        self.env.flush_all()
        rows = self.env["bpo.margin.report"]._read_group(
            [("contract_id", "=", self.contract.id)],
            [group],
            ["revenue:sum", "cost:sum", "margin:sum", "hours:sum"],
        )
        return {key: tuple(round(value, 2) for value in rest) for key, *rest in rows}

    def test_revenue_less_cost_per_contract(self):
        self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(
            self._figures("contract_id"), {self.contract: (140.0, 18.0, 122.0, 4.0)}
        )

    def test_cost_stands_alone_before_the_invoice_is_posted(self):
        run = self._create_run(date(2026, 1, 31), contract_ids=self.contract.ids)
        run.action_invoice()
        self.assertEqual(
            self._figures("contract_id"), {self.contract: (0.0, 18.0, -18.0, 4.0)}
        )

    def test_revenue_of_time_is_shared_out_by_the_time_billed(self):
        self._bill(self.contract, date(2026, 1, 31))
        nobody = self.agent.browse()
        self.assertEqual(
            self._figures("employee_id"),
            {
                self.agent: (30.0, 12.0, 18.0, 3.0),
                self.other: (10.0, 6.0, 4.0, 1.0),
                nobody: (100.0, 0.0, 100.0, 0.0),
            },
        )

    def test_a_summary_invoice_still_knows_services_and_agents(self):
        self.contract.invoice_detail = "summary"
        self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(
            self._figures("contract_line_id"),
            {self.desk: (40.0, 18.0, 22.0, 4.0), self.fee: (100.0, 0.0, 100.0, 0.0)},
        )
        self.assertEqual(self._figures("employee_id")[self.agent][0], 30.0)

    def test_location_follows_the_agent(self):
        self._bill(self.contract, date(2026, 1, 31))
        self.assertEqual(
            self._figures("work_location_id")[self.office], (30.0, 12.0, 18.0, 3.0)
        )

    def test_a_credit_note_takes_revenue_back(self):
        statement = self._bill(self.contract, date(2026, 1, 31))
        statement.action_cancel()
        self.assertEqual(
            self._figures("contract_id"), {self.contract: (0.0, 18.0, -18.0, 4.0)}
        )

    def test_a_vendor_bill_is_a_cost_of_its_service(self):
        vendor = self.env["res.partner"].create({"name": "Courier"})
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": vendor.id,
                "invoice_date": date(2026, 1, 9),
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Parcels",
                            "price_unit": 25.0,
                            "tax_ids": False,
                            "bpo_contract_line_id": self.costs.id,
                        }
                    )
                ],
            }
        )
        bill.action_post()
        self.assertEqual(
            self._figures("contract_line_id")[self.costs], (0.0, 25.0, -25.0, 0.0)
        )

    def test_each_figure_opens_what_it_comes_from(self):
        statement = self._bill(self.contract, date(2026, 1, 31))
        self.env.flush_all()
        rows = (
            self.env["bpo.margin.report"]
            .with_user(self.clerk)
            .search([("contract_id", "=", self.contract.id)])
        )
        opened = {
            kind: {(action["res_model"], action["res_id"]) for action in actions}
            for kind, actions in (
                (kind, [row.action_open() for row in group])
                for kind, group in rows.grouped("kind").items()
            )
        }
        entries = statement.line_ids[0]._get_sources("time")
        self.assertEqual(
            opened,
            {
                "revenue": {("account.move", statement.move_id.id)},
                "time": {("account.analytic.line", each.id) for each in entries},
            },
        )

    def test_the_percentage_of_a_group_is_that_of_its_sums(self):
        self._bill(self.contract, date(2026, 1, 31))
        self.env.flush_all()
        [(percent,)] = self.env["bpo.margin.report"]._read_group(
            [("contract_id", "=", self.contract.id)], [], ["margin_percent:avg"]
        )
        self.assertAlmostEqual(percent, 100 * 122 / 140)

    def test_only_billing_and_managers_see_cost(self):
        report = self.env["bpo.margin.report"]
        domain = [("contract_id", "=", self.contract.id)]
        for groups in (AGENT, LEAD):
            user = new_test_user(self.env, f"user{groups}", groups=groups)
            with self.subTest(groups), self.assertRaises(AccessError):
                report.with_user(user)._read_group(domain, [], ["cost:sum"])
        clerk = new_test_user(self.env, "cleo", groups=BILLING)
        [(cost,)] = report.with_user(clerk)._read_group(domain, [], ["cost:sum"])
        self.assertEqual(cost, 18.0)

    def test_a_portal_user_reads_nothing(self):
        user = new_test_user(
            self.env, "petra", groups="base.group_portal", partner_id=self.client.id
        )
        for model in ("bpo.margin.report", "bpo.reconciliation", "bpo.accrual"):
            with self.subTest(model), self.assertRaises(AccessError):
                self.env[model].with_user(user).search([])
