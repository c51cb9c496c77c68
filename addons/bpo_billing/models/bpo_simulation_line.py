"""One service in one billing period of a simulation."""

from odoo import fields, models


class BpoSimulationLine(models.Model):
    """Billed against would-be amount of a service line, or of a contract's minimum.

    ``billed`` and ``unbilled`` add up to ``current``: the same work under the terms in
    force. ``difference`` is ``proposed`` less ``current``.
    """

    _name = "bpo.simulation.line"
    _inherit = ["bpo.statement.explanation.mixin"]
    _description = "Price Simulation Line"
    _order = "simulation_id, client_id, contract_id, date_to, id"

    simulation_id = fields.Many2one(
        comodel_name="bpo.simulation",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="simulation_id.company_id",
        store=True,
        index=True,
    )
    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    client_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        readonly=True,
        index=True,
        ondelete="cascade",
        help="The client company.",
    )
    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service Line",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Empty for the contract's minimum and for services that are added.",
    )
    name = fields.Char(
        string="Service",
        required=True,
        readonly=True,
        help="Name of the service.",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        readonly=True,
        help="First day of the billing period.",
    )
    date_to = fields.Date(
        string="Period",
        required=True,
        readonly=True,
        help="Last day of the billing period; its month is the month of the line.",
    )
    currency_id = fields.Many2one(
        related="contract_id.currency_id",
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id",
        string="Company Currency",
    )
    billed_amount = fields.Monetary(
        string="Billed",
        readonly=True,
        help="On statements for this period, without service credits.",
    )
    unbilled_amount = fields.Monetary(
        string="Not Billed Yet",
        readonly=True,
        help="Work of this period that is on no statement, under the terms in force.",
    )
    current_amount = fields.Monetary(
        string="Terms in Force",
        readonly=True,
        help="All work of the period under the terms in force.",
    )
    proposed_amount = fields.Monetary(
        string="Would Be",
        readonly=True,
        help="The same work under the proposed terms.",
    )
    difference_amount = fields.Monetary(
        string="Difference",
        readonly=True,
        help="Would be, less the terms in force.",
    )
    percent = fields.Float(
        string="Difference (%)",
        digits=(16, 2),
        readonly=True,
        aggregator=None,
        help="Difference in percent of the terms in force.",
    )
    billed_company = fields.Monetary(
        string="Billed (Company Currency)",
        currency_field="company_currency_id",
        readonly=True,
        help="Converted at the rate of the period's last day.",
    )
    unbilled_company = fields.Monetary(
        string="Not Billed Yet (Company Currency)",
        currency_field="company_currency_id",
        readonly=True,
        help="Converted at the rate of the period's last day.",
    )
    current_company = fields.Monetary(
        string="Terms in Force (Company Currency)",
        currency_field="company_currency_id",
        readonly=True,
        help="Converted at the rate of the period's last day.",
    )
    proposed_company = fields.Monetary(
        string="Would Be (Company Currency)",
        currency_field="company_currency_id",
        readonly=True,
        help="Converted at the rate of the period's last day.",
    )
    difference_company = fields.Monetary(
        string="Difference (Company Currency)",
        currency_field="company_currency_id",
        readonly=True,
        help="Converted at the rate of the period's last day.",
    )
    explanation = fields.Json(
        readonly=True,
        help="How the would-be amount is calculated, recomputable.",
    )
