"""Credit by how far a target was missed."""

from odoo import api, fields, models

from .checks import check_range
from .decimals import to_decimal


class BpoSlaStep(models.Model):
    """One step of a credit table.

    Example: below 98 % -> 2 %, below 95 % -> 5 %, below 90 % -> 10 %; an attainment of
    93.5 % gives 5 %.
    """

    _name = "bpo.sla.step"
    _inherit = ["bpo.contract.part.mixin"]
    _description = "Credit Step"
    _order = "sla_id, attainment_below desc, id"
    _rec_name = "attainment_below"

    _contract_path = "sla_id.contract_id"

    sla_id = fields.Many2one(
        comodel_name="bpo.sla",
        string="Service Level",
        required=True,
        ondelete="cascade",
        index=True,
        help="The level whose misses are credited.",
    )
    client_id = fields.Many2one(
        related="sla_id.client_id",
        string="Client",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="sla_id.company_id",
        store=True,
    )
    attainment_below = fields.Float(
        string="Below (%)",
        required=True,
        digits=(6, 3),
        min_display_digits=0,
        help="The step counts when less than this was reached; of several the lowest.",
    )
    credit_percent = fields.Float(
        string="Credit (%)",
        required=True,
        digits=(6, 3),
        min_display_digits=0,
        help="Part of the fees that is given back.",
    )

    _below_uniq = models.UniqueIndex(
        "(sla_id, attainment_below)",
        "There is a step below this percentage already: change that one.",
    )

    @api.constrains("attainment_below", "credit_percent")
    def _check_percentages(self):
        """Refuse percentages outside of 0 to 100."""
        check_range(self, ["attainment_below", "credit_percent"], 0.0, 100.0)

    def _bpo_values(self, make):
        """Return the steps as values of the core.

        :param make: type that takes (below, credit_percent) as Decimal
        """
        return tuple(
            make(to_decimal(step.attainment_below), to_decimal(step.credit_percent))
            for step in self
        )
