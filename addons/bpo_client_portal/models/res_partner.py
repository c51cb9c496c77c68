"""What a contact of a client company may see and decide in the portal."""

from odoo import fields, models

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
ROLE_FIELDS = frozenset({"bpo_portal_role", "bpo_portal_admin"})


class ResPartner(models.Model):
    """A contact's role in the client portal."""

    _inherit = "res.partner"

    bpo_portal_role = fields.Selection(
        selection=[
            ("viewer", "Viewer"),
            ("approver", "Approver"),
            ("finance", "Finance"),
        ],
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

    def _bpo_portal_rights(self):
        """Return what this contact may do in the portal.

        :return: names of rights, see ``ROLE_RIGHTS``
        :rtype: frozenset
        """
        self.ensure_one()
        partner = self.sudo()
        if partner.bpo_portal_admin:
            return ADMIN_RIGHTS
        return ROLE_RIGHTS[partner.bpo_portal_role]
