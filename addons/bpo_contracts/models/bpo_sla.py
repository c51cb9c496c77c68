"""What was promised about the quality of a service."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..sla import ClockError, clock_for
from .checks import check_range

METRICS = [
    ("turnaround", "Turnaround"),
    ("response", "Response"),
    ("accuracy", "Accuracy"),
    ("throughput", "Throughput"),
    ("coverage", "Coverage"),
]
TIMED = ("turnaround", "response")

# A change of these gives open items another deadline.
CLOCK_FIELDS = {
    "active",
    "contract_id",
    "line_id",
    "metric",
    "priority",
    "resource_calendar_id",
    "threshold_hours",
}


class BpoSla(models.Model):
    """Service level: a measured target and what a miss costs.

    Turnaround and response count items within a number of service hours, accuracy
    sampled items without error, throughput units against a commitment, coverage staffed
    against promised hours. How a period went is a ``bpo.sla.result``.
    """

    _name = "bpo.sla"
    _inherit = [
        "bpo.sla.terms.mixin",
        "bpo.sla.measure.mixin",
        "bpo.dated.terms.mixin",
        "bpo.contract.part.mixin",
    ]
    _description = "Service Level"
    _order = "contract_id, sequence, id"
    _check_company_auto = True

    sequence = fields.Integer(
        default=10,
        help="Order on contract, scorecard and report.",
    )
    active = fields.Boolean(
        default=True,
        help="Untick to stop measuring this level; its results stay.",
    )
    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
        help="The contract that promises this level.",
    )
    client_id = fields.Many2one(
        related="contract_id.client_id",
        string="Client",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id",
        store=True,
        index=True,
    )
    line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service",
        ondelete="cascade",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
        check_company=True,
        help="The service this level is about. Empty: all services of the contract.",
    )
    name = fields.Char(
        required=True,
        help="Name on scorecard, report and statement.",
    )
    metric = fields.Selection(
        selection=METRICS,
        required=True,
        default="turnaround",
        help="Turnaround: delivered within the hours below. Response: started within "
        "them. Accuracy: sampled items without error. Throughput: delivered units "
        "against the commitment. Coverage: staffed against promised hours.",
    )
    priority = fields.Selection(
        selection=lambda self: self._selection_priority(),
        help="The level is for items of this priority only. Empty: for all.",
    )
    target_percent = fields.Float(
        string="Target (%)",
        required=True,
        default=95.0,
        digits=(6, 3),
        min_display_digits=0,
        help="Share that has to be reached in a period.",
    )
    threshold_hours = fields.Float(
        string="Within (hours)",
        default=8.0,
        help="Service hours within which an item has to be delivered or started.",
    )
    resource_calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Service Hours",
        check_company=True,
        help="Hours in which the clock of this level runs, read in the contract's time "
        "zone. Empty: the contract's service hours.",
    )
    commitment_quantity = fields.Float(
        string="Commitment",
        digits=(16, 4),
        min_display_digits=0,
        help="Units promised per billing period, for throughput.",
    )
    seats = fields.Float(
        default=1.0,
        help="Agents promised during all service hours, for coverage.",
    )
    is_critical = fields.Boolean(
        string="Critical",
        help="A miss of this level is shown first and reported at once.",
    )
    result_ids = fields.One2many(
        comodel_name="bpo.sla.result",
        inverse_name="sla_id",
        string="Results",
        help="How the periods went.",
    )

    _name_contract_uniq = models.UniqueIndex(
        "(contract_id, name) WHERE active IS TRUE",
        "The contract has a service level of this name already: choose another name.",
    )

    @api.constrains("target_percent", "commitment_quantity", "seats")
    def _check_quantities(self):
        """Refuse negative quantities and targets above 100 %."""
        check_range(self, ["target_percent"], 0.0, 100.0)
        check_range(self, ["commitment_quantity", "seats"])

    @api.constrains("metric", "threshold_hours", "resource_calendar_id", "contract_id")
    def _check_clock(self):
        """Refuse a level whose clock cannot run: no hours, no working time, no zone."""
        for sla in self.filtered(lambda level: level.metric in TIMED):
            if sla.threshold_hours <= 0:
                raise ValidationError(
                    self.env._(
                        "Service level %(sla)s needs the hours within which items are "
                        "due: enter more than 0.",
                        sla=sla.name,
                    )
                )
        for sla in self.filtered(lambda level: level.metric in (*TIMED, "coverage")):
            problem = sla._get_clock_problem()
            if problem:
                raise ValidationError(problem)

    @api.constrains("line_id", "contract_id")
    def _check_line(self):
        """Refuse the service of another contract."""
        for sla in self.filtered("line_id"):
            if sla.line_id.contract_id != sla.contract_id:
                raise ValidationError(
                    self.env._(
                        "Service level %(sla)s is about a service of another contract: "
                        "choose a service of %(contract)s.",
                        sla=sla.name,
                        contract=sla.contract_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Give items that are there already their deadline."""
        levels = super().create(vals_list)
        timed = levels.filtered(lambda sla: sla.metric in TIMED)
        timed.contract_id._bpo_request_clock_refresh()
        return levels

    def write(self, vals):
        """Recompute deadlines when the promise changes."""
        before = self.contract_id
        result = super().write(vals)
        if CLOCK_FIELDS & vals.keys():
            (before | self.contract_id)._bpo_request_clock_refresh()
        return result

    def unlink(self):
        """Take back the deadlines of a removed level."""
        contracts = self.contract_id
        result = super().unlink()
        contracts.exists()._bpo_request_clock_refresh()
        return result

    @api.model
    def _selection_priority(self):
        """Return the priorities of work items."""
        items = self.env["bpo.work.item"]
        return items._fields["priority"]._description_selection(self.env)

    def _bpo_covering(self, line, priority, metric):
        """Return the levels of a metric that apply to items of a service.

        :param line: the service of the items
        :param priority: the items' priority
        """
        return self.filtered(
            lambda sla: (
                sla.metric == metric
                and sla.line_id in (line, line.browse())
                and sla.priority in (priority, False)
            )
        )

    def _bpo_calendar(self):
        """Return the calendar that the level's clock follows."""
        self.ensure_one()
        return self.resource_calendar_id or self.contract_id.resource_calendar_id

    def _bpo_schedule(self):
        """Return the service hours as a value of the clock.

        :rtype: sla.Schedule
        """
        self.ensure_one()
        return self.sudo()._bpo_calendar()._bpo_schedule(self.contract_id.tz)

    def _bpo_threshold_seconds(self, day=None):
        """Return the promised working time in seconds.

        :param day: the day on which it is asked for; None for today's promise
        """
        self.ensure_one()
        hours = self._get_term_on("threshold_hours", day) if day else None
        return round((hours or self.threshold_hours) * 3600)

    def _get_missing_term(self):
        """Return a sentence when the level cannot be measured, else False."""
        self.ensure_one()
        if self.metric == "throughput" and not self.commitment_quantity:
            return self.env._(
                "Enter the committed units of service level %(sla)s.", sla=self.name
            )
        return super()._get_missing_term()

    def _get_clock_problem(self):
        """Return a sentence when the clock of the level cannot run, else False."""
        self.ensure_one()
        if not self._bpo_calendar():
            return self.env._(
                "Service level %(sla)s needs service hours: choose them here or on "
                "contract %(contract)s.",
                sla=self.name,
                contract=self.contract_id.name,
            )
        try:
            clock_for(self._bpo_schedule())
        except ClockError as error:
            return self.env._(
                "The clock of service level %(sla)s cannot run: %(problem)s",
                sla=self.name,
                problem=str(error),
            )
        return False

    def action_view_results(self):
        """Open the results of the level."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_contracts.bpo_sla_result_action"
        )
        action["domain"] = [("sla_id", "=", self.id)]
        action["context"] = {}
        return action
