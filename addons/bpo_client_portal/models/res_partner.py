"""What a contact of a client company may see and decide in the portal."""

from odoo import fields, models
from odoo.exceptions import AccessError

ROLES = [
    ("viewer", "Viewer"),
    ("approver", "Approver"),
    ("finance", "Finance"),
]
# What each role may do. "money": statements and invoices; "order": place work
# orders, accept or reject deliveries; "approve": approve hours and volumes;
# "dispute": contest a statement line; "talk": write messages and send files;
# "people": manage the roles of colleagues.
# A contact without a role reads what Odoo's own portal would show, no more.
ROLE_RIGHTS = {
    False: frozenset({"read", "money", "talk"}),
    "viewer": frozenset({"read", "talk"}),
    "approver": frozenset({"read", "talk", "order", "approve"}),
    "finance": frozenset({"read", "talk", "money", "dispute"}),
}
ADMIN_RIGHTS = frozenset().union(*ROLE_RIGHTS.values()) | {"people"}
# Changing one of these changes what record rules come to.
ROLE_FIELDS = frozenset(
    {
        "bpo_portal_admin",
        "bpo_portal_restricted",
        "bpo_portal_role",
        "bpo_portal_role_ids",
    }
)
EVERYTHING = [(1, "=", 1)]


class ResPartner(models.Model):
    """A contact's role in the client portal, as a whole and by contract."""

    _inherit = "res.partner"

    bpo_portal_role = fields.Selection(
        selection=ROLES,
        string="Portal role",
        groups="base.group_user",
        help="Viewer: reads contracts, work orders and SLA. Approver: also orders "
        "work, accepts deliveries and approves hours. Finance: also sees and "
        "disputes statements and invoices. Empty: reads everything, decides nothing.",
    )
    bpo_portal_admin = fields.Boolean(
        string="Portal administrator",
        groups="base.group_user",
        help="May do everything in the client portal, including giving roles to "
        "colleagues of the same company.",
    )
    bpo_portal_restricted = fields.Boolean(
        string="Only listed contracts",
        groups="base.group_user",
        help="The contact sees only the contracts listed with a role of their own. "
        "Otherwise the portal role counts for every contract that is not listed.",
    )
    bpo_portal_role_ids = fields.One2many(
        comodel_name="bpo.portal.role",
        inverse_name="partner_id",
        string="Roles by contract",
        groups="base.group_user",
        help="Contracts on which the contact has another role.",
    )

    def write(self, vals):
        """Drop cached record rules when a role changes: they read it.

        Share users are refused before anything else is looked at, as a refusal
        further on may name contacts of others.
        """
        if not self.env.su and self.env.user.share:
            self.check_access("write")
        result = super().write(vals)
        if ROLE_FIELDS & vals.keys():
            self.env.registry.clear_cache()
        return result

    def _bpo_portal_rights(self, contract=None):
        """Return what this contact may do, on a contract or on any of them.

        :param contract: a ``bpo.contract``; without one the rights on all are joined,
            which decides the pages that are shown at all
        :return: names of rights, see ``ROLE_RIGHTS``
        :rtype: frozenset
        """
        self.ensure_one()
        # Elevated: share users do not read roles, their own neither.
        partner = self.sudo()
        if partner.bpo_portal_admin:
            return ADMIN_RIGHTS
        own = frozenset()
        if not partner.bpo_portal_restricted:
            own = ROLE_RIGHTS[partner.bpo_portal_role]
        roles = partner.bpo_portal_role_ids
        if contract is None:
            return own.union(*(ROLE_RIGHTS[row.role] for row in roles))
        row = roles.filtered(lambda one: one.contract_id.id == contract.id)
        return ROLE_RIGHTS[row.role] if row else own

    def _bpo_portal_scope(self, right="read", path="contract_id", within=True):
        """Return the domain of the records on which the contact has a right.

        Used by record rules and by pages alike, so that both say the same.

        :param str right: see ``ROLE_RIGHTS``
        :param str path: field that leads from the record to its contract
        :param bool within: False returns the records without the right
        :rtype: list
        """
        self.ensure_one()
        partner = self.sudo()
        roles = partner.bpo_portal_role_ids
        having = roles.filtered(lambda row: right in ROLE_RIGHTS[row.role])
        by_default = partner.bpo_portal_admin or (
            not partner.bpo_portal_restricted
            and right in ROLE_RIGHTS[partner.bpo_portal_role]
        )
        if not by_default:
            operator, listed = "in", having.contract_id.ids
        elif partner.bpo_portal_admin or having == roles:
            operator, listed = "not in", []
        else:
            operator, listed = "not in", (roles - having).contract_id.ids
        if not within:
            operator = "in" if operator == "not in" else "not in"
        if not listed and operator == "not in":
            return EVERYTHING
        return [(path, operator, listed)]

    def _bpo_portal_check(self, right, contract=None):
        """Refuse what the contact may not do.

        :raise AccessError: with a sentence that says whom to ask
        """
        if right not in self._bpo_portal_rights(contract):
            raise AccessError(
                self.env._(
                    "Your role does not include this. Ask your company's portal "
                    "administrator or your account manager for it."
                )
            )
