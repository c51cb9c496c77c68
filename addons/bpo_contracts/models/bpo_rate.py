"""Dated rates of a service line."""

from odoo import api, fields, models

from .checks import check_order, check_range
from .constants import PRICE_DIGITS


class BpoRate(models.Model):
    """A price that is in force between two days, perhaps for one role or employee.

    The most specific rate of the day wins: employee, then role, then line. Example:
    employee 31.00, role 27.00, line 24.00 -> 31.00 for that employee, 27.00 for the
    others of the role, 24.00 for the rest.
    """

    _name = "bpo.rate"
    _inherit = ["bpo.contract.part.mixin"]
    _description = "Dated Rate"
    _order = "line_id, employee_id, job_id, date_start, id"
    _check_company_auto = True
    _contract_path = "line_id.contract_id"

    line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
        help="The service that is priced.",
    )
    client_id = fields.Many2one(
        related="line_id.client_id",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="line_id.company_id",
        store=True,
        index=True,
    )
    currency_id = fields.Many2one(
        related="line_id.currency_id",
    )
    job_id = fields.Many2one(
        comodel_name="hr.job",
        string="Role",
        check_company=True,
        help="The rate is for this role only.",
    )
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        check_company=True,
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

    @api.depends("employee_id", "job_id", "date_start", "price_unit")
    def _compute_display_name(self):
        """Show whose rate it is and since when."""
        for rate in self:
            who = rate.employee_id.name or rate.job_id.name or rate.line_id.name
            since = rate.date_start
            rate.display_name = f"{who} {since}" if since else (who or "")

    def _get_whom(self):
        """Return for whom the rate is, in words."""
        self.ensure_one()
        return self.employee_id.name or self.job_id.name or self.env._("everyone")
