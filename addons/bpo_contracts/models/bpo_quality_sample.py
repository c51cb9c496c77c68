"""Quality samples of delivered work."""

from random import SystemRandom

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..sla import AQLS, SamplingError, aql_plan, draw, percentage_plan
from .decimals import to_decimal

SEEDS = 2**31 - 1


class BpoQualitySample(models.Model):
    """A random draw from the items of a service that were delivered in a period.

    Size and acceptance number come from a percentage or from the AQL tables. The draw
    can be repeated: the same lot with the recorded seed gives the same items.

    Example: of a lot of 2,000 at AQL 1.0 and level II, 125 items are drawn; the lot is
    accepted with 3 and rejected with 4 defective ones.
    """

    _name = "bpo.quality.sample"
    _inherit = ["bpo.client.owned.mixin", "mail.thread"]
    _description = "Quality Sample"
    _order = "date_to desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env._("New"),
        help="Number of the sample.",
    )
    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        help="The service whose delivered items are the lot.",
    )
    contract_id = fields.Many2one(
        related="contract_line_id.contract_id",
        store=True,
        index=True,
    )
    client_id = fields.Many2one(
        related="contract_line_id.client_id",
        string="Client",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="contract_line_id.company_id",
        store=True,
    )
    date_from = fields.Date(
        string="Delivered From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="First day of delivery of the lot, in the contract's time zone.",
    )
    date_to = fields.Date(
        string="Delivered Until",
        required=True,
        default=fields.Date.context_today,
        help="Last day of delivery of the lot.",
    )
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
    state = fields.Selection(
        selection=[("draft", "Draft"), ("drawn", "Under Review"), ("done", "Done")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        help="Draft: the plan. Under review: the items were drawn. Done: all items "
        "were looked at.",
    )
    check_ids = fields.One2many(
        comodel_name="bpo.quality.check",
        inverse_name="sample_id",
        string="Checks",
        help="The drawn items.",
    )
    sample_size = fields.Integer(
        compute="_compute_counts",
        store=True,
        help="Items drawn.",
    )
    open_count = fields.Integer(
        string="To Check",
        compute="_compute_counts",
        store=True,
        help="Drawn items that nobody has looked at yet.",
    )
    defective_count = fields.Integer(
        string="Defective",
        compute="_compute_counts",
        store=True,
        help="Checked items with at least one error.",
    )
    accuracy_percent = fields.Float(
        string="Accuracy (%)",
        compute="_compute_counts",
        store=True,
        digits=(6, 3),
        min_display_digits=0,
        aggregator="avg",
        help="Checked items without error.",
    )
    verdict = fields.Selection(
        selection=[
            ("open", "Open"),
            ("accepted", "Accepted"),
            ("rejected", "Rejected"),
            ("measured", "Measured"),
        ],
        compute="_compute_counts",
        store=True,
        help="Whether the lot passes its acceptance number; a percentage only measures.",
    )

    @api.depends("plan", "state", "accept_number", "check_ids.state", "check_ids.is_defective")
    def _compute_counts(self):
        """Count the checks and judge the lot."""
        for sample in self:
            checked = sample.check_ids.filtered(lambda check: check.state == "checked")
            defective = len(checked.filtered("is_defective"))
            sample.sample_size = len(sample.check_ids)
            sample.open_count = len(sample.check_ids - checked)
            sample.defective_count = defective
            sample.accuracy_percent = (
                100.0 * (len(checked) - defective) / len(checked) if checked else 0.0
            )
            sample.verdict = sample._get_verdict()

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        """Refuse a lot that ends before it starts."""
        if self.filtered(lambda sample: sample.date_to < sample.date_from):
            raise ValidationError(
                self.env._("A lot must end after it starts: correct one of the two days.")
            )

    @api.constrains("plan", "percent")
    def _check_plan(self):
        """Refuse a sample of nothing or of more than the lot."""
        for sample in self.filtered(lambda one: one.plan == "percent"):
            if not 0 < sample.percent <= 100:
                raise ValidationError(
                    self.env._("A sample must be more than 0 and at most 100 percent.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the samples."""
        for vals in vals_list:
            if not vals.get("name") or vals["name"] == self.env._("New"):
                sequence = self.env["ir.sequence"]
                vals["name"] = sequence.next_by_code("bpo.quality.sample")
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_draft(self):
        """Keep what was drawn."""
        drawn = self.filtered(lambda sample: sample.state != "draft")
        if drawn:
            raise UserError(
                self.env._(
                    "Sample %(sample)s was drawn and is evidence: it cannot be deleted.",
                    sample=drawn[0].name,
                )
            )

    def action_draw(self):
        """Draw the items of drafts; others are left alone.

        :raise UserError: nothing was delivered in the period
        """
        for sample in self.filtered(lambda one: one.state == "draft"):
            lot = sample._get_lot()
            if not lot:
                raise UserError(
                    self.env._(
                        "No items of %(service)s were delivered between %(first)s and "
                        "%(last)s: choose another period.",
                        service=sample.contract_line_id.name,
                        first=sample.date_from,
                        last=sample.date_to,
                    )
                )
            sample._draw(lot)

    def action_done(self):
        """Close samples whose items were all looked at.

        :raise UserError: there are open checks
        """
        todo = self.filtered(lambda sample: sample.state == "drawn")
        unfinished = todo.filtered("open_count")
        if unfinished:
            raise UserError(
                self.env._(
                    "%(count)s items of sample %(sample)s are still to be checked.",
                    count=unfinished[0].open_count,
                    sample=unfinished[0].name,
                )
            )
        todo.write({"state": "done"})

    def action_view_checks(self):
        """Open the drawn items."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_contracts.bpo_quality_check_action"
        )
        action["domain"] = [("sample_id", "=", self.id)]
        action["context"] = {}
        return action

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

    def _get_verdict(self):
        """Return the verdict on the lot; a rejection needs no further checks."""
        self.ensure_one()
        if self.plan == "aql" and self.defective_count > self.accept_number:
            return "rejected"
        if self.state == "draft" or self.open_count:
            return "open"
        return "accepted" if self.plan == "aql" else "measured"
