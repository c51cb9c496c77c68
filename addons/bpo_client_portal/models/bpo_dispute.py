"""What a client contests about a statement."""

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import upload_checks

READABLE = frozenset(
    {
        "answer",
        "comment",
        "create_date",
        "currency_id",
        "evidence_name",
        "line_id",
        "name",
        "state",
        "statement_id",
    }
)


class BpoDispute(models.Model):
    """A contested statement line, with the client's reason and our answer.

    Opening one marks the statement as disputed; nothing billed changes. Billing
    answers it and corrects by the native credit note where the client is right.
    """

    _name = "bpo.dispute"
    _description = "Disputed Statement Line"
    _inherit = ["bpo.client.owned.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _bpo_contract_path = "statement_id.contract_id"
    _bpo_portal_right = "money"

    name = fields.Char(
        compute="_compute_name",
        help="Statement and line that are contested.",
    )
    line_id = fields.Many2one(
        comodel_name="bpo.statement.line",
        required=True,
        index=True,
        ondelete="cascade",
        help="Contested line.",
    )
    statement_id = fields.Many2one(
        related="line_id.statement_id",
        store=True,
        index=True,
        help="Statement of the contested line.",
    )
    client_id = fields.Many2one(
        related="statement_id.contract_id.client_id",
        store=True,
        index=True,
        groups="base.group_user",
        help="Client company that contests.",
    )
    company_id = fields.Many2one(
        related="statement_id.contract_id.company_id",
        store=True,
        index=True,
        groups="base.group_user",
        help="Company that billed.",
    )
    currency_id = fields.Many2one(
        related="statement_id.currency_id",
    )
    amount = fields.Monetary(
        related="line_id.amount",
        groups="base.group_user",
        help="Amount of the contested line.",
    )
    contact_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contested by",
        groups="base.group_user",
        help="Contact who opened the dispute.",
    )
    comment = fields.Text(
        required=True,
        help="What the client thinks is wrong.",
    )
    evidence = fields.Binary(
        attachment=True,
        groups="base.group_user",
        help="File the client sent along.",
    )
    evidence_name = fields.Char(
        help="Name of the client's file.",
    )
    answer = fields.Text(
        help="Our answer, shown to the client.",
    )
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
        ],
        required=True,
        default="open",
        tracking=True,
        help="Accepted: the client is right and gets a correction.",
    )

    @api.depends("line_id")
    def _compute_name(self):
        for dispute in self:
            statement = dispute.sudo().statement_id.name or ""
            dispute.name = f"{statement}: {dispute.sudo().line_id.name or ''}"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | READABLE

    @api.model
    def _bpo_open(self, line, comment, uploads=()):
        """Open a dispute of the current contact.

        :param line: elevated statement line
        :raise UserError: for a refused file or a line that is contested already
        """
        if self.sudo().search_count(
            [("line_id", "=", line.id), ("state", "=", "open")]
        ):
            raise UserError(
                self.env._("This line is contested already. We are looking into it.")
            )
        name, data = uploads[0] if uploads else ("", b"")
        if data:
            refusal = upload_checks.check_upload(name, data)
            if refusal:
                files = self.env["bpo.work.file"]
                raise UserError(files._bpo_refusal_words(refusal, name))
        dispute = self.sudo().create(
            {
                "line_id": line.id,
                "comment": comment,
                "contact_id": self.env.user.partner_id.id,
                "evidence": base64.b64encode(data) if data else False,
                "evidence_name": upload_checks.clean_name(name) if data else False,
            }
        )
        is_first = line.statement_id.state == "invoiced"
        line.statement_id.action_dispute(reason=comment, line_ids=line.ids)
        if not is_first:
            dispute._bpo_tell_billing()
        return dispute

    def _bpo_tell_billing(self):
        """Put a further dispute of a statement on the account manager's list.

        The first one is put there by the statement itself.
        """
        for dispute in self:
            manager = dispute.statement_id.contract_id.user_id
            dispute.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Disputed by the client"),
                user_id=manager.id or self.env.ref("base.user_admin").id,
            )

    def action_accept(self):
        """Accept the dispute; the correction itself is a native credit note."""
        return self._bpo_answer("accepted")

    def action_decline(self):
        """Decline the dispute; needs an answer to the client."""
        return self._bpo_answer("declined")

    def _bpo_answer(self, state):
        """Close open disputes with an answer.

        :raise UserError: without a word to the client
        """
        self.check_access("write")
        if any(not dispute.answer for dispute in self):
            raise UserError(
                self.env._("Write the answer to the client before closing a dispute.")
            )
        self.filtered(lambda dispute: dispute.state == "open").write({"state": state})
        self.activity_feedback(["mail.mail_activity_data_todo"])
        self._bpo_settle_statements()
        return True

    def _bpo_settle_statements(self):
        """Let statements stand where every dispute was declined."""
        for statement in self.statement_id:
            disputes = self.search([("statement_id", "=", statement.id)])
            if set(disputes.mapped("state")) == {"declined"}:
                statement.action_resolve()
