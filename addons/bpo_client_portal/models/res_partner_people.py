"""A client's administrator manages colleagues."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

from .res_partner import ROLE_RIGHTS

ADMIN = "admin"
NONE = "none"
MAX_PEOPLE = 200
MAX_CONTRACTS = 200


class ResPartner(models.Model):
    """Portal accounts of one company, managed by its own administrator."""

    _inherit = "res.partner"

    @api.model
    def _bpo_portal_colleagues_domain(self):
        """Return the domain of contacts of the visitor's company."""
        company = self.env.user.partner_id.commercial_partner_id
        return Domain("commercial_partner_id", "=", company.id)

    @api.model
    def _bpo_portal_colleagues(self):
        """Return the contacts with a portal account, elevated."""
        return self.sudo().search(
            self._bpo_portal_colleagues_domain()
            & Domain("user_ids", "any", [("active", "=", True), ("share", "=", True)]),
            order="name, id",
            limit=MAX_PEOPLE,
        )

    @api.model
    def _bpo_portal_role_choices(self):
        """Return ``(key, label)`` of the roles an administrator may give."""
        field = self._fields["bpo_portal_role"]
        roles = field._description_selection(self.env)
        return [*roles, (ADMIN, self.env._("Administrator"))]

    def _bpo_portal_role_key(self):
        """Return the key of the contact's role among the choices, or ''."""
        self.ensure_one()
        return ADMIN if self.bpo_portal_admin else (self.bpo_portal_role or "")

    @api.model
    def _bpo_portal_role_vals(self, role):
        """Return the values for a role key.

        :raise UserError: for an unknown role
        """
        if role == ADMIN:
            return {"bpo_portal_admin": True}
        if not role or role not in ROLE_RIGHTS:
            raise UserError(self.env._("Choose one of the roles."))
        return {"bpo_portal_admin": False, "bpo_portal_role": role}

    @api.model
    def _bpo_portal_set_role(self, partner_id, role):
        """Give a colleague a role, or take the portal account away.

        :param str role: a role key, or ``none`` to remove the account
        :raise UserError: for oneself and for strangers
        """
        colleague = self._bpo_portal_colleague(partner_id)
        if role == NONE:
            self._bpo_portal_wizard_user(colleague).action_revoke_access()
            return
        colleague.write(self._bpo_portal_role_vals(role))

    @api.model
    def _bpo_portal_colleague(self, partner_id, with_self=False):
        """Return a colleague whose role the visitor may change, elevated.

        :param bool with_self: also the visitor, to look at
        :raise UserError: for oneself and for strangers
        """
        colleague = self._bpo_portal_colleagues().filtered(
            lambda partner: partner.id == partner_id
        )
        if not colleague:
            raise UserError(self.env._("Choose one of your colleagues."))
        if colleague == self.env.user.partner_id and not with_self:
            raise UserError(
                self.env._("Another administrator has to change your own role.")
            )
        return colleague

    def _bpo_portal_contract_roles(self):
        """Return the contact's role on each contract of the company.

        :return: list of ``(contract, role key or "")``, "" for the contact's own role
        """
        self.ensure_one()
        roles = {
            row.contract_id.id: row.role for row in self.sudo().bpo_portal_role_ids
        }
        contracts = self.env["bpo.contract"]._bpo_portal_search(
            order="date_start desc, id desc", limit=MAX_CONTRACTS
        )
        return [(contract, roles.get(contract.id, "")) for contract in contracts]

    @api.model
    def _bpo_portal_set_contract_roles(self, partner_id, restricted, roles):
        """Give a colleague roles by contract.

        :param bool restricted: the colleague sees only contracts with a role here
        :param dict roles: contract id -> role key, "" for the colleague's own role;
            contracts that are not named keep what they have
        :raise UserError: for oneself, strangers, foreign contracts and unknown roles
        """
        colleague = self._bpo_portal_colleague(partner_id)
        own = {row[0].id for row in colleague._bpo_portal_contract_roles()}
        if not own.issuperset(roles):
            raise UserError(self.env._("Choose contracts of your company."))
        if not ROLE_RIGHTS.keys() >= {role for role in roles.values() if role}:
            raise UserError(self.env._("Choose one of the roles."))
        held = colleague.bpo_portal_role_ids.grouped(lambda row: row.contract_id.id)
        for contract_id, role in roles.items():
            row = held.get(contract_id, colleague.bpo_portal_role_ids.browse())
            if role and row:
                row.write({"role": role})
            elif role:
                row.create(
                    {
                        "partner_id": colleague.id,
                        "contract_id": contract_id,
                        "role": role,
                    }
                )
            else:
                row.unlink()
        colleague.write({"bpo_portal_restricted": restricted})

    @api.model
    def _bpo_portal_invite(self, name, email, role):
        """Create a contact of the visitor's company with a portal account.

        :raise UserError: with what to change
        """
        name = (name or "").strip()[:120]
        address = email_normalize(email or "")
        vals = self._bpo_portal_role_vals(role)
        if not name or not address:
            raise UserError(self.env._("Enter a name and a valid e-mail address."))
        if (
            self.env["res.users"]
            .sudo()
            .with_context(active_test=False)
            .search_count(
                ["|", ("login", "=ilike", address), ("email_normalized", "=", address)],
                limit=1,
            )
        ):
            raise UserError(
                self.env._(
                    "This address cannot be invited. Ask your account manager to do it."
                )
            )
        partner = self.sudo().create(
            {
                "name": name,
                "email": address,
                "parent_id": self.env.user.partner_id.commercial_partner_id.id,
                "type": "contact",
                **vals,
            }
        )
        self._bpo_portal_wizard_user(partner).action_grant_access()
        # The new account starts with the provider's language and zone.
        partner.write({"lang": self.env.user.lang, "tz": self.env.user.tz})

    @api.model
    def _bpo_portal_wizard_user(self, partner):
        """Return the native invitation line for a contact, elevated."""
        wizard = self.env["portal.wizard"].sudo().create({"partner_ids": partner.ids})
        return wizard.user_ids.filtered(lambda line: line.partner_id == partner)
