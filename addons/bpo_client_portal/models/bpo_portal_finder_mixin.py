"""How portal pages find the records of a client."""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .mail_thread import check_domain_fields


class BpoPortalFinderMixin(models.AbstractModel):
    """Search records for a portal page: by the model's domain, then by the rules.

    Both walls must agree. The records come back elevated, because share users read
    few fields by themselves; templates print explicit fields of them only.
    """

    _name = "bpo.portal.finder.mixin"
    _description = "Records of a Client for the Portal"

    # Path from the record to its client company.
    _bpo_client_path = "client_id"
    # Path from the record to its contract, and the right on it that opens the record.
    _bpo_contract_path = "contract_id"
    _bpo_portal_right = "read"
    # Names of the fields that a share user's domain is checked for.
    _bpo_guarded_prefix = ""

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
        """Refuse share users domains over fields they may not read.

        Also over those with a search method, which would not be asked.
        """
        if not self.env.su and not bypass_access and self.env.user.share:
            prefix = self._bpo_guarded_prefix
            check_domain_fields(self, domain, lambda name: name.startswith(prefix))
        return super()._search(
            domain,
            offset=offset,
            limit=limit,
            order=order,
            active_test=active_test,
            bypass_access=bypass_access,
        )

    @api.model
    def _bpo_portal_domain(self):
        """Return the domain of what the current user may see.

        The own company's, on the contracts on which the contact has a role for it.
        Meant for elevated searches; override to exclude what is not yet meant
        for the client (drafts), always with ``super() & ...``.

        :rtype: Domain
        """
        contact = self.env.user.partner_id
        company = contact.commercial_partner_id
        scope = contact._bpo_portal_scope(
            self._bpo_portal_right, self._bpo_contract_path
        )
        return Domain(self._bpo_client_path, "=", company.id) & Domain(scope)

    @api.model
    def _bpo_portal_search(self, domain=Domain.TRUE, order=None, limit=None, offset=0):
        """Search elevated within the portal domain, then check rights once more.

        :return: elevated records the current user may read
        """
        found = self.sudo().search(
            self._bpo_portal_domain() & Domain(domain),
            order=order,
            limit=limit,
            offset=offset,
        )
        return self._bpo_portal_recheck(found)

    @api.model
    def _bpo_portal_recheck(self, found):
        """Keep of ``found`` what the record rules let the current user read."""
        readable = set(found.sudo(False)._filtered_access("read")._ids)
        return found.filtered(lambda record: record.id in readable)

    @api.model
    def _bpo_portal_find(self, record_id):
        """Return one record by id for the portal.

        :param int record_id: the id in the address
        :return: the elevated record
        :raise AccessError: where it is not the user's; the same for a missing one
        """
        record = self._bpo_portal_search(Domain("id", "=", record_id), limit=1)
        if not record:
            raise AccessError(
                self.env._("This page does not exist or is not yours to see.")
            )
        return record

    def _bpo_portal_label(self, name):
        """Return the label of a selection value in the reader's language."""
        self.ensure_one()
        choices = dict(self._fields[name]._description_selection(self.env))
        return choices.get(self[name], "")
