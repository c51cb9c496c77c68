"""Prices, steps and surcharges in the portal."""

from odoo import api, models
from odoo.fields import Domain


class BpoRate(models.Model):
    """Dated rates: the client's prices, never those tied to one employee."""

    _inherit = "bpo.rate"

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


class BpoRateTier(models.Model):
    """Price steps by quantity."""

    _inherit = "bpo.rate.tier"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | {
            "currency_id",
            "flat_fee",
            "line_id",
            "price_unit",
            "quantity_from",
        }


class BpoSurcharge(models.Model):
    """Extra percentages by hour and day."""

    _inherit = "bpo.surcharge"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | {
            "hour_from",
            "hour_to",
            "line_id",
            "name",
            "on_holidays",
            "percent",
            "weekday_mask",
        }
