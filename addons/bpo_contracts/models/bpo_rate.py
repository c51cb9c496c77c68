"""Dated rates of a service line."""

from datetime import timedelta

from odoo import fields, models


class BpoRate(models.Model):
    """A price that is in force between two days, perhaps for one role or employee.

    The most specific rate of the day wins: employee, then role, then line. Example:
    employee 31.00, role 27.00, line 24.00 -> 31.00 for that employee, 27.00 for the
    others of the role, 24.00 for the rest.
    """

    _name = "bpo.rate"
    _inherit = ["bpo.rate.terms.mixin", "bpo.contract.part.mixin"]
    _description = "Dated Rate"
    _order = "line_id, employee_id, job_id, date_start NULLS FIRST, id"
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

    def _split_at(self, day, price):
        """Let the rate end the day before ``day`` and a new one go on at ``price``.

        :return: the rate in force from ``day`` on
        """
        self.ensure_one()
        if self.date_start == day:
            self.price_unit = price
            return self
        end = self.date_end
        self.date_end = day - timedelta(days=1)
        return self.copy({"date_start": day, "date_end": end, "price_unit": price})
