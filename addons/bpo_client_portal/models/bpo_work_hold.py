"""Holds in the portal."""

from odoo import api, fields, models


class BpoWorkHold(models.Model):
    """What stops the clock, as far as it is the client's or a third party's."""

    _inherit = "bpo.work.hold"

    _bpo_contract_path = "item_id.contract_id"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | {
            "date_from",
            "date_to",
            "item_id",
            "owner",
            "reason",
        }

    def _bpo_portal_end(self):
        """End the holds now: the client has answered and the clock runs again."""
        held = self.item_id.filtered(lambda item: item.state == "on_hold")
        held.action_resume()
        # A hold that began this very second is gone: it stopped nothing.
        rest = self.exists().filtered(lambda hold: not hold.date_to)
        rest.write({"date_to": fields.Datetime.now()})
