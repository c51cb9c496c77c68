"""Dated rates in the portal."""

from odoo import api, models
from odoo.fields import Domain


class BpoRate(models.Model):
    """Dated rates: the client's prices, never those tied to one employee."""

    _inherit = "bpo.rate"
    _bpo_contract_path = "line_id.contract_id"
    # Sorting by employee is refused to clients, who read the list as well.
    _order = "line_id, job_id, date_start, id"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | {
            "currency_id",
            "date_end",
            "date_start",
            "job_id",
            "line_id",
            "price_unit",
        }

    @api.model
    def _bpo_portal_domain(self):
        """A rate of one employee says who works for the client."""
        return super()._bpo_portal_domain() & Domain("employee_id", "=", False)
