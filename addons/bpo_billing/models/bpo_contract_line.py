"""What billing adds to a service line: where its units come from."""

from odoo import fields, models


class BpoContractLine(models.Model):
    _inherit = "bpo.contract.line"

    bpo_count_from = fields.Selection(
        selection=[
            ("auto", "Automatic"),
            ("items", "Accepted work items"),
            ("output", "Output on time entries"),
        ],
        string="Units From",
        required=True,
        default="auto",
        groups="base.group_user",
        help="What is counted. Automatic: work items where the service has any, else "
        "the output logged with time; the included quantity of a fixed fee counts "
        "hours, unless you choose otherwise here.",
    )
    milestone_ids = fields.One2many(
        comodel_name="bpo.milestone",
        inverse_name="contract_line_id",
        string="Milestones",
        groups="base.group_user",
        help="Steps that are billed when they are done.",
    )
    bpo_cost_centre = fields.Char(
        string="Client Cost Centre",
        groups="base.group_user",
        help="The client's cost centre for this service; invoices can be grouped by "
        "it.",
    )
    bpo_purchase_order = fields.Char(
        string="Purchase Order of the Service",
        groups="base.group_user",
        help="Where the client ordered this service by an order of its own; invoices "
        "can be grouped by it. Empty: the contract's purchase order.",
    )
    bpo_is_free = fields.Boolean(
        string="Free of Charge",
        groups="base.group_user",
        help="A price of zero is meant: statements are not held for review because of "
        "it.",
    )
