"""Incoming mails pass the gate of the contracts before anything acts on them."""

from odoo import api, models


class MailThread(models.AbstractModel):
    """Routes of mails to contracts are only for those who belong there."""

    _inherit = "mail.thread"

    @api.model
    def message_route(
        self, message, message_dict, model=None, thread_id=None, custom_values=None
    ):
        """Take the routes of strangers out and keep their mail in quarantine.

        Done here because everything after it acts on the mail: loop detection
        answers, routes create and post.
        """
        routes = super().message_route(
            message, message_dict, model, thread_id, custom_values
        )
        gate = self.env["bpo.mail.quarantine"].sudo()
        return gate._bpo_pass_gate(message_dict, routes or [])
