"""A month of billing on one chart of accounts, run in Odoo's shell.

Reads ``CHARTS`` (chart -> country code) and prints one line of JSON per chart after
``CHART ``: what was accrued, billed, deferred and what the reconciliation differs by.
"""

import json
from datetime import date

from odoo import Command

JANUARY = (date(2026, 1, 1), date(2026, 1, 31))
CLIENTS = {
    # chart: clients abroad, each with country, tax number and name of the position
    "de_skr03": [("base.at", "ATU12345675", None), ("base.us", None, "non_eu_service")],
    "at": [("base.de", "DE123456788", None), ("base.ch", None, None)],
}
POSITIONS = {"non_eu_service": "fiscal_position_non_eu_partner_service_skr03"}


class ChartMonth:
    """One company with a chart, a client at home and clients abroad."""

    def __init__(self, env, chart, country):
        company = env["res.company"].create(
            {"name": f"Desk {chart}", "country_id": env.ref(f"base.{country}").id}
        )
        env.user.write({"company_ids": [Command.link(company.id)]})
        env["account.chart.template"].try_loading(chart, company, install_demo=False)
        self.env = env(
            context={**env.context, "allowed_company_ids": company.ids, "tz": "UTC"}
        )
        self.chart, self.company = chart, self.env["res.company"].browse(company.id)
        self.home = self.company.account_fiscal_country_id
        self.product = self.env["product.product"].create(
            {
                "name": f"Desk work {chart}",
                "type": "service",
                "uom_id": env.ref("uom.product_uom_hour").id,
                "taxes_id": [Command.set(self.company.account_sale_tax_id.ids)],
            }
        )
        self.agent = self.env["hr.employee"].create({"name": f"Agent {chart}"})

    def account(self, kind):
        """An account of the chart, as an accountant chooses one."""
        accounts = self.env["account.account"]
        return accounts.search(
            [
                *accounts._check_company_domain(self.company),
                ("account_type", "=", kind),
                ("reconcile", "=", False),
            ],
            limit=1,
        )

    def client(self, country, vat=None):
        return self.env["res.partner"].create(
            {
                "name": f"Client {self.chart} {country.code}",
                "is_company": True,
                "country_id": country.id,
                "vat": vat,
                "company_id": self.company.id,
            }
        )

    def contract(self, client, line, **vals):
        line = {"product_id": self.product.id, "name": "Desk", **line}
        contract = self.env["bpo.contract"].create(
            {
                "partner_id": client.id,
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "date_start": JANUARY[0],
                "tz": "UTC",
                "line_ids": [Command.create(line)],
                **vals,
            }
        )
        contract.action_activate()
        return contract

    def hours(self, contract, hours):
        self.env["bpo.assignment"].create(
            {
                "employee_id": self.agent.id,
                "contract_id": contract.id,
                "date_start": JANUARY[0],
            }
        )
        entry = self.env["account.analytic.line"].create(
            {
                "employee_id": self.agent.id,
                "bpo_contract_line_id": contract.line_ids.id,
                "date": date(2026, 1, 7),
                "unit_amount": hours,
                "name": "/",
            }
        )
        entry.action_bpo_approve()

    def bill(self, contract, day, **vals):
        """Bill up to a day, posted; the invoice."""
        run = self.env["bpo.billing.run"].create(
            {
                "company_id": self.company.id,
                "date_from": JANUARY[0],
                "date_to": day,
                "contract_ids": contract.ids,
                **vals,
            }
        )
        run.action_preview()
        run.action_invoice()
        run.action_post()
        parked = [
            reason for reason in run.statement_ids.mapped("parked_reason") if reason
        ]
        assert not parked, parked
        return run.statement_ids.move_id

    def close(self):
        """Accrue and defer on the last of January."""
        wizard = self.env["bpo.accrual.wizard"].create(
            {
                "company_id": self.company.id,
                "date": JANUARY[1],
                "bpo_accrued_account_id": self.account("asset_current").id,
                "bpo_deferred_account_id": self.account("liability_current").id,
            }
        )
        wizard.action_post()
        accruals = self.env["bpo.accrual"].search(
            [("company_id", "=", self.company.id), ("state", "=", "posted")]
        )
        return wizard, {each.kind: each.amount for each in accruals}

    def balance(self, account, day):
        items = self.env["account.move.line"].search(
            [
                ("account_id", "=", account.id),
                ("date", "<=", day),
                ("parent_state", "!=", "cancel"),
            ]
        )
        return round(sum(items.mapped("balance")), 2)

    def abroad(self):
        """Invoices to clients abroad: tax, fiscal position, income account."""
        found = []
        for country, vat, position in CLIENTS.get(self.chart, []):
            vals = {}
            if position:
                name = f"account.{self.company.id}_{POSITIONS[position]}"
                vals["fiscal_position_id"] = self.env.ref(name).id
            client = self.client(self.env.ref(country), vat)
            contract = self.contract(client, {"price_unit": 30.0}, **vals)
            self.hours(contract, 2)
            move = self.bill(contract, JANUARY[1])
            found.append(
                {
                    "country": client.country_id.code,
                    "position": move.fiscal_position_id.name or "",
                    "taxes": move.invoice_line_ids.tax_ids.mapped("amount"),
                    "untaxed": move.amount_untaxed,
                    "total": move.amount_total,
                }
            )
        return found

    def run(self):
        """The month: work, closing, invoices, clients abroad, reconciliation."""
        client = self.client(self.home)
        desk = self.contract(client, {"price_unit": 30.0})
        fee = self.contract(
            client,
            {"name": "Fee", "pricing_model": "fixed", "price_unit": 900.0},
            billing_frequency="quarterly",
            billing_timing="advance",
        )
        self.hours(desk, 10)
        advance = self.bill(fee, JANUARY[0])
        wizard, closed = self.close()
        accrued, deferred = (
            wizard.bpo_accrued_account_id,
            wizard.bpo_deferred_account_id,
        )
        at_end = [self.balance(each, JANUARY[1]) for each in (accrued, deferred)]
        day_after = [
            self.balance(each, date(2026, 2, 1)) for each in (accrued, deferred)
        ]
        invoice = self.bill(desk, JANUARY[1], invoice_date=date(2026, 2, 5))
        abroad = self.abroad()
        self.env.flush_all()
        rows = self.env["bpo.reconciliation"].search(
            [("company_id", "=", self.company.id)]
        )
        return {
            "chart": self.chart,
            "chart_of_company": self.company.chart_template,
            "currency": self.company.currency_id.name,
            "accounts": [accrued.code, deferred.code],
            "income": invoice.invoice_line_ids.account_id.code,
            "sales_tax": self.company.account_sale_tax_id.amount,
            "advance": advance.amount_untaxed,
            "closed": closed,
            "at_end": at_end,
            "day_after": day_after,
            "untaxed": invoice.amount_untaxed,
            "tax": invoice.amount_tax,
            "states": sorted(set((invoice + advance).mapped("state"))),
            "abroad": abroad,
            "statements": len(rows),
            "ledger": round(sum(rows.mapped("amount_ledger_company")), 2),
            "difference": round(sum(rows.mapped("difference")), 6),
            "findings": [
                finding.code
                for finding in self.env["bpo.billing.audit"]._get_findings(self.company)
            ],
        }


for chart, country in CHARTS.items():  # noqa: F821  written before this text
    result = ChartMonth(env, chart, country).run()  # noqa: F821
    print("CHART " + json.dumps(result))
    env.cr.commit()  # noqa: F821
