"""Simulations: what past work would have cost under proposed terms."""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..rating import Period
from ..simulating import percent_of

# What decides the result: changing it makes a simulation a draft again.
INPUTS = {
    "company_id",
    "contract_ids",
    "source",
    "card_id",
    "amendment_id",
    "percent",
    "date_from",
    "date_to",
}


class BpoSimulation(models.Model):
    """Past months of contracts, billed against would-be, for a negotiation.

    It writes nothing but its own lines: no statement, no invoice, no contract changes.
    The work of the months, billed or not, is rated under the terms in force and, as if
    they had been in force all the time, under the proposed ones.
    """

    _name = "bpo.simulation"
    _inherit = [
        "bpo.simulation.proposal.mixin",
        "bpo.simulation.document.mixin",
        "mail.thread",
    ]
    _description = "Price Simulation"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        help="Title of the document for the negotiation.",
    )
    active = fields.Boolean(
        default=True,
        help="Untick to hide a simulation without deleting it.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(
        related="company_id.currency_id",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        help="Who negotiates.",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._get_default_month(-12),
        help="First month of the work that is rated again.",
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: self._get_default_month(0) - relativedelta(days=1),
        help="Last month. A billing period counts in the month in which it ends.",
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("done", "Calculated")],
        string="Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        help="Draft: nothing is calculated for what is entered now.",
    )
    run_at = fields.Datetime(
        string="Calculated At",
        readonly=True,
        copy=False,
        help="Work approved later is not in the figures.",
    )
    notes = fields.Text(
        readonly=True,
        copy=False,
        help="What could not be rated, and services that stay as they are.",
    )
    line_ids = fields.One2many(
        comodel_name="bpo.simulation.line",
        inverse_name="simulation_id",
        string="Lines",
        readonly=True,
    )
    line_count = fields.Integer(
        compute="_compute_totals",
        store=True,
        help="Number of lines.",
    )
    billed_total = fields.Monetary(
        string="Billed",
        compute="_compute_totals",
        store=True,
        help="On statements, without service credits, in the company's currency.",
    )
    current_total = fields.Monetary(
        string="Terms in Force",
        compute="_compute_totals",
        store=True,
        help="All work of the months under the terms in force: what is billed and what "
        "is not billed yet.",
    )
    proposed_total = fields.Monetary(
        string="Would Be",
        compute="_compute_totals",
        store=True,
        help="The same work under the proposed terms.",
    )
    difference_total = fields.Monetary(
        string="Difference",
        compute="_compute_totals",
        store=True,
        help="Would be, less the terms in force.",
    )
    difference_percent = fields.Float(
        string="Difference (%)",
        digits=(16, 2),
        compute="_compute_totals",
        store=True,
        aggregator=None,
        help="Difference in percent of the amount under the terms in force.",
    )

    @api.model
    def _get_default_month(self, months):
        """First day of the month ``months`` from now."""
        today = fields.Date.context_today(self)
        return today + relativedelta(day=1, months=months)

    @api.depends("source", "card_id", "amendment_id", "percent")
    def _compute_name(self):
        """Name the proposal, unless somebody found a better title."""
        for simulation in self:
            if (
                not simulation.name
                or simulation.name == simulation._origin._say_source()
            ):
                simulation.name = simulation._say_source()

    @api.depends(
        "line_ids.billed_company",
        "line_ids.current_company",
        "line_ids.proposed_company",
    )
    def _compute_totals(self):
        """Add up the lines in the company's currency."""
        for simulation in self:
            lines = simulation.line_ids
            current = sum(lines.mapped("current_company"))
            proposed = sum(lines.mapped("proposed_company"))
            simulation.line_count = len(lines)
            simulation.billed_total = sum(lines.mapped("billed_company"))
            simulation.current_total = current
            simulation.proposed_total = proposed
            simulation.difference_total = proposed - current
            simulation.difference_percent = percent_of(proposed - current, current)

    @api.constrains("date_from", "date_to")
    def _check_months(self):
        """Refuse an end before the start and months that have not come yet."""
        for simulation in self:
            span = simulation._get_span()
            if span.date_to < span.date_from:
                raise ValidationError(
                    self.env._(
                        "%(name)s ends before it starts: choose a later last month.",
                        name=simulation.name,
                    )
                )
            if span.date_from > fields.Date.context_today(simulation):
                raise ValidationError(
                    self.env._(
                        "%(name)s starts in the future: choose months whose work is "
                        "done.",
                        name=simulation.name,
                    )
                )

    def write(self, vals):
        """Drop the result where what decided it changes."""
        if INPUTS & vals.keys():
            self.line_ids.unlink()
            vals = {"state": "draft", "run_at": False, "notes": False, **vals}
        return super().write(vals)

    def _get_span(self):
        """The whole months, as days.

        :rtype: Period
        """
        self.ensure_one()
        return Period(
            self.date_from + relativedelta(day=1),
            self.date_to + relativedelta(day=31),
        )

    def action_run(self):
        """Rate the past again and replace the lines.

        :raise UserError: where nothing can be compared; says why
        """
        self.check_access("write")
        say = self.env["bpo.refusal.words.mixin"]._bpo_say_refusal
        for simulation in self:
            contracts = simulation._get_contracts()
            rows, refusals = self.env["bpo.simulation.rating"]._simulate(
                contracts, simulation._get_span(), simulation._get_proposal
            )
            notes = dict.fromkeys(map(say, refusals))
            if not rows:
                raise UserError(
                    next(iter(notes), None)
                    or self.env._(
                        "These contracts have no billing period that ends in these "
                        "months, or nothing was done: choose other months."
                    )
                )
            simulation._store(rows, [*notes, *simulation._get_remarks(contracts)])
        return True

    def _store(self, rows, notes):
        """Replace the lines by compared rows.

        :param rows: list of Compared
        :param notes: sentences to show beside the result
        """
        self.ensure_one()
        self.line_ids.unlink()
        lines = self.env["bpo.simulation.line"]
        lines.create(lines._prepare_vals_list(self, rows))
        self.write(
            {
                "state": "done",
                "run_at": fields.Datetime.now(),
                "notes": "\n".join(notes) or False,
            }
        )
        self.message_post(body=self._say_result())

    def _get_rate(self, currency, day):
        """Company currency bought by one unit of a contract's on a day."""
        return currency._get_conversion_rate(
            currency, self.currency_id, self.company_id, day
        )

    def _say_result(self):
        """The totals in one sentence."""
        return self.env._(
            "Calculated: %(current)s under the terms in force, %(proposed)s under the "
            "proposed ones (%(percent)+.2f %%).",
            current=self.currency_id.format(self.current_total),
            proposed=self.currency_id.format(self.proposed_total),
            percent=self.difference_percent,
        )

    def action_view_lines(self):
        """Open the lines as graph, pivot and list."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_billing.bpo_simulation_line_action"
        )
        return action | {
            "domain": [("simulation_id", "=", self.id)],
            "context": {},
            "display_name": self.name,
        }
