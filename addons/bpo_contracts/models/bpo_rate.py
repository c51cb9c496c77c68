"""Dated rates of a service line."""

from odoo import fields, models

from .constants import PRICE_DIGITS


class BpoRate(models.Model):
    """A price that is in force between two days, perhaps for one role or employee.

    The most specific rate of the day wins: employee, then role, then line. Example:
    employee 31.00, role 27.00, line 24.00 -> 31.00 for that employee, 27.00 for the
    others of the role, 24.00 for the rest.
    """

    _name = "bpo.rate"
    _inherit = ["bpo.client.owned.mixin"]
    _description = "Dated Rate"
    _order = "line_id, employee_id, job_id, date_start, id"
    _check_company_auto = True

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
