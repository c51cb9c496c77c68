"""Fills the demo contracts with a quarter of work."""

import base64
from collections import defaultdict
from datetime import UTC, timedelta

from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models
from odoo.tools import file_open

from ..demo.history import Intake, Roster, items, shifts

ROSTERS = (
    # her morning is the evening of the client's day before
    Roster(
        "maria",
        "Asia/Manila",
        8,
        (("meridian_demand", 2.5), ("lindner_dictation", 4.5)),
    ),
    Roster(
        "jun", "Asia/Manila", 19, (("meridian_demand", 4.0), ("meridian_records", 3))
    ),
    Roster(
        "liza", "Asia/Manila", 20, (("brightcart_orders", 4), ("lindner_dictation", 3))
    ),
    Roster(
        "ola",
        "Europe/Warsaw",
        8,
        (("hartmann_retainer", 3.0), ("brightcart_invoices", 1.5)),
    ),
    Roster("piotr", "Europe/Warsaw", 9, (("clearview_hours", 5.5),)),
    Roster(
        "kasia",
        "Europe/Warsaw",
        15,
        (("clearview_hours", 2.0), ("meridian_demand", 4.5)),
    ),
)
INTAKES = (
    Intake("lindner_dictation", "Europe/Berlin", 9, (40, 420), 7.0, 0.05),
    Intake("brightcart_orders", "America/New_York", 95, (1, 1), 3.5, 0.09),
    Intake("brightcart_invoices", "America/New_York", 22, (1, 1), 6.0, 0.02),
    Intake("meridian_records", "America/New_York", 10, (60, 340), 20.0, 0.05),
)
# Whoever returns the items of a service; the first one does most of them.
ITEM_AGENTS = {
    "lindner_dictation": ("maria", "liza"),
    "brightcart_orders": ("liza", "kasia"),
    "brightcart_invoices": ("ola",),
    "meridian_records": ("jun",),
}
UNNAMED = ("YourCompany", "My Company")
COMPANY = "Northlight Back Office"
LOGO = "bpo_billing/static/img/demo_logo.png"
# Open work orders: line, title, quantity, hours since it arrived, whose it is, stage.
ORDERS = (
    ("lindner_dictation", "Discharge letters of ward 3", 240, 5, "agent", "ordered"),
    (
        "lindner_dictation",
        "Radiology reports of the week",
        410,
        30,
        "agent",
        "progress",
    ),
    ("brightcart_orders", "Marketplace orders", 120, 3, "agent", "progress"),
    ("brightcart_invoices", "Credit notes for returns", 35, 26, "lead", "ordered"),
    ("hartmann_retainer", "VAT return", 1, 70, "lead", "progress"),
    ("meridian_records", "Claims backlog, storms", 5200, 20, "lead", "progress"),
    ("clearview_hours", "Open answers of wave 2", 60, 45, "lead", "ordered"),
)
STAGE = "bpo_contracts.work_order_stage_{}"
MILESTONES = (
    ("Questionnaire approved", 2, 3200.0),
    ("Field work finished", 1, 5400.0),
)


class BpoDemo(models.AbstractModel):
    """Loader of the demo history; called by the demo data only."""

    _name = "bpo.demo"
    _description = "Outsourcing Demo Data"

    @api.model
    def _load_history(self):
        """Activate the demo contracts, record a quarter of work, bill two months.

        The quarter ends with last month; the days of this month are recorded too,
        but not yet approved. Last month is left for the first billing run.
        """
        self._name_company()
        today = fields.Date.context_today(self)
        this_month = today.replace(day=1)
        first = this_month - relativedelta(months=3)
        contracts = self._demo_contracts()
        contracts.action_activate()
        self._load_assignments(first)
        self._load_timesheets(first, this_month, today - timedelta(days=1))
        self._load_items(first)
        self._load_orders()
        self._load_milestones(this_month)
        self._bill_until(contracts, this_month - relativedelta(months=1))
        for contract in contracts:
            contract._bpo_measure_open_periods()

    def _name_company(self):
        """Give the company a name and a logo, unless somebody has done so."""
        if self.env.company.name in UNNAMED:
            with file_open(LOGO, "rb") as logo:
                self.env.company.write(
                    {"name": COMPANY, "logo": base64.b64encode(logo.read())}
                )

    def _demo_contracts(self):
        """Return the five demo contracts."""
        return self.env["bpo.contract"].union(
            *(
                self._demo_ref("bpo_contract", client)
                for client in (
                    "lindner",
                    "brightcart",
                    "hartmann",
                    "meridian",
                    "clearview",
                )
            )
        )

    def _demo_ref(self, kind, key):
        """Return the demo record ``kind`` of that key."""
        return self.env.ref(f"bpo_billing.{kind}_{key}_demo")

    def _line_agents(self):
        """Return who works on which service line: ``{line key: {agent key}}``."""
        agents = defaultdict(set)
        for roster in ROSTERS:
            for line, _hours in roster.shares:
                agents[line].add(roster.agent)
        for line, names in ITEM_AGENTS.items():
            agents[line].update(names)
        return agents

    def _load_assignments(self, first):
        """Assign the agents, one assignment per agent and contract."""
        lines_by_pair = defaultdict(list)
        for line, agents in sorted(self._line_agents().items()):
            record = self._demo_ref("bpo_contract_line", line)
            for agent in sorted(agents):
                lines_by_pair[agent, record.contract_id].append(record.id)
        clients_of = defaultdict(int)
        for agent, _contract in lines_by_pair:
            clients_of[agent] += 1
        self.env["bpo.assignment"].create(
            [
                {
                    "employee_id": self._demo_ref("hr_employee", agent).id,
                    "contract_id": contract.id,
                    "line_ids": [Command.set(lines)],
                    "job_id": self._demo_ref("hr_employee", agent).job_id.id,
                    "date_start": first,
                    "allocation_percent": 100 // clients_of[agent],
                }
                for (agent, contract), lines in lines_by_pair.items()
            ]
        )

    def _load_timesheets(self, first, this_month, last):
        """Record the shifts; this month's wait for approval, this week's are drafts."""
        entries = self.env["account.analytic.line"].create(
            [
                {
                    "name": "/",
                    "employee_id": self._demo_ref("hr_employee", shift.agent).id,
                    "bpo_contract_line_id": self._demo_ref(
                        "bpo_contract_line", shift.line
                    ).id,
                    "bpo_start": _naive(shift.start),
                    "bpo_stop": _naive(shift.stop),
                }
                for shift in shifts(ROSTERS, first, last)
            ]
        )
        past = entries.filtered(lambda entry: entry.date < this_month)
        monday = fields.Date.start_of(last, "week")
        entries.filtered(lambda entry: entry.date < monday).action_bpo_submit()
        past.action_bpo_approve()

    def _load_items(self, first):
        """Record the countable work; what was delivered is accepted next day."""
        values = []
        for item in items(INTAKES, first, fields.Datetime.now().replace(tzinfo=UTC)):
            agents = ITEM_AGENTS[item.line]
            agent = agents[-1 if item.quantity % 4 == 0 else 0]
            line = self._demo_ref("bpo_contract_line", item.line)
            values.append(self._prepare_item_vals(item, line, agent))
        self.env["bpo.work.item"].create(values)

    def _prepare_item_vals(self, item, line, agent):
        """Return the values of one work item."""
        now = fields.Datetime.now().replace(tzinfo=UTC)
        started = item.received_at + timedelta(minutes=20)
        delivered = item.delivered_at
        accepted = delivered and delivered + timedelta(hours=14)
        done = accepted and accepted <= now
        open_state = "in_progress" if started <= now else "received"
        return {
            "contract_line_id": line.id,
            "reference": item.reference,
            "employee_id": self._demo_ref("hr_employee", agent).id,
            "quantity": item.quantity,
            "accepted_quantity": item.quantity if done else 0,
            "received_at": _naive(item.received_at),
            "started_at": started <= now and _naive(started),
            "delivered_at": delivered and _naive(delivered),
            "accepted_at": done and _naive(accepted),
            "sampled": item.error or item.reference.endswith("7"),
            "error_count": int(item.error),
            "state": "accepted" if done else "delivered" if delivered else open_state,
        }

    def _load_orders(self):
        """Place the work orders that are open today."""
        self.env["project.task"].create(
            [
                {
                    "name": name,
                    "project_id": line.contract_id.project_id.id,
                    "bpo_contract_line_id": line.id,
                    "bpo_quantity": quantity,
                    "bpo_received_at": fields.Datetime.now() - timedelta(hours=hours),
                    "user_ids": [Command.set(self._demo_ref("res_users", user).ids)],
                    "stage_id": self.env.ref(STAGE.format(stage)).id,
                }
                for line, name, quantity, hours, user, stage in (
                    (self._demo_ref("bpo_contract_line", key), *order)
                    for key, *order in ORDERS
                )
            ]
        )

    def _load_milestones(self, this_month):
        """Reach the milestones of the research project, one a month."""
        line = self._demo_ref("bpo_contract_line", "clearview_project")
        for name, months_ago, amount in MILESTONES:
            day = this_month - relativedelta(months=months_ago) + timedelta(9)
            self.env["bpo.milestone"].create(
                {
                    "contract_line_id": line.id,
                    "name": name,
                    "amount": amount,
                    "date": day,
                    "reached_on": day,
                    "accepted_on": day + timedelta(3),
                    "state": "accepted",
                }
            )

    def _bill_until(self, contracts, date_end):
        """Bill and post every month that ends before ``date_end``."""
        run = self.env["bpo.billing.run"].create(
            {
                "date_from": date_end - relativedelta(months=1),
                "date_to": date_end - timedelta(days=1),
                "contract_ids": [Command.set(contracts.ids)],
            }
        )
        run.action_preview()
        run.action_invoice()
        run.action_post()
        self._pay(run.statement_ids.move_id.filtered("invoice_date"))

    def _pay(self, moves):
        """Register what the clients have paid by now: all but the last month."""
        newest = max(moves.mapped("invoice_date"))
        for move in moves.filtered(lambda move: move.invoice_date < newest):
            self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=move.ids
            ).create({"payment_date": move.invoice_date_due}).action_create_payments()


def _naive(instant):
    """Return an aware instant as Odoo stores it."""
    return instant.astimezone(UTC).replace(tzinfo=None)
