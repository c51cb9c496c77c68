"""Costs passed through to a client, each with its evidence."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .bpo_line_extra_mixin import BpoLineExtraMixin


class BpoExpense(models.Model):
    """A cost that a client pays, plus the markup of the service line.

    A vendor bill line with a pass-through service makes one when the bill is posted,
    with the bill as evidence. Receipts are entered by hand.
    """

    _name = "bpo.expense"
    _inherit = ["mail.thread", "bpo.line.extra.mixin"]
    _description = "Passed-Through Cost"
    _order = "date desc, id desc"
    _check_company_auto = True

    _bpo_claim_kind = "expense"
    _bpo_frozen = BpoLineExtraMixin._bpo_frozen | {"amount", "date"}

    name = fields.Char(
        required=True,
        help="What was paid for; printed on the statement.",
    )
    date = fields.Date(
        required=True,
        index=True,
        default=fields.Date.context_today,
        help="Day of the cost. It is billed in the period of this day.",
    )
    contract_line_id = fields.Many2one(
        domain="[('pricing_model', '=', 'passthrough')]",
        help="The pass-through service; its markup is added.",
    )
    amount = fields.Monetary(
        required=True,
        help="Untaxed cost in the contract's currency, before the markup.",
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("approved", "Approved")],
        required=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        help="Approved costs are billed.",
    )
    bill_line_id = fields.Many2one(
        comodel_name="account.move.line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="base.group_user",
        help="The line of the vendor bill this cost comes from.",
    )
    evidence = fields.Char(
        compute="_compute_evidence",
        store=True,
        readonly=False,
        help="Number of the vendor bill or receipt that proves the cost.",
    )

    _bill_line_uniq = models.UniqueIndex(
        "(bill_line_id) WHERE bill_line_id IS NOT NULL",
        "This line of the vendor bill is passed through already.",
    )

    @api.depends("bill_line_id.move_id.ref", "bill_line_id.move_id.name")
    def _compute_evidence(self):
        """The vendor's own number of the bill, else ours."""
        for expense in self:
            bill = expense.sudo().bill_line_id.move_id
            if bill:
                expense.evidence = bill.ref or bill.name

    def action_approve(self):
        """Release costs for billing; each needs evidence."""
        for expense in self.filtered(lambda each: each.state == "draft"):
            if not expense.evidence and not expense.message_attachment_count:
                raise ValidationError(
                    self.env._(
                        "%(name)s has no evidence: enter the number of the receipt or "
                        "attach it.",
                        name=expense.name,
                    )
                )
            expense.state = "approved"

    def action_reset(self):
        """Make costs drafts again, unless they are billed."""
        self.filtered(lambda each: each.state == "approved").state = "draft"
