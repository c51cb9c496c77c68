"""How long a client may take to answer."""

from odoo import api, fields, models
from odoo.fields import Domain

DEEMED_BATCH = 1000


class ResCompany(models.Model):
    """Silence counts as approval after the agreed number of days."""

    _inherit = "res.company"

    bpo_client_approval_days = fields.Integer(
        string="Days for the client to answer",
        default=0,
        help="Hours the client has neither approved nor rejected after this many days "
        "count as approved. 0: they wait without end.",
    )

    _bpo_client_approval_days_positive = models.Constraint(
        "CHECK (bpo_client_approval_days >= 0)",
        "The days to answer cannot be below zero.",
    )

    @api.model
    def _cron_bpo_deemed_approval(self):
        """Approve hours whose time to answer has run out, in batches."""
        for company in self.search([("bpo_client_approval_days", ">", 0)]):
            company._bpo_approve_unanswered()

    def _bpo_approve_unanswered(self):
        """Approve the unanswered hours of one company.

        :return: the entries approved by this call
        """
        self.ensure_one()
        limit = fields.Datetime.subtract(
            fields.Datetime.now(), days=self.bpo_client_approval_days
        )
        lines = (
            self.env["account.analytic.line"]
            .sudo()
            .search(
                Domain("company_id", "=", self.id)
                & Domain("bpo_client_state", "=", "pending")
                & Domain("bpo_state", "=", "approved")
                & Domain("bpo_approved_at", "<=", limit),
                order="id",
            )
        )
        for start in range(0, len(lines), DEEMED_BATCH):
            batch = lines[start : start + DEEMED_BATCH]
            batch.bpo_client_approve()
            remaining = len(lines) - start - len(batch)
            self.env["ir.cron"]._commit_progress(len(batch), remaining=remaining)
        return lines
