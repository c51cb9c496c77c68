"""Internal notes stay internal, whatever type of message carries them."""

from odoo import api, models
from odoo.tools import SQL

# Who typed a message: the client talks to the company, not to one agent.
HIDDEN_FROM_CLIENTS = frozenset({"create_uid", "write_uid", "tracking_value_ids"})


class MailMessage(models.Model):
    """Close internal messages to share users on reading, not only on searching."""

    _inherit = "mail.message"

    @api.model
    def _has_field_access(self, field, operation):
        """Hide the technical author of a message from share users."""
        if (
            operation == "read"
            and field.name in HIDDEN_FROM_CLIENTS
            and not self.env.su
            and self.env.user.share
        ):
            return False
        return super()._has_field_access(field, operation)

    def _get_forbidden_access(self, operation):
        """Add internal messages of any type to those a share user cannot read.

        Messages the user wrote or was addressed by stay readable.

        :param str operation: ``create``, ``read``, ``write`` or ``unlink``
        :return: the forbidden messages of ``self``
        """
        forbidden = super()._get_forbidden_access(operation)
        if operation != "read" or self.env.user._is_internal():
            return forbidden
        return forbidden | (self - forbidden)._bpo_filter_internal()

    def _bpo_filter_internal(self):
        """Return the internal messages of ``self`` that are not the user's own."""
        if not self:
            return self
        self.flush_recordset(["is_internal", "subtype_id", "author_id", "partner_ids"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT m.id
                  FROM mail_message m
             LEFT JOIN mail_message_subtype s ON s.id = m.subtype_id
                 WHERE m.id = ANY(%(ids)s)
                   AND (m.is_internal IS TRUE OR s.internal IS TRUE
                        OR m.subtype_id IS NULL)
                   AND m.author_id IS DISTINCT FROM %(partner)s
                   AND NOT EXISTS (
                       SELECT 1 FROM mail_message_res_partner_rel r
                        WHERE r.mail_message_id = m.id
                          AND r.res_partner_id = %(partner)s)
                   AND NOT EXISTS (
                       SELECT 1 FROM mail_notification n
                        WHERE n.mail_message_id = m.id
                          AND n.res_partner_id = %(partner)s)
                """,
                ids=list(self.ids),
                partner=self.env.user.partner_id.id,
            )
        )
        return self.browse(row[0] for row in rows)
