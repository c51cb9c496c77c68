"""One service in one billing period of a simulation."""

from functools import lru_cache

from odoo import api, fields, models

from ..simulating import joined_explanation, percent_of


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

    @api.model
    def _prepare_vals_list(self, simulation, rows):
        """Values of the lines of a simulation, also in the company's currency.

        :param rows: list of Compared
        :rtype: list[dict]
        """
        get_rate = lru_cache(None)(simulation._get_rate)
        contracts = self.env["bpo.contract"].sudo()
        vals_list = []
        for row in rows:
            contract = contracts.browse(row.contract_id)
            rate = get_rate(contract.currency_id, row.period.date_to)
            vals_list.append(
                {
                    "simulation_id": simulation.id,
                    "contract_id": row.contract_id,
                    "client_id": contract.client_id.id,
                    "contract_line_id": max(row.line_id or 0, 0) or False,
                    "name": row.name,
                    "date_from": row.period.date_from,
                    "date_to": row.period.date_to,
                    "explanation": joined_explanation(row.charges),
                    **self._prepare_amounts(row, simulation.currency_id, rate),
                }
            )
        return vals_list

    @api.model
    def _prepare_amounts(self, row, company_currency, rate):
        """The amounts of a row in both currencies.

        :param Compared row:
        :param float rate: company currency bought by one unit of the contract's
        :rtype: dict
        """
        amounts = {
            "billed": float(row.billed),
            "unbilled": float(row.current - row.billed),
            "current": float(row.current),
            "proposed": float(row.proposed),
            "difference": float(row.proposed - row.current),
        }
        vals = {f"{name}_amount": amount for name, amount in amounts.items()}
        vals |= {
            f"{name}_company": company_currency.round(amount * rate)
            for name, amount in amounts.items()
        }
        return vals | {"percent": percent_of(amounts["difference"], amounts["current"])}
