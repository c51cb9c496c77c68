"""The e-mail address of a contract, and who may write to it."""

from odoo import fields, models
from odoo.tools import email_normalize

# The address of contract BPO00012 is order-bpo00012@...
ALIAS_PREFIX = "order-"


class BpoContract(models.Model):
    """Contract that takes orders by e-mail."""

    _inherit = "bpo.contract"

    order_email = fields.Char(
        related="project_id.alias_email",
        string="Orders By E-mail",
        groups="base.group_user",
        help="Mails of the client to this address become work orders. Mails of anybody "
        "else are put into quarantine.",
    )
    quarantine_count = fields.Integer(
        compute="_compute_quarantine_count",
        groups="base.group_user",
        help="Mails that wait for a decision.",
    )

    def _compute_quarantine_count(self):
        """Count the mails to be decided on in one query."""
        groups = (
            self.env["bpo.mail.quarantine"]
            .sudo()
            ._read_group(
                [("contract_id", "in", self.ids), ("state", "=", "waiting")],
                ["contract_id"],
                ["__count"],
            )
        )
        counts = {contract.id: count for contract, count in groups}
        for contract in self:
            contract.quarantine_count = counts.get(contract.id, 0)

    def action_view_quarantine(self):
        """Open the mails to the contract that were kept back."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_contracts.bpo_mail_quarantine_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        return action

    def _prepare_project_vals(self):
        """Give the project the contract's e-mail address.

        :rtype: dict
        """
        aliases = self.env["mail.alias"].sudo()
        name = aliases._sanitize_alias_name(f"{ALIAS_PREFIX}{self.name}")
        if aliases.search_count([("alias_name", "=", name)], limit=1):
            name = f"{name}-{self.id}"
        return {**super()._prepare_project_vals(), "alias_name": name}

    def _bpo_find_mail_author(self, email_from):
        """Return who of the client or of your own people has sent a mail.

        The address decides within the client's company, also where other companies
        have a contact with the same address. Colleagues need access to the contract.

        :param email_from: header of the mail; more than one address is nobody
        :return: contact, empty for strangers
        """
        self.ensure_one()
        partners = self.env["res.partner"].sudo()
        email = email_normalize(email_from)
        if not email:
            return partners
        contacts = partners.search([("email_normalized", "=", email)])
        members = contacts.filtered(
            lambda one: one.commercial_partner_id == self.client_id
        )
        if members:
            return members.sorted(lambda one: not one.user_ids)[:1]
        return contacts.filtered(self._bpo_is_colleague)[:1]

    def _bpo_is_colleague(self, partner):
        """Return whether a contact is a colleague who may see the contract."""
        self.ensure_one()
        for user in partner.sudo().user_ids.filtered(lambda one: not one.share):
            companies = {"allowed_company_ids": user.company_ids.ids}
            if self.with_user(user).with_context(**companies).has_access("read"):
                return True
        return False
