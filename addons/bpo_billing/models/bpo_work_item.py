"""Work items: which statement line bills them."""

from odoo import api, models
from odoo.exceptions import UserError

# What decides how many units are billed, and when.
BILLED_FIELDS = {
    "accepted_at",
    "accepted_quantity",
    "contract_line_id",
    "quantity",
    "state",
}


class BpoWorkItem(models.Model):
    _name = "bpo.work.item"
    _inherit = ["bpo.billable.mixin", "bpo.work.item"]

    _bpo_claim_kind = "item"

    _bpo_write_date_idx = models.Index("USING brin (write_date)")
    _bpo_line_accepted_idx = models.Index(
        "(contract_line_id, accepted_at) WHERE accepted_at IS NOT NULL"
    )

    def write(self, vals):
        """Refuse to change what is billed."""
        self.check_access("write")
        if BILLED_FIELDS & vals.keys():
            self.sudo().filtered("accepted_at")._bpo_check_not_billed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_billed(self):
        self._bpo_check_not_billed()

    def _bpo_check_not_billed(self):
        self.contract_id._bpo_mark_changed()
        billed = self._bpo_is_billed()[:1]
        if billed:
            raise UserError(
                self.env._(
                    "The item %(reference)s is billed. Cancel its statement before you "
                    "change it.",
                    reference=billed.display_name,
                )
            )
