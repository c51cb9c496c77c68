"""What a client sees of a service line, and what it may order."""

import pytz

from odoo import api, models
from odoo.fields import Datetime, Domain

READABLE = frozenset(
    {
        "arc_from",
        "arc_price",
        "baseline_quantity",
        "billing_increment",
        "contract_id",
        "currency_id",
        "date_end",
        "date_start",
        "deadband_percent",
        "fte_basis",
        "fte_hours",
        "included_quantity",
        "markup_percent",
        "minimum_minutes",
        "minimum_quantity",
        "name",
        "overage_price",
        "package_size",
        "price_unit",
        "pricing_model",
        "prorate_by",
        "rate_ids",
        "requires_client_approval",
        "rollover_periods",
        "rrc_price",
        "summary",
        "surcharge_ids",
        "tier_ids",
        "tier_mode",
        "uom_id",
    }
)


class BpoContractLine(models.Model):
    """Service lines in the portal."""

    _inherit = "bpo.contract.line"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | READABLE

    @api.model
    def _bpo_portal_domain(self):
        """Services of drafts are still being negotiated."""
        return super()._bpo_portal_domain() & Domain("contract_id.state", "!=", "draft")

    @api.model
    def _bpo_portal_orderable(self):
        """Return the services the contact can order from today, elevated.

        Costs that are passed through cannot be ordered, and of a service that an
        amendment changes only the version in force.
        """
        scope = self.env.user.partner_id._bpo_portal_scope("order")
        lines = self._bpo_portal_search(
            Domain(scope)
            & Domain("contract_id.state", "=", "active")
            & Domain("contract_id.project_id", "!=", False)
            & Domain("pricing_model", "!=", "passthrough"),
            order="contract_id, sequence, id",
        )
        return lines.filtered(
            lambda line: line._is_in_force(line.contract_id._get_local_today())
        )

    def _bpo_portal_not_past(self):
        """Return the versions of services in force today or later.

        A service that an amendment changes has one version up to its day and one from
        then on.
        """
        return self.filtered(
            lambda line: (
                not line.date_end
                or line.date_end >= line.contract_id._get_local_today()
            )
        )

    def _bpo_portal_earliest_dates(self):
        """Return the first day each service can honestly be delivered.

        That is the day of the deadline, by the turnaround of its service level and
        the service hours, of an order placed now.

        :return: line id -> date in the contract's zone; lines without one left out
        """
        now = Datetime.now()
        days = {}
        for line in self:
            due = line._get_due_at(now)
            if due:
                zone = pytz.timezone(line.contract_id.tz or "UTC")
                days[line.id] = pytz.utc.localize(due).astimezone(zone).date()
        return days
