"""Portal accounts and orders of the demo clients."""

import base64

from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models
from odoo.tools import plaintext2html

# Colleagues at one client, so that every role can be tried: login, name, role.
COLLEAGUES = (
    ("amy", "Amy Brooks", "viewer"),
    ("luis", "Luis Ortega", "approver"),
    ("nora", "Nora Finch", "finance"),
)
# service, name of the order, item states it takes, most items, question to the client
ORDERS = (
    ("brightcart_orders", "Orders of today", ("received", "in_progress"), 20, ""),
    ("brightcart_orders", "Orders of yesterday", ("delivered",), 30, ""),
    (
        "brightcart_invoices",
        "Supplier invoices, batch 12",
        ("received", "in_progress"),
        1,
        "Page 2 of invoice 4711 cannot be read. Can you send it again?",
    ),
    ("brightcart_invoices", "Supplier invoices, batch 11", ("delivered",), 6, ""),
    ("brightcart_invoices", "Supplier invoices, batch 10", ("accepted",), 12, ""),
    ("lindner_dictation", "Diktate Kardiologie", ("delivered",), 5, ""),
    ("lindner_dictation", "Diktate Radiologie", ("accepted",), 14, ""),
    ("meridian_records", "Claims of the week", ("received", "delivered"), 10, ""),
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class BpoDemo(models.AbstractModel):
    """Adds what clients see and do to the demo company."""

    _inherit = "bpo.demo"

    @api.model
    def _load_portal(self):
        """Create portal accounts, work orders and hours that wait for a client."""
        company = self.env.ref("bpo_billing.res_partner_brightcart_demo")
        for login, name, role in COLLEAGUES:
            self._load_colleague(company, login, name, role)
        for order in ORDERS:
            self._load_order(*order)
        self._load_waiting_hours()

    @api.model
    def _load_colleague(self, company, login, name, role):
        """Create one portal account; its password is its login."""
        partner = self.env["res.partner"].create(
            {
                "name": name,
                "parent_id": company.id,
                "lang": company.lang,
                "tz": "America/New_York",
                "email": f"{login}@brightcart.example.com",
                "bpo_portal_role": role,
            }
        )
        users = self.env["res.users"].with_context(no_reset_password=True)
        user = users.create(
            {
                "login": login,
                "password": login,
                "partner_id": partner.id,
                "lang": company.lang,
                "tz": "America/New_York",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        self.env["ir.model.data"].create(
            {
                "module": "bpo_client_portal",
                "name": f"res_users_{login}_demo",
                "model": "res.users",
                "res_id": user.id,
                "noupdate": True,
            }
        )

    @api.model
    def _load_order(self, service, name, states, limit, question):
        """Create a work order of items that are there already."""
        line = self._demo_ref("bpo_contract_line", service)
        items = self.env["bpo.work.item"].search(
            [
                ("contract_line_id", "=", line.id),
                ("state", "in", states),
                ("task_id", "=", False),
            ],
            limit=limit,
        )
        if not items:
            return
        contact = line.contract_id.partner_id.child_ids[:1]
        task = self.env["project.task"].create(
            {
                "name": name,
                "project_id": line.contract_id.project_id.id,
                "bpo_contract_line_id": line.id,
                "bpo_quantity": sum(items.mapped("quantity")),
                "bpo_received_at": min(items.mapped("received_at")),
                "partner_id": contact.id,
                "user_ids": False,
            }
        )
        items.write({"task_id": task.id})
        if states == ("accepted",):
            task.state = "1_done"
        self._load_talk(task, contact, items, question)

    @api.model
    def _load_talk(self, task, contact, items, question):
        """Add a file of the client, a hold and a short conversation."""
        self.env["bpo.work.file"].create(
            {
                "name": f"{task.name}.pdf",
                "task_id": task.id,
                "direction": "from_client",
                "file": base64.b64encode(PDF),
                "contact_id": contact.id,
            }
        )
        says = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
        if not question:
            return
        items[:1].action_hold("client", question)
        task.message_post(body=plaintext2html(question), **says)

    @api.model
    def _load_waiting_hours(self):
        """Let the hours of this month wait for the clients that buy hours."""
        lines = self._demo_ref("bpo_contract_line", "clearview_hours")
        lines |= self._demo_ref("bpo_contract_line", "meridian_demand")
        today = fields.Date.context_today(self)
        entries = self.env["account.analytic.line"].search(
            [
                ("bpo_contract_line_id", "in", lines.ids),
                ("bpo_state", "in", ("draft", "submitted")),
                ("date", ">=", today - relativedelta(days=14)),
            ]
        )
        entries.action_bpo_approve()
        entries.write({"bpo_client_state": "pending"})
