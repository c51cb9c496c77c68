from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _bpo_is_walled(self):
        """Whether the user sees only clients they are assigned to.

        That is every internal user without a role above the single client: leads,
        billing, and the native roles that answer for all projects, all timesheets or
        the ledger. An agent is walled whatever native role they hold besides.

        Called from record rules, whose result is cached per user: it may depend on
        groups only, never on dates or assignments.
        """
        self.ensure_one()
        if self.share or self._is_superuser():
            return False
        if self.has_group("bpo_contracts.bpo_contracts_group_lead") or self.has_group(
            "bpo_contracts.bpo_contracts_group_billing"
        ):
            return False
        if self.has_group("bpo_contracts.bpo_contracts_group_agent"):
            return True
        return not any(map(self.has_group, self._bpo_get_overseeing_groups()))

    def _bpo_get_overseeing_groups(self):
        """External ids of native groups whose holders answer for all clients.

        :rtype: tuple[str, ...]
        """
        return (
            "account.group_account_invoice",
            "account.group_account_readonly",
            "hr_timesheet.group_hr_timesheet_approver",
            "project.group_project_manager",
        )
