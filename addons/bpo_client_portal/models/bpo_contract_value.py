"""What a contract's page shows beside its terms: versions, people, value."""

from dateutil.relativedelta import relativedelta

from odoo import fields, models

VALUE_MONTHS = 12
MAX_VERSIONS = 50


class BpoContract(models.Model):
    """Amendments, contacts, agreement and agreed reports of a contract."""

    _inherit = "bpo.contract"

    bpo_portal_savings = fields.Boolean(
        string="Client sees savings",
        tracking=True,
        groups="base.group_user",
        help="The client's contacts with the finance role see in the portal what they "
        "saved against doing the work themselves.",
    )
    bpo_portal_locations = fields.Boolean(
        string="Client sees work locations",
        tracking=True,
        groups="base.group_user",
        help="The client sees in the portal which share of the work was done where.",
    )
    bpo_dpa_file = fields.Binary(
        string="Agreement document",
        attachment=True,
        copy=False,
        groups="base.group_user",
        help="The signed data processing agreement; the client can fetch it.",
    )
    bpo_dpa_filename = fields.Char(
        copy=False,
        groups="base.group_user",
        help="Name of the agreement's file.",
    )

    def _bpo_portal_versions(self):
        """Return the approved amendments, newest first.

        Rates of single employees are left out: they say who works for the client.

        :return: list of dicts ``name``, ``date``, ``reason``, ``changes`` (list of
            ``(what, old, new)``)
        """
        self.ensure_one()
        amendments = (
            self.env["bpo.contract.amendment"]
            .sudo()
            .search(
                [("contract_id", "=", self.id), ("state", "=", "approved")],
                order="date_effective desc, id desc",
                limit=MAX_VERSIONS,
            )
        )
        return [
            {
                "name": amendment.name,
                "date": amendment.date_effective,
                "reason": amendment.reason,
                "changes": [
                    (change.description, change.old_text, change.new_text)
                    for change in amendment.change_ids
                    if not change.rate_id.employee_id
                ],
            }
            for amendment in amendments
        ]

    def _bpo_portal_people(self):
        """Return the colleagues who have rights on the contract, with their role.

        :return: list of ``(contact, label of the role)``
        """
        self.ensure_one()
        partners = self.env["res.partner"]
        labels = dict(partners._bpo_portal_role_choices())
        people = []
        for contact in partners._bpo_portal_colleagues():
            rights = contact._bpo_portal_rights(self)
            if "read" in rights:
                row = contact.bpo_portal_role_ids.filtered(
                    lambda one: one.contract_id.id == self.id
                )
                key = contact._bpo_portal_role_key()
                if row and not contact.bpo_portal_admin:
                    key = row.role
                people.append((contact, labels.get(key, "")))
        return people

    def _bpo_portal_value(self, rights):
        """Return the reports that were agreed, over the last twelve months.

        :param rights: rights of the visitor on the contract
        :return: dict of ``savings`` and ``locations``, None where not agreed or not
            for the visitor
        """
        self.ensure_one()
        contract = self.sudo()
        last = contract._get_local_today().replace(day=1) - relativedelta(days=1)
        first = last + relativedelta(days=1, months=-VALUE_MONTHS)
        savings = locations = None
        if contract.bpo_portal_savings and "money" in rights:
            savings = contract._bpo_savings(first, last)
        if contract.bpo_portal_locations:
            locations = contract._bpo_location_shares(first, last)
        return {"savings": savings, "locations": locations}
