"""Keep the conversation of a document closed to searches of share users."""

from odoo import models

# Fields through which a domain would reach messages the reader may not read.
CONVERSATION_FIELDS = frozenset(
    {
        "message_ids",
        "website_message_ids",
        "message_follower_ids",
        "message_partner_ids",
        "rating_ids",
    }
)
# Chat rooms exist to be read by their members, share users included.
OPEN_THREADS = frozenset({"discuss.channel"})


class MailThread(models.AbstractModel):
    """Share users reach messages through the message model only.

    The relation from a document to its messages skips the record rules of the
    message model, so a domain over it would answer questions about internal
    notes. Portal pages and chatter routes read messages themselves.
    """

    _inherit = "mail.thread"

    def _has_field_access(self, field, operation):
        """Refuse the conversation relations to share users.

        :param field: the field asked for
        :param str operation: ``read`` or ``write``
        :return: whether the current user may use the field
        :rtype: bool
        """
        if (
            field.name in CONVERSATION_FIELDS
            and not self.env.su
            and self._name not in OPEN_THREADS
            and self.env.user.share
        ):
            return False
        return super()._has_field_access(field, operation)
