"""What a company holds for review before it is invoiced."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    bpo_hold_change_percent = fields.Float(
        string="Change Above (%)",
        digits=(7, 1),
        groups="base.group_user",
        help="Statements whose total, or a service, changes by more than this against "
        "the last period are held for review. 0: never. Contracts may have their own.",
    )
    bpo_hold_capacity_percent = fields.Float(
        string="Hours Above Capacity (%)",
        digits=(7, 1),
        groups="base.group_user",
        help="Statements with more hours than this share of the working time of the "
        "assigned agents are held for review. 100: all of it. 0: never.",
    )
    bpo_hold_zero_rate = fields.Boolean(
        string="Price of Zero",
        default=True,
        groups="base.group_user",
        help="Statements that charge work at a price of zero are held for review, "
        "unless the service is free.",
    )

    @api.constrains("bpo_hold_change_percent", "bpo_hold_capacity_percent")
    def _check_hold_limits(self):
        """Refuse limits below zero."""
        for company in self:
            limits = (
                company.bpo_hold_change_percent,
                company.bpo_hold_capacity_percent,
            )
            if min(limits) < 0:
                raise ValidationError(
                    self.env._("Enter 0 or more percent for what is held for review.")
                )
