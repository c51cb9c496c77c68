"""Keep the conversation of a document closed to searches of share users."""

from odoo import api, models
from odoo.fields import Domain

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

    @api.model
    def _search(
        self,
        domain,
        offset=0,
        limit=None,
        order=None,
        *,
        active_test=True,
        bypass_access=False,
    ):
        """Check the fields of a share user's domain before it is rewritten.

        A field with a search method of its own is replaced by that method's domain
        without asking whether the user may read the field.
        """
        if not self.env.su and not bypass_access and self.env.user.share:
            check_domain_fields(self, domain, CONVERSATION_FIELDS.__contains__)
        return super()._search(
            domain,
            offset=offset,
            limit=limit,
            order=order,
            active_test=active_test,
            bypass_access=bypass_access,
        )


def check_domain_fields(model, domain, is_guarded):
    """Raise where a domain uses a guarded field the user may not read.

    :param model: the model searched
    :param is_guarded: tells by its name whether a field is to be checked
    :raise AccessError: names the field as reading it would
    """
    for condition in Domain(domain).iter_conditions():
        name = condition.field_expr.partition(".")[0]
        if name in model._fields and is_guarded(name):
            model._check_field_access(model._fields[name], "read")
