"""One price step, in contracts and rate cards."""

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from .checks import check_range
from .constants import PRICE_DIGITS


class BpoTierTermsMixin(models.AbstractModel):
    """From a quantity on, this price per unit and this flat fee."""

    _name = "bpo.tier.terms.mixin"
    _description = "Terms of a Price Step"

    quantity_from = fields.Float(
        string="From Quantity",
        digits=PRICE_DIGITS,
        min_display_digits=2,
        help="The step starts above this quantity; the first one at 0.",
    )
    price_unit = fields.Float(
        string="Price",
        digits=PRICE_DIGITS,
        min_display_digits=2,
        help="Per unit within the step.",
    )
    flat_fee = fields.Float(
        digits=PRICE_DIGITS,
        min_display_digits=2,
        help="Charged once when the step is reached.",
    )

    @api.depends("quantity_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Show where the step starts: "From 1,000"."""
        for step in self:
            start = formatLang(self.env, step.quantity_from, digits=0)
            step.display_name = self.env._("From %(start)s", start=start)

    @api.constrains("quantity_from", "price_unit", "flat_fee")
    def _check_amounts(self):
        """Refuse negative quantities and prices."""
        check_range(self, ["quantity_from", "price_unit", "flat_fee"])

    @api.constrains("quantity_from", "line_id")
    def _check_steps(self):
        """Check all steps of the line, unless the line does so when it is done."""
        if not self.env.context.get("bpo_line_checks_parts"):
            self.line_id._check_steps()
