"""The wall around what belongs to one client."""

from odoo import api, models


class BpoClientOwnedMixin(models.AbstractModel):
    """Let share users read only the fields that are meant for a client.

    Every model with records of one client inherits it and has a stored, indexed
    ``client_id`` (the commercial partner) which a global record rule compares with
    the user's company. The field list closes what record rules leave open: domains,
    sorting and grouping on internal fields of the client's own records.
    """

    _name = "bpo.client.owned.mixin"
    _description = "Owned by a client"

    @api.model
    def _bpo_portal_readable_fields(self):
        """Return the names of the fields that a share user may read.

        Override with ``super() | {...}`` to open a field to clients. Anything not
        listed is refused on read, search, sorting and grouping.

        :rtype: frozenset[str]
        """
        # Searching reads `active` and `sequence` by itself.
        return frozenset({"id", "display_name", "active", "sequence"})

    def _has_field_access(self, field, operation):
        """Refuse share users every field that is not listed, and all writing."""
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su or not self.env.user.share:
            return True
        return operation == "read" and field.name in self._bpo_portal_readable_fields()
