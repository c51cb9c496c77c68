"""Time: which statement line bills it, and the lock against concurrent billing."""

from odoo import models

from odoo.addons.bpo_timesheets.models.bpo_time_freeze_mixin import (
    STATE_FIELDS,
    WORK_FIELDS,
)


class AccountAnalyticLine(models.Model):
    _name = "account.analytic.line"
    _inherit = ["bpo.billable.mixin", "account.analytic.line"]

    _bpo_claim_kind = "time"

    # The search for late work reads what changed since the last billing: new versions
    # of rows lie together, so this tiny index is enough.
    _bpo_write_date_idx = models.Index("USING brin (write_date)")
    _bpo_line_date_idx = models.Index(
        "(bpo_contract_line_id, date) WHERE bpo_contract_line_id IS NOT NULL"
    )

    def write(self, vals):
        """Let a change of approved time and a billing in progress see each other."""
        if (STATE_FIELDS | WORK_FIELDS) & vals.keys():
            approved = self.sudo().filtered(
                lambda entry: entry.bpo_contract_id and entry.bpo_state == "approved"
            )
            approved.bpo_contract_id._bpo_mark_changed()
        return super().write(vals)

    def unlink(self):
        """See ``write``."""
        self.sudo().bpo_contract_id._bpo_mark_changed()
        return super().unlink()
