"""One dated rate, in contracts and rate cards."""

from odoo import api, fields, models

from .checks import check_order, check_range
from .constants import PRICE_DIGITS


class BpoRateTermsMixin(models.AbstractModel):
    """A price between two days, perhaps for one role or employee."""

    _name = "bpo.rate.terms.mixin"
    _description = "Terms of a Rate"

    job_id = fields.Many2one(
        comodel_name="hr.job",
        string="Role",
        check_company=True,
        help="The rate is for this role only.",
    )
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        check_company=True,
        groups="base.group_user",
        help="The rate is for this employee only. Never shown to the client.",
    )
    price_unit = fields.Float(
        string="Price",
        digits=PRICE_DIGITS,
        min_display_digits=2,
        required=True,
        help="Per hour or unit, in the contract's currency.",
    )
    date_start = fields.Date(
        string="From",
        help="First day on which the rate is in force. Empty: from the beginning.",
    )
    date_end = fields.Date(
        string="Until",
        help="Last day on which the rate is in force. Empty: no end.",
    )

    @api.constrains("price_unit")
    def _check_price(self):
        """Refuse negative prices."""
        check_range(self, ["price_unit"])

    @api.constrains("date_start", "date_end", "line_id", "job_id", "employee_id")
    def _check_dates(self):
        """Check all rates of the line, unless the line does so when it is done."""
        check_order(self, "date_start", "date_end")
        if not self.env.context.get("bpo_line_checks_parts"):
            self.line_id._check_rates()

    @api.depends("employee_id", "job_id", "date_start")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """Show whose rate it is and since when; employees not to share users."""
        for rate in self:
            employee = not self.env.user.share and rate.employee_id.name
            who = employee or rate.job_id.name or rate.line_id.name
            since = rate.date_start
            rate.display_name = f"{who} {since}" if since else (who or "")

    def _get_whom(self):
        """Return for whom the rate is, in words."""
        self.ensure_one()
        return self.employee_id.name or self.job_id.name or self.env._("everyone")

    def _is_in_force(self, day):
        """Return whether the rate counts on ``day``."""
        self.ensure_one()
        started = not self.date_start or self.date_start <= day
        return started and (not self.date_end or day <= self.date_end)
