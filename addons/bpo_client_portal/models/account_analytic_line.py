"""Time entries as the client approves them: hours, never names."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class AccountAnalyticLine(models.Model):
    """Hours that wait for the client's approval.

    Portal users have no access row on time entries at all: these methods hand out
    elevated records of the client's own contracts, and templates print date,
    service, order, hours and description only.
    """

    _name = "account.analytic.line"
    _inherit = ["account.analytic.line", "bpo.portal.finder.mixin"]

    _bpo_guarded_prefix = "bpo_"

    _bpo_client_path = "bpo_contract_id.client_id"
    _bpo_contract_path = "bpo_contract_id"

    @api.model
    def _bpo_portal_domain(self):
        """Only what the team lead has approved leaves the house."""
        return super()._bpo_portal_domain() & Domain("bpo_state", "=", "approved")

    @api.model
    def _bpo_portal_recheck(self, found):
        """Nothing to recheck: share users have no rules here, only the domain."""
        return found

    def _bpo_portal_text(self):
        """Return what was done, in words: description, else order, else service."""
        self.ensure_one()
        text = (self.name or "").strip()
        if text and text != "/":
            return text
        return self.task_id.name or self.bpo_contract_line_id.name or ""

    def _timesheet_get_portal_domain(self):
        """Keep outsourced work out of the native pages, which show names."""
        domain = super()._timesheet_get_portal_domain()
        if self.env.user.share:
            return Domain(domain) & Domain("bpo_contract_id", "=", False)
        return domain

    @api.model
    def _bpo_portal_pending_domain(self):
        """Return the domain of entries that wait for the client's decision.

        Of a contact who decides nowhere: those that wait for colleagues.
        """
        contact = self.env.user.partner_id
        right = "approve" if "approve" in contact._bpo_portal_rights() else "read"
        return (
            self._bpo_portal_domain()
            & Domain(contact._bpo_portal_scope(right, self._bpo_contract_path))
            & Domain("bpo_client_state", "=", "pending")
        )

    @api.model
    def _bpo_portal_pending_sums(self):
        """Return what waits for the client.

        :return: dict of ``count``, ``hours`` and ``last_id`` (highest id that waits)
        """
        count, hours, last_id = self.sudo()._read_group(
            self._bpo_portal_pending_domain(),
            [],
            ["__count", "unit_amount:sum", "id:max"],
        )[0]
        return {"count": count, "hours": hours or 0.0, "last_id": last_id or 0}

    @api.model
    def _bpo_portal_deemed_days(self):
        """Return on which day silence approves the oldest hours of each contract.

        :return: pairs of contract and day, soonest first; contracts whose hours wait
            without end are left out
        """
        groups = self.sudo()._read_group(
            self._bpo_portal_pending_domain(),
            ["bpo_contract_id"],
            ["bpo_approved_at:min"],
        )
        days = [
            (contract, contract._get_deemed_day(oldest)) for contract, oldest in groups
        ]
        return sorted((pair for pair in days if pair[1]), key=lambda pair: pair[1])

    def _bpo_portal_deemed_day(self):
        """Return the first day on which silence approves some of these entries.

        :return: date, or False where none of them waits for an answer by a day
        """
        waiting = self.filtered(
            lambda line: line.bpo_client_state == "pending" and line.bpo_approved_at
        )
        # Of each contract the oldest comes first: one walk over its days is enough.
        days = [
            contract._get_deemed_day(min(lines.mapped("bpo_approved_at")))
            for contract, lines in waiting.grouped("bpo_contract_id").items()
        ]
        return min(filter(None, days), default=False)

    @api.model
    def _bpo_portal_decide(
        self, approve, line_ids=None, comment="", last_id=0, found=Domain.TRUE
    ):
        """Approve or reject waiting entries in the name of the client.

        :param bool approve: True to approve
        :param line_ids: ids to decide on, or None for all that wait up to ``last_id``
        :param str comment: required to reject
        :param int last_id: entries that came after the page was shown stay waiting
        :param Domain found: what the search of the page found; the rest stays waiting
        :return: the entries decided on
        :raise UserError: where there is nothing to decide, or no comment
        """
        self.env.user.partner_id._bpo_portal_check("approve")
        comment = (comment or "").strip()[:2000]
        if not approve and not comment:
            raise UserError(self.env._("Say what is wrong with the rejected hours."))
        chosen = (
            Domain("id", "<=", last_id) & found
            if line_ids is None
            else Domain("id", "in", line_ids)
        )
        lines = self.sudo().search(self._bpo_portal_pending_domain() & chosen)
        if not lines:
            raise UserError(self.env._("Choose hours that wait for approval first."))
        return (
            lines.bpo_client_approve() if approve else lines.bpo_client_reject(comment)
        )
