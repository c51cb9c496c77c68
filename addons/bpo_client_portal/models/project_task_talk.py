"""The conversation and the timeline of a work order."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

MESSAGE_LIMIT = 100
BODY_LENGTH = 10000


class ProjectTask(models.Model):
    """Talking about a work order: the company answers, not one agent."""

    _inherit = "project.task"

    def message_post(self, *, message_type="notification", **kwargs):
        """Let public messages of internal users speak for the company."""
        if self.bpo_contract_id and self.env.user._is_internal():
            subtype = kwargs.get("subtype_xmlid")
            if subtype == "mail.mt_comment" and not kwargs.get("author_id"):
                company = (self.company_id or self.env.company).partner_id
                kwargs["author_id"] = company.id
                kwargs["email_from"] = company.email_formatted
        return super().message_post(message_type=message_type, **kwargs)

    def _bpo_portal_messages(self):
        """Return the public conversation, oldest first, as plain values.

        :return: list of dicts ``author``, ``mine`` (bool), ``date``, ``body`` (Markup)
        """
        self.ensure_one()
        messages = (
            self.env["mail.message"]
            .sudo()
            .search(
                Domain("model", "=", self._name)
                & Domain("res_id", "=", self.id)
                & Domain("message_type", "in", ("comment", "email"))
                & Domain("is_internal", "=", False)
                & Domain("subtype_id.internal", "=", False)
                & Domain("subtype_id", "!=", False),
                order="id desc",
                limit=MESSAGE_LIMIT,
            )
        )
        client = self.sudo().bpo_contract_id.client_id
        company = self.sudo().bpo_contract_id.company_id.name
        return [
            {
                "mine": message.author_id.commercial_partner_id == client,
                "author": (
                    message.author_id.name
                    if message.author_id.commercial_partner_id == client
                    else company
                ),
                "date": message.date,
                "body": message.body,
            }
            for message in messages[::-1]
        ]

    def _bpo_portal_talk(self, body, uploads=()):
        """Post a message of the current contact, store files, end our waiting.

        :param str body: plain text
        :param uploads: list of ``(file name, bytes)``
        :raise UserError: where there is neither text nor file
        """
        self.ensure_one()
        text = (body or "").strip()[:BODY_LENGTH]
        if not text and not uploads:
            raise UserError(self.env._("Write a message or choose a file first."))
        received = self.env["bpo.work.file"]._bpo_receive(self, uploads)
        if received:
            names = ", ".join(received.mapped("name"))
            text = "\n".join(
                part
                for part in (text, self.env._("Files: %(names)s", names=names))
                if part
            )
        self.sudo().message_post(
            body=plaintext2html(text),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=self.env.user.partner_id.id,
        )
        self._bpo_portal_open_holds().filtered(
            lambda hold: hold.owner == "client"
        )._bpo_portal_end()

    def _bpo_portal_timeline(self, holds):
        """Return the stages of the order with their instants.

        :param holds: what stops the clock now, see ``_bpo_portal_open_holds``
        :return: list of dicts ``label``, ``at`` (UTC datetime or False), ``css``
        """
        self.ensure_one()
        _ = self.env._
        first, delivered, accepted = self._bpo_portal_milestones()
        stages = [
            (_("Ordered"), self.bpo_received_at or self.create_date, "is-done"),
            (_("Started"), first, "is-done" if first else ""),
        ]
        if holds:
            stages.append((_("Clock stopped"), holds[0].date_from, "is-held"))
        if self.bpo_due_at:
            stages.append(
                (_("Due"), self.bpo_due_at, "is-done" if delivered else "is-now")
            )
        stages += [
            (_("Delivered"), delivered, "is-done" if delivered else ""),
            (_("Accepted"), accepted, "is-done" if accepted else ""),
        ]
        return [{"label": label, "at": at, "css": css} for label, at, css in stages]

    def _bpo_portal_milestones(self):
        """Return first start, last delivery and last acceptance of all items.

        Delivery and acceptance count when no item is left without them.
        """
        row = (
            self.env["bpo.work.item"]
            .sudo()
            ._read_group(
                [("task_id", "=", self.id), ("state", "!=", "cancelled")],
                [],
                [
                    "started_at:min",
                    "delivered_at:max",
                    "accepted_at:max",
                    "delivered_at:count",
                    "accepted_at:count",
                    "__count",
                ],
            )[0]
        )
        started, delivered, accepted, with_delivery, with_acceptance, total = row
        return (
            fields.Datetime.to_datetime(started),
            delivered if total and with_delivery == total else False,
            accepted if total and with_acceptance == total else False,
        )
