"""What a service would cost the client in its own house."""

from odoo import fields, models


class BpoInhouseCost(models.Model):
    """The baseline of a service from a day on, as the client gave it.

    Example: 18.50 per hour from 1 January; 10 hours of work in January would have
    cost 185.00 in-house. It is no term of the contract and changes no invoice.
    """

    _name = "bpo.inhouse.cost"
    _inherit = ["mail.thread", "bpo.client.owned.mixin"]
    _description = "In-House Cost"
    _order = "contract_line_id, date_start desc, id desc"
    _check_company_auto = True
    _rec_name = "contract_line_id"

    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        help="The service that the client did itself before.",
    )
    contract_id = fields.Many2one(
        related="contract_line_id.contract_id",
        store=True,
        index=True,
    )
    client_id = fields.Many2one(
        related="contract_id.client_id",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id",
        store=True,
        index=True,
    )
    currency_id = fields.Many2one(
        related="contract_id.currency_id",
    )
    active = fields.Boolean(
        default=True,
    )
    date_start = fields.Date(
        string="From",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
        help="First day with this cost, until a later one takes over. Periods that "
        "start before the first day are not compared.",
    )
    basis = fields.Selection(
        selection=[
            ("hour", "Per hour worked"),
            ("unit", "Per accepted unit"),
            ("month", "Per month"),
        ],
        required=True,
        default="hour",
        tracking=True,
        help="What the cost counts. Per hour: hours worked that are billed. Per unit: "
        "accepted units that are billed. Per month: by days of the billed period.",
    )
    amount = fields.Monetary(
        required=True,
        tracking=True,
        help="Full cost in the contract's currency: wages, workplace, management.",
    )
    evidence = fields.Char(
        help="Where the figure comes from, for example the client's tender.",
    )

    _day_uniq = models.UniqueIndex(
        "(contract_line_id, date_start) WHERE active",
        "This service has an in-house cost from that day already: change it instead.",
    )
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)",
        "The in-house cost is below zero: enter what the work cost the client.",
    )
