"""Quality samples of delivered work."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class BpoQualitySample(models.Model):
    """A random draw from the items of a service that were delivered in a period.

    Size and acceptance number come from a percentage or from the AQL tables. The draw
    can be repeated: the same lot with the recorded seed gives the same items.

    Example: of a lot of 2,000 at AQL 1.0 and level II, 125 items are drawn; the lot is
    accepted with 3 and rejected with 4 defective ones.
    """

    _name = "bpo.quality.sample"
    _inherit = [
        "bpo.quality.plan.mixin",
        "bpo.client.owned.mixin",
        "mail.thread",
    ]
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
        help="Whether the lot passes its acceptance number.",
    )

    @api.depends(
        "plan",
        "state",
        "accept_number",
        "check_ids.state",
        "check_ids.is_defective",
    )
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
                self.env._(
                    "A lot must end after it starts: correct one of the two days."
                )
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
                    "Sample %(sample)s was drawn and is evidence: it cannot be "
                    "deleted.",
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

    def _get_verdict(self):
        """Return the verdict on the lot; a rejection needs no further checks."""
        self.ensure_one()
        if self.plan == "aql" and self.defective_count > self.accept_number:
            return "rejected"
        if self.state == "draft" or self.open_count:
            return "open"
        return "accepted" if self.plan == "aql" else "measured"
