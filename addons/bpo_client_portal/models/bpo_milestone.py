"""Milestones as the client sees, accepts and rejects them."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

READABLE = frozenset(
    {
        "accepted_on",
        "amount",
        "client_comment",
        "contract_id",
        "contract_line_id",
        "currency_id",
        "date",
        "name",
        "reached_on",
        "state",
    }
)


class BpoMilestone(models.Model):
    """Acceptance of a milestone by the client."""

    _inherit = "bpo.milestone"

    client_comment = fields.Text(
        readonly=True,
        copy=False,
        help="What the client says is missing; the milestone is planned again.",
    )

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | READABLE

    @api.model
    def _bpo_portal_domain(self):
        """Milestones of drafts are still being negotiated."""
        return super()._bpo_portal_domain() & Domain("contract_id.state", "!=", "draft")

    @api.model
    def _bpo_portal_waiting(self):
        """Return the milestones that wait for the contact's decision, elevated."""
        scope = self.env.user.partner_id._bpo_portal_scope("approve")
        return self._bpo_portal_search(
            Domain(scope)
            & Domain("state", "=", "reached")
            & Domain("contract_line_id.requires_client_approval", "=", True),
            order="reached_on, id",
            limit=100,
        )

    @api.model
    def _bpo_portal_decide(self, milestone_id, accept, reason=""):
        """Accept or reject a reached milestone in the name of the client.

        :param bool accept: True to accept: it is billed in the period of today
        :param str reason: what is missing; required to reject
        :raise UserError: for another milestone than one that waits, or no reason
        """
        milestone = self._bpo_portal_waiting().filtered(
            lambda one: one.id == milestone_id
        )
        if not milestone:
            raise UserError(
                self.env._("Choose a milestone that waits for your acceptance.")
            )
        reason = (reason or "").strip()[:2000]
        if not accept and not reason:
            raise UserError(
                self.env._("Say what is missing, so that we can finish it.")
            )
        if accept:
            milestone.action_accept()
            milestone.client_comment = False
        else:
            milestone.write(
                {"state": "planned", "reached_on": False, "client_comment": reason}
            )
        milestone._bpo_tell_manager(accept, reason)
        return milestone

    def _bpo_tell_manager(self, accept, reason):
        """Note the decision on the contract; a rejection is a task for its manager."""
        self.ensure_one()
        contract = self.contract_id
        values = {"name": self.name, "reason": reason}
        contact = self.env.user.partner_id
        if accept:
            # Internal: the contract's notes are not shown to clients.
            contract.message_post(
                body=self.env._(
                    "Milestone %(name)s was accepted by %(contact)s.",
                    name=self.name,
                    contact=contact.name,
                ),
                message_type="comment",
                subtype_xmlid="mail.mt_note",
            )
            return
        contract.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Milestone %(name)s was rejected", **values),
            note=reason,
            user_id=contract.user_id.id or self.env.ref("base.user_admin").id,
        )
