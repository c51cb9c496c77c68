"""Sampling plan of a lot and the random draw."""

from random import SystemRandom

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..sla import AQLS, SamplingError, aql_plan, draw, percentage_plan
from .decimals import to_decimal

SEEDS = 2**31 - 1


class BpoQualityPlanMixin(models.AbstractModel):
    """How many items are drawn, and which ones."""

    _name = "bpo.quality.plan.mixin"
    _description = "Sampling plan"

    plan = fields.Selection(
        selection=[("percent", "Percentage"), ("aql", "AQL table")],
        required=True,
        default="aql",
        help="Percentage: a part of the lot. AQL table: normal single sampling after "
        "MIL-STD-105E, with an acceptance number.",
    )
    percent = fields.Float(
        string="Sample (%)",
        default=5.0,
        digits=(6, 3),
        min_display_digits=0,
        help="Part of the lot that is looked at, rounded up.",
    )
    aql = fields.Selection(
        selection=[(str(value), f"{value.normalize():f}") for value in AQLS],
        string="AQL",
        default="1.0",
        help="Acceptable quality level: the percentage of defective items that is just "
        "good enough as an average.",
    )
    level = fields.Selection(
        selection=[("I", "I (small)"), ("II", "II (usual)"), ("III", "III (large)")],
        string="Inspection Level",
        default="II",
        help="How large samples are in relation to the lot.",
    )
    seed = fields.Integer(
        readonly=True,
        copy=False,
        help="Start value of the random draw. With it the draw can be repeated.",
    )
    lot_size = fields.Integer(
        readonly=True,
        copy=False,
        help="Items the sample was drawn from.",
    )
    code_letter = fields.Char(
        readonly=True,
        copy=False,
        help="Code letter of the AQL table.",
    )
    accept_number = fields.Integer(
        readonly=True,
        copy=False,
        help="Up to so many defective items the lot is accepted.",
    )

    @api.constrains("plan", "percent")
    def _check_plan(self):
        """Refuse a sample of nothing or of more than the lot."""
        for sample in self.filtered(lambda one: one.plan == "percent"):
            if not 0 < sample.percent <= 100:
                raise ValidationError(
                    self.env._("A sample must be more than 0 and at most 100 percent.")
                )

    def _get_lot(self):
        """Return the ids of the items the sample is drawn from."""
        self.ensure_one()
        begin, end = self.contract_id._bpo_instants(self.date_from, self.date_to)
        return (
            self.env["bpo.work.item"]
            .search(
                [
                    ("contract_line_id", "=", self.contract_line_id.id),
                    ("delivered_at", ">=", begin),
                    ("delivered_at", "<", end),
                    ("state", "!=", "cancelled"),
                ]
            )
            .ids
        )

    def _get_plan(self, size):
        """Return the sampling plan for a lot.

        :rtype: sla.Plan
        :raise UserError: the plan cannot be made
        """
        self.ensure_one()
        try:
            if self.plan == "aql":
                aql = next(value for value in AQLS if str(value) == self.aql)
                return aql_plan(size, aql, self.level)
            return percentage_plan(size, to_decimal(self.percent))
        except SamplingError as error:
            raise UserError(str(error)) from error

    def _draw(self, lot):
        """Draw from a lot and make the checks; seed and plan are recorded."""
        self.ensure_one()
        seed = self.seed or SystemRandom().randint(1, SEEDS)
        plan = self._get_plan(len(lot))
        self.env["bpo.quality.check"].create(
            [
                {"sample_id": self.id, "item_id": key}
                for key in draw(lot, plan.size, seed)
            ]
        )
        self.write(
            {
                "state": "drawn",
                "seed": seed,
                "lot_size": plan.lot,
                "code_letter": plan.letter,
                "accept_number": plan.accept or 0,
            }
        )
