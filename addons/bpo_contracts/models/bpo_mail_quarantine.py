"""Mails to contracts from people who do not belong to the client."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# Discarded mails of strangers are kept for so many days.
KEEP_DAYS = 90


class BpoMailQuarantine(models.Model):
    """A mail that was kept back: nothing was ordered, posted or answered.

    A team lead releases it, which enters the order in the lead's own name, or
    discards it.
    """

    _name = "bpo.mail.quarantine"
    _inherit = ["bpo.mail.gate.mixin", "bpo.client.owned.mixin"]
    _description = "Mail in Quarantine"
    _order = "received_at desc, id desc"

    name = fields.Char(
        string="Subject",
        required=True,
        readonly=True,
    )
    email_from = fields.Char(
        string="Sender",
        readonly=True,
        help="Sender as the mail says; not verified.",
    )
    body = fields.Text(
        string="Message",
        readonly=True,
        help="Text of the mail, without markup, pictures and links.",
    )
    received_at = fields.Datetime(
        string="Date",
        readonly=True,
        help="Date of the mail.",
    )
    message_id = fields.Char(
        string="Mail Identifier",
        readonly=True,
        index="btree_not_null",
        help="Keeps a mail that is delivered twice from being kept twice.",
    )
    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="The contract to whose address the mail was sent.",
    )
    client_id = fields.Many2one(
        related="contract_id.client_id",
        string="Client",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id",
        store=True,
    )
    task_id = fields.Many2one(
        comodel_name="project.task",
        string="Work Order",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The order that the mail replies to, or that its release entered.",
    )
    reason = fields.Selection(
        selection=[
            ("unknown", "Unknown sender"),
            ("other", "Sender of another company"),
        ],
        required=True,
        readonly=True,
        default="unknown",
        help="Why the mail was kept back.",
    )
    state = fields.Selection(
        selection=[
            ("waiting", "To Decide"),
            ("released", "Released"),
            ("discarded", "Discarded"),
        ],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
        help="What was decided about the mail.",
    )
    decided_by_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        ondelete="restrict",
        help="Who released or discarded the mail.",
    )
    decided_at = fields.Datetime(
        string="Decided On",
        readonly=True,
        help="When the mail was released or discarded.",
    )
    attachment_ids = fields.Many2many(
        comodel_name="ir.attachment",
        string="Files",
        readonly=True,
        groups="base.group_user",
        help="Files of the mail. Open them with care.",
    )

    def action_release(self):
        """Enter the mails as orders with the present user as responsible.

        A reply becomes a note in the order it belongs to. The sender gets no answer.

        :return: action that opens the order of a single mail
        """
        mails = self._bpo_decide("released")  # checks and elevates
        for mail in mails:
            order = mail.task_id or self.env["project.task"].sudo().create(
                mail._prepare_order_vals(self.env.user)
            )
            mail.task_id = order
            mail._bpo_post_in(order)
        return mails.task_id._get_records_action() if len(mails) == 1 else True

    def action_discard(self):
        """Put the mails aside; they are deleted after some time."""
        self._bpo_decide("discarded")
        return True

    def _bpo_decide(self, state):
        """Note the decision of a team lead on mails that wait for one.

        :return: the mails, elevated
        :raise AccessError: for everybody else
        :raise UserError: for a mail that was decided on before
        """
        self.check_access("read")
        if not self.env.user.has_group("bpo_contracts.bpo_contracts_group_lead"):
            raise AccessError(
                self.env._("Ask a team lead to decide on mails in quarantine.")
            )
        for mail in self:
            if mail.state != "waiting":
                raise UserError(
                    self.env._(
                        'The mail "%(subject)s" was decided on already: choose others.',
                        subject=mail.name,
                    )
                )
        mails = self.sudo()
        mails.write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )
        return mails

    def _prepare_order_vals(self, user):
        """Return the values of the work order that a mail is released to.

        It counts as received now: the clock of the client starts with a valid order.

        :param user: who releases the mail
        :rtype: dict
        """
        self.ensure_one()
        contract = self.contract_id
        vals = {
            "name": self.name,
            "project_id": contract.project_id.id,
            "partner_id": contract.partner_id.id,
            "user_ids": [fields.Command.set(user.ids)],
            "description": self._bpo_text(),
        }
        if len(contract.line_ids) == 1:
            vals["bpo_contract_line_id"] = contract.line_ids.id
        return vals

    def _bpo_text(self):
        """Return the text of the mail as safe markup.

        :rtype: markupsafe.Markup
        """
        self.ensure_one()
        return Markup("<br/>").join((self.body or "").splitlines())

    def _bpo_post_in(self, order):
        """Note mail and files in an order, for colleagues, by who released it."""
        self.ensure_one()
        copies = self.env["ir.attachment"].sudo()
        for attachment in self.attachment_ids:
            copies |= attachment.copy({"res_model": order._name, "res_id": order.id})
        label = self.env._("Released mail of %(sender)s:", sender=self.email_from)
        order.message_post(
            body=Markup("<p>%s</p>%s") % (label, self._bpo_text()),
            author_id=self.env.user.partner_id.id,
            attachment_ids=copies.ids,
            subtype_xmlid="mail.mt_note",
        )

    @api.autovacuum
    def _gc_discarded(self):
        """Delete discarded mails after 90 days: they hold data of strangers."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=KEEP_DAYS)
        old = [("state", "=", "discarded"), ("decided_at", "<", limit)]
        mails = self.sudo().search(old, limit=1000)
        mails.attachment_ids.unlink()
        mails.unlink()
