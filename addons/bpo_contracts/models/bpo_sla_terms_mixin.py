"""What a missed service level gives back."""

from odoo import api, fields, models

from ..sla import Step
from .checks import check_range


class BpoSlaTermsMixin(models.AbstractModel):
    """Credit and earn-back terms of a service level."""

    _name = "bpo.sla.terms.mixin"
    _description = "Credit terms"

    is_reported_only = fields.Boolean(
        string="Reported Only",
        help="The level is measured and shown but never credited.",
    )
    credit_method = fields.Selection(
        selection=[
            ("pool", "Share of the amount at risk"),
            ("linear", "Percent per percent missed"),
            ("step", "Steps"),
        ],
        required=True,
        default="pool",
        help="Pool: the weight below of the contract's amount at risk. Linear: as many "
        "percent of the fees as the target was missed by. Steps: the percentage of "
        "the step reached.",
    )
    allocation_percent = fields.Float(
        string="Weight (%)",
        digits=(6, 3),
        min_display_digits=0,
        help="Share of the amount at risk that a miss gives back. All credits of a "
        "period together never exceed the amount at risk.",
    )
    step_ids = fields.One2many(
        comodel_name="bpo.sla.step",
        inverse_name="sla_id",
        string="Steps",
        copy=True,
        help="Credit by how far the target was missed.",
    )
    cap_percent = fields.Float(
        string="Cap (%)",
        digits=(6, 3),
        min_display_digits=0,
        help="Most that this level gives back, in percent of its fees. 0: no cap of "
        "its own.",
    )
    is_doubled_on_repeat = fields.Boolean(
        string="Double on Repeat",
        help="The credit doubles when the period before was missed as well.",
    )
    earn_back_months = fields.Integer(
        string="Earn Back After (periods)",
        help="So many periods met in a row return part of a credit. 0: never.",
    )
    earn_back_percent = fields.Float(
        string="Earn Back (%)",
        digits=(6, 3),
        min_display_digits=0,
        help="Part of the credit that returns.",
    )

    @api.constrains("allocation_percent", "cap_percent", "earn_back_percent")
    def _check_credit_percentages(self):
        """Refuse percentages outside of 0 to 100, weights among them."""
        check_range(
            self,
            ["allocation_percent", "cap_percent", "earn_back_percent"],
            0.0,
            100.0,
        )

    @api.constrains("earn_back_months")
    def _check_earn_back(self):
        """Refuse a negative number of periods."""
        check_range(self, ["earn_back_months"])

    def _get_missing_term(self):
        """Return a sentence when a credit term is missing, else False.

        Checked when the contract comes into force.
        """
        self.ensure_one()
        if self.is_reported_only or self.credit_method != "step" or self.step_ids:
            return False
        return self.env._(
            "Enter the steps of service level %(sla)s, or choose another credit "
            "method.",
            sla=self.name,
        )

    def _bpo_steps(self):
        """Return the credit steps as values of the core."""
        return self.step_ids._bpo_values(Step)
