"""What a client is billed for one contract and period."""

from odoo import api, fields, models
from odoo.exceptions import UserError

# Target state -> states from which it may be reached.
SOURCES = {
    "draft": {"cancelled"},
    "invoiced": {"draft", "disputed"},
    "disputed": {"invoiced"},
    "cancelled": {"draft", "invoiced", "disputed"},
}
# What billing writes, and nobody else.
BILLED = {
    "contract_id",
    "currency_id",
    "date_from",
    "date_to",
    "invoice_date",
    "line_ids",
    "move_id",
    "name",
    "partner_id",
    "reason",
    "run_id",
    "state",
    "usage_from",
    "usage_to",
    # released by ``action_release``, with a reason
    "budget_amount",
    "hold_key",
    "hold_reason",
    "hold_release_reason",
    "hold_released_at",
    "hold_released_by",
    "hold_released_key",
    "is_held",
    "is_over_budget",
    "minimum_amount",
}


class BpoStatement(models.Model):
    """One contract's charges of one period, explained line by line.

    A draft is a preview and claims nothing. Once invoiced it is frozen: corrections
    are credit notes, or the cancellation of the whole statement.
    """

    _name = "bpo.statement"
    _inherit = [
        "bpo.statement.view.mixin",
        "bpo.statement.comparison.mixin",
        "bpo.statement.correction.mixin",
        "bpo.statement.parking.mixin",
        "bpo.statement.review.mixin",
        "bpo.statement.export.mixin",
        "portal.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "bpo.client.owned.mixin",
    ]
    _description = "Billing Statement"
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env._("New"),
        help="Number of the statement.",
    )
    run_id = fields.Many2one(
        comodel_name="bpo.billing.run",
        string="Billing Run",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
        help="The run that made the statement.",
    )
    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        help="The contract billed.",
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
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        help="Who receives the invoice.",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        readonly=True,
    )
    date_from = fields.Date(
        string="From",
        required=True,
        readonly=True,
        help="First day billed.",
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        readonly=True,
        help="Last day billed.",
    )
    usage_from = fields.Date(
        readonly=True,
        help="First day of the time, units and costs billed. It differs from the "
        "statement's period where fees are billed in advance.",
    )
    usage_to = fields.Date(
        readonly=True,
        help="Last day of the time, units and costs billed.",
    )
    invoice_date = fields.Date(
        readonly=True,
        help="Date of the invoice; payment terms count from it.",
    )
    reason = fields.Selection(
        selection=[
            ("regular", "Regular"),
            ("correction", "Correction"),
            ("final", "Final"),
        ],
        required=True,
        readonly=True,
        default="regular",
        help="Regular: a billing period. Correction: made by hand. Final: the last "
        "usage of a contract billed in advance.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("invoiced", "Invoiced"),
            ("disputed", "Disputed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        help="Draft: a preview. Invoiced: on the ledger. Disputed: the client does not "
        "agree. Cancelled: its sources are free again.",
    )
    move_id = fields.Many2one(
        comodel_name="account.move",
        string="Invoice",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The invoice, or credit note where the statement is negative.",
    )
    line_ids = fields.One2many(
        comodel_name="bpo.statement.line",
        inverse_name="statement_id",
        string="Lines",
        copy=False,
        help="The charges, each with its arithmetic.",
    )
    amount_untaxed = fields.Monetary(
        string="Total Before Tax",
        compute="_compute_amount_untaxed",
        store=True,
        help="Sum of the lines, before tax.",
    )
    notices = fields.Text(
        readonly=True,
        copy=False,
        help="What a reader should know; changes no amount.",
    )
    dispute_reason = fields.Char(
        readonly=True,
        copy=False,
        help="What the client does not agree with.",
    )

    # Two ranges: the contract alone, and the days. No two live regular statements of
    # a contract share a day, whichever code wrote them.
    _live_days_excl = models.Constraint(
        "EXCLUDE USING gist (int4range(contract_id, contract_id, '[]') WITH &&,"
        " daterange(date_from, date_to, '[]') WITH &&)"
        " WHERE (state <> 'cancelled' AND reason = 'regular')",
        "These days are on another statement of this contract already.",
    )
    _live_period_uniq = models.UniqueIndex(
        "(contract_id, date_from, date_to, reason) WHERE state <> 'cancelled'",
        "This period of the contract has a statement already.",
    )
    _dates_ordered = models.Constraint(
        "CHECK (date_to >= date_from)",
        "The statement ends before it starts.",
    )

    @api.depends("line_ids.amount")
    def _compute_amount_untaxed(self):
        """Add up the lines."""
        for statement in self:
            statement.amount_untaxed = sum(statement.line_ids.mapped("amount"))

    @api.depends("name", "contract_id")
    def _compute_display_name(self):
        for statement in self:
            statement.display_name = statement.name

    @api.ondelete(at_uninstall=False)
    def _unlink_except_invoiced(self):
        """Keep what was ever invoiced."""
        kept = self.filtered(lambda each: each.state != "draft" or each.move_id)[:1]
        if kept:
            raise UserError(
                self.env._(
                    "Statement %(name)s was invoiced and is kept: cancel it instead of "
                    "deleting it.",
                    name=kept.name,
                )
            )

    def write(self, vals):
        """Only billing, which is elevated, writes what is billed."""
        if BILLED & vals.keys() and not self.env.su:
            self.check_access("write")
            raise UserError(
                self.env._(
                    "Statements are written by billing: cancel this one and bill again "
                    "instead of changing it."
                )
            )
        return super().write(vals)

    def unlink(self):
        """Delete lines by the ORM, so that each checks that it bills nothing."""
        self.check_access("unlink")
        self.sudo().line_ids.unlink()
        self._unpark()
        return super().unlink()

    def _compute_access_url(self):
        super()._compute_access_url()
        for statement in self:
            statement.access_url = f"/my/statements/{statement.id}"

    def _update_state(self, target):
        """Move statements to ``target``; those already there are left alone.

        :return: the statements that moved
        :raise UserError: names one that cannot get there
        """
        moving = self.filtered(lambda each: each.state != target)
        refused = moving.filtered(lambda each: each.state not in SOURCES[target])[:1]
        if refused:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Statement %(name)s is %(state)s and cannot become %(target)s.",
                    name=refused.name,
                    state=labels[refused.state].lower(),
                    target=labels[target].lower(),
                )
            )
        moving.sudo().write({"state": target})  # callers have checked their rights
        return moving
