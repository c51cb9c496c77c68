"""Surcharges for work outside ordinary hours."""

from odoo import fields, models


class BpoSurcharge(models.Model):
    """Extra percentage within a weekly window, on holidays or both.

    Example: Monday to Friday 17-22, 15 %: three hours from 16:00 at 10.00 per hour
    cost 30.00 and 3.00 for the two hours in the window.
    """

    _name = "bpo.surcharge"
    _inherit = ["bpo.surcharge.terms.mixin", "bpo.contract.part.mixin"]
    _description = "Surcharge"
    _order = "line_id, sequence, id"
    _contract_path = "line_id.contract_id"

    line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        required=True,
        ondelete="cascade",
        index=True,
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
