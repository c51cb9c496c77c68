"""The gate that every mail to a contract passes."""

from odoo import api, fields, models
from odoo.tools import email_normalize, html2plaintext
from odoo.tools.mail import email_split_and_format


class BpoMailGateMixin(models.AbstractModel):
    """Separate the mails of a client from those of anybody else."""

    _name = "bpo.mail.gate.mixin"
    _description = "Gate for mails to contracts"

    @api.model
    def _bpo_pass_gate(self, message_dict, routes):
        """Return the routes that may be followed; quarantine the mail for the others.

        :param dict message_dict: the parsed mail; its author becomes the contact that
            was found, its recipients are cut to those who may read along
        :param routes: (model, thread id, values, user id, alias) of the mail gateway
        :return: routes, those of other apps untouched
        """
        passed = []
        served = self.env["bpo.contract"]
        for route in routes:
            contract, task = self._bpo_target(route)
            if not contract:
                passed.append(route)
                continue
            author = contract._bpo_find_mail_author(message_dict.get("email_from"))
            if author:
                message_dict["author_id"] = author.id
                passed.append(self._bpo_order_route(route, contract, author))
                served |= contract
            else:
                self._bpo_keep_back(message_dict, contract, task)
        if served:
            self._bpo_cut_recipients(message_dict, served)
        return passed

    @api.model
    def _bpo_target(self, route):
        """Return contract and work order that a route leads to, both may be empty."""
        model, thread_id, values = route[:3]
        task = self.env["project.task"].sudo()
        project = self.env["project.project"].sudo()
        contract = self.env["bpo.contract"].sudo()
        if model == "bpo.contract":
            return contract.browse(thread_id or []), task
        if model == "project.project":
            return project.browse(thread_id or []).bpo_contract_ids[:1], task
        if model != "project.task":
            return contract, task
        if thread_id:
            task = task.browse(thread_id).exists()
            return task.bpo_contract_id, task
        values = values or {}
        project = project.browse(values.get("project_id") or []).exists()
        return project.bpo_contract_ids[:1], task

    @api.model
    def _bpo_order_route(self, route, contract, author):
        """Return the route of a new order with what the contract says about it.

        A colleague orders in the name of the contract's client; where the contract has
        one service, it is the ordered one and gives the due date.
        """
        model, thread_id, values, user_id, alias = route
        if model != "project.task" or thread_id:
            return route
        values = dict(values or {})
        if author.commercial_partner_id != contract.client_id:
            values["partner_id"] = contract.partner_id.id
        if len(contract.line_ids) == 1:
            values.setdefault("bpo_contract_line_id", contract.line_ids.id)
        return model, thread_id, values, user_id, alias

    @api.model
    def _bpo_cut_recipients(self, message_dict, contracts):
        """Keep only recipients who may follow the order: its client and colleagues.

        Odoo would subscribe everybody in copy, contacts of other clients included.
        """
        for header in ("to", "cc", "recipients"):
            addresses = email_split_and_format(message_dict.get(header) or "")
            message_dict[header] = ",".join(
                one for one in addresses if self._bpo_may_follow(one, contracts)
            )

    @api.model
    def _bpo_may_follow(self, address, contracts):
        """Return whether an address may follow orders of all the contracts."""
        return all(contract._bpo_find_mail_author(address) for contract in contracts)

    @api.model
    def _bpo_keep_back(self, message_dict, contract, task):
        """Put a mail into quarantine, once however often it is delivered.

        :return: the record
        """
        message_id = message_dict.get("message_id")
        same = [("message_id", "=", message_id), ("contract_id", "=", contract.id)]
        known = self.search(same, limit=1) if message_id else self.browse()
        if known:
            return known
        mail = self.create(self._prepare_quarantine_vals(message_dict, contract, task))
        mail._bpo_keep_attachments(message_dict.get("attachments") or [])
        mail._bpo_tell_account_manager()
        return mail

    @api.model
    def _prepare_quarantine_vals(self, message_dict, contract, task):
        """Return the values of a mail that is kept back.

        The text is kept without markup: opening it loads nothing from outside.

        :rtype: dict
        """
        email = email_normalize(message_dict.get("email_from") or "")
        partners = self.env["res.partner"].sudo()
        known = email and partners.search_count(
            [("email_normalized", "=", email)], limit=1
        )
        return {
            "name": message_dict.get("subject") or self.env._("No subject"),
            "email_from": message_dict.get("email_from"),
            "body": html2plaintext(message_dict.get("body") or ""),
            "contract_id": contract.id,
            "task_id": task.id,
            "received_at": message_dict.get("date") or fields.Datetime.now(),
            "message_id": message_dict.get("message_id"),
            "reason": "other" if known else "unknown",
        }

    def _bpo_keep_attachments(self, attachments):
        """Store the files of a mail with its quarantine record."""
        self.ensure_one()
        for attachment in attachments:
            name, content = attachment[:2]
            if hasattr(content, "as_bytes"):
                content = content.as_bytes()
            elif isinstance(content, str):
                content = content.encode()
            self.attachment_ids |= self.env["ir.attachment"].create(
                {
                    "name": name,
                    "raw": content,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )

    def _bpo_tell_account_manager(self):
        """Make the one activity of the contract that asks for decisions."""
        self.ensure_one()
        contract = self.contract_id
        summary = self.env._("Mail in quarantine")
        if not contract.activity_ids.filtered(lambda one: one.summary == summary):
            contract.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=summary,
                note=self.env._("Release or discard the mails of unknown senders."),
                user_id=(contract.user_id or self.env.user).id,
            )
