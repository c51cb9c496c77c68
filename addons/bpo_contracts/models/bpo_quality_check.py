"""The look at one drawn item."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from .checks import check_range


class BpoQualityCheck(models.Model):
    """What a reviewer found in an item, a second review, and a dispute of it.

    The finding that counts is written to the item: that of the second review where
    there is one, none while a dispute was decided for the agent.
    """

    _name = "bpo.quality.check"
    _inherit = ["bpo.client.owned.mixin"]
    _description = "Quality Check"
    _order = "sample_id desc, state desc, id"
    _rec_name = "item_id"

    sample_id = fields.Many2one(
        comodel_name="bpo.quality.sample",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
        help="The draw.",
    )
    item_id = fields.Many2one(
        comodel_name="bpo.work.item",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
        help="The drawn item.",
    )
    contract_line_id = fields.Many2one(
        related="sample_id.contract_line_id",
        string="Service",
        store=True,
    )
    contract_id = fields.Many2one(
        related="sample_id.contract_id",
        store=True,
    )
    client_id = fields.Many2one(
        related="sample_id.client_id",
        string="Client",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="sample_id.company_id",
        store=True,
    )
    employee_id = fields.Many2one(
        related="item_id.employee_id",
        string="Agent",
        store=True,
        groups="base.group_user",
    )
    delivered_at = fields.Datetime(
        related="item_id.delivered_at",
    )
    state = fields.Selection(
        selection=[("todo", "To Check"), ("checked", "Checked")],
        required=True,
        readonly=True,
        default="todo",
        help="Whether somebody has looked at the item.",
    )
    error_count = fields.Integer(
        string="Errors",
        help="Errors found by the first review, fatal ones included.",
    )
    fatal_error_count = fields.Integer(
        string="Fatal",
        help="Those of the errors that make the unit unusable.",
    )
    note = fields.Text(
        string="Finding",
        help="What was wrong.",
    )
    reviewer_id = fields.Many2one(
        comodel_name="res.users",
        string="Checked By",
        readonly=True,
        help="Who looked at the item.",
    )
    is_second_review = fields.Boolean(
        string="Second Review",
        help="Another reviewer has looked at the item as well; that finding counts.",
    )
    second_error_count = fields.Integer(
        string="Errors (second)",
        help="Errors found by the second review.",
    )
    second_fatal_error_count = fields.Integer(
        string="Fatal (second)",
        help="Fatal errors found by the second review.",
    )
    second_reviewer_id = fields.Many2one(
        comodel_name="res.users",
        string="Second Check By",
        readonly=True,
        help="Who looked at the item after the first reviewer.",
    )
    dispute_state = fields.Selection(
        selection=[
            ("none", "Not disputed"),
            ("raised", "Disputed"),
            ("upheld", "Finding taken back"),
            ("dismissed", "Finding stays"),
        ],
        string="Dispute",
        required=True,
        readonly=True,
        default="none",
        help="Whether the finding was disputed, and how that was decided.",
    )
    dispute_reason = fields.Text(
        help="Why the finding is said to be wrong.",
    )
    final_error_count = fields.Integer(
        string="Errors That Count",
        compute="_compute_final",
        store=True,
        help="Errors after second review and dispute.",
    )
    final_fatal_error_count = fields.Integer(
        string="Fatal Errors That Count",
        compute="_compute_final",
        store=True,
        help="Fatal errors after second review and dispute.",
    )
    is_defective = fields.Boolean(
        compute="_compute_final",
        store=True,
        help="The item has an error that counts.",
    )

    _item_sample_uniq = models.UniqueIndex(
        "(sample_id, item_id)",
        "An item is drawn once per sample.",
    )

    @api.depends(
        "error_count",
        "fatal_error_count",
        "is_second_review",
        "second_error_count",
        "second_fatal_error_count",
        "dispute_state",
    )
    def _compute_final(self):
        """Decide which finding counts."""
        for check in self:
            errors, fatal = check.error_count, check.fatal_error_count
            if check.is_second_review:
                errors = check.second_error_count
                fatal = check.second_fatal_error_count
            if check.dispute_state == "upheld":
                errors = fatal = 0
            check.final_error_count = errors
            check.final_fatal_error_count = fatal
            check.is_defective = errors > 0

    @api.constrains(
        "error_count",
        "fatal_error_count",
        "second_error_count",
        "second_fatal_error_count",
    )
    def _check_errors(self):
        """Refuse negative counts and more fatal errors than errors."""
        for errors, fatal in (
            ("error_count", "fatal_error_count"),
            ("second_error_count", "second_fatal_error_count"),
        ):
            check_range(self, [errors, fatal])
            if self.filtered(lambda check, e=errors, f=fatal: check[f] > check[e]):
                raise UserError(
                    self.env._(
                        "Fatal errors are part of the errors: correct the two numbers."
                    )
                )

    def write(self, vals):
        """Carry the finding that counts over to the checked items."""
        result = super().write(vals)
        self.filtered(lambda check: check.state == "checked")._bpo_store_finding()
        return result

    def action_check(self):
        """Note that the items were looked at, with the errors entered."""
        todo = self.filtered(lambda check: check.state == "todo")
        todo.write({"state": "checked", "reviewer_id": self.env.uid})
        return todo

    def action_second_review(self):
        """Begin a second review, which must be somebody else's.

        :raise UserError: the first reviewer asks, or nobody has looked yet
        """
        for check in self:
            if check.state != "checked":
                raise UserError(
                    self.env._("Check %(item)s first.", item=check.item_id.reference)
                )
            if check.reviewer_id == self.env.user:
                raise UserError(
                    self.env._(
                        "The second review of %(item)s must be done by somebody else.",
                        item=check.item_id.reference,
                    )
                )
            check.write(
                {
                    "is_second_review": True,
                    "second_reviewer_id": self.env.uid,
                    "second_error_count": check.error_count,
                    "second_fatal_error_count": check.fatal_error_count,
                }
            )

    def action_dispute(self):
        """Dispute findings; a reason is needed.

        :raise UserError: there is no finding or no reason
        """
        for check in self:
            if check.state != "checked" or not check.is_defective:
                raise UserError(
                    self.env._(
                        "%(item)s has no finding to dispute.",
                        item=check.item_id.reference,
                    )
                )
            if not (check.dispute_reason or "").strip():
                raise UserError(
                    self.env._(
                        "Enter why the finding on %(item)s is wrong.",
                        item=check.item_id.reference,
                    )
                )
        self.write({"dispute_state": "raised"})

    def action_uphold(self):
        """Decide disputes for the agent: the findings are taken back."""
        self._bpo_decide("upheld")

    def action_dismiss(self):
        """Decide disputes against the agent: the findings stay."""
        self._bpo_decide("dismissed")

    def _bpo_decide(self, decision):
        """Decide the raised disputes among the checks."""
        raised = self.filtered(lambda check: check.dispute_state == "raised")
        raised.write({"dispute_state": decision})

    def _bpo_store_finding(self):
        """Write the errors that count to the items, grouped by their numbers.

        An item of several samples has the errors of the latest check.
        """
        groups = self.grouped(
            lambda check: (check.final_error_count, check.final_fatal_error_count)
        )
        for (errors, fatal), checks in groups.items():
            checks.item_id.write(
                {
                    "sampled": True,
                    "error_count": errors,
                    "fatal_error_count": fatal,
                }
            )
