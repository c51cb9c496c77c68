"""One charge of a statement, with its arithmetic and its sources."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from .bpo_claim import CLAIM_MODELS

KINDS = [
    ("time", "Time"),
    ("unit", "Units"),
    ("fixed", "Fixed fee"),
    ("overage", "Overage"),
    ("fte", "Full-time agents"),
    ("arc", "Additional resource charge"),
    ("rrc", "Reduced resource credit"),
    ("surcharge", "Surcharge"),
    ("milestone", "Milestone"),
    ("expense", "Expense"),
    ("minimum", "Minimum commitment"),
    ("sla_credit", "Service credit"),
    ("earn_back", "Earn-back"),
    ("adjustment", "Adjustment"),
]


class BpoStatementLine(models.Model):
    """A charge; the amount is rounded once and binding."""

    _name = "bpo.statement.line"
    _inherit = ["bpo.statement.explanation.mixin", "bpo.client.owned.mixin"]
    _description = "Statement Line"
    _order = "statement_id, sequence, id"

    statement_id = fields.Many2one(
        comodel_name="bpo.statement",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(
        default=10,
    )
    contract_id = fields.Many2one(
        related="statement_id.contract_id",
        store=True,
        index=True,
    )
    client_id = fields.Many2one(
        related="statement_id.client_id",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="statement_id.company_id",
        store=True,
    )
    currency_id = fields.Many2one(
        related="statement_id.currency_id",
        store=True,
    )
    state = fields.Selection(
        related="statement_id.state",
        string="Status",
    )
    date_from = fields.Date(
        readonly=True,
        help="First day of the charge; of an adjustment the period it belongs to.",
    )
    date_to = fields.Date(
        readonly=True,
        help="Last day of the charge.",
    )
    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The service charged; empty for the contract as a whole.",
    )
    kind = fields.Selection(
        selection=KINDS,
        required=True,
        readonly=True,
        help="What sort of charge it is.",
    )
    name = fields.Char(
        required=True,
        readonly=True,
        help="As printed on the invoice.",
    )
    quantity = fields.Float(
        digits=(16, 6),
        min_display_digits=2,
        readonly=True,
        default=1.0,
        help="Hours, units or periods charged.",
    )
    unit = fields.Char(
        readonly=True,
        help="What the quantity counts.",
    )
    price_unit = fields.Float(
        string="Price",
        digits=(16, 6),
        min_display_digits=2,
        aggregator=None,
        readonly=True,
        help="Price per unit; the average where several prices were used.",
    )
    amount = fields.Monetary(
        readonly=True,
        help="Charge before tax, rounded once to the currency.",
    )
    actual_minutes = fields.Integer(
        readonly=True,
        help="Time worked, before rounding to billing steps.",
    )
    billable_minutes = fields.Integer(
        readonly=True,
        help="Time charged.",
    )
    rate_id = fields.Many2one(
        comodel_name="bpo.rate",
        readonly=True,
        ondelete="set null",
        groups="base.group_user",
        help="The dated rate used.",
    )
    sla_result_id = fields.Many2one(
        comodel_name="bpo.sla.result",
        string="Service Level Result",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The measured period behind a service credit or an earn-back.",
    )
    explanation = fields.Json(
        readonly=True,
        help="The arithmetic: add the steps, round once.",
    )
    source_count = fields.Integer(
        compute="_compute_source_count",
        groups="base.group_user",
        help="Number of time entries, items, milestones and costs billed here.",
    )
    move_line_id = fields.Many2one(
        comodel_name="account.move.line",
        string="Invoice Line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The invoice line that carries the amount.",
    )
    is_manual = fields.Boolean(
        string="Added by Hand",
        readonly=True,
        copy=False,
        help="Added to a draft by a colleague, with a reason; billing keeps it.",
    )
    is_disputed = fields.Boolean(
        readonly=True,
        copy=False,
        help="The client does not agree with this line.",
    )

    def _compute_source_count(self):
        """Count the claims."""
        counts = dict(
            self.env["bpo.claim"]
            .sudo()
            ._read_group(
                [("statement_line_id", "in", self.ids)],
                ["statement_line_id"],
                ["__count"],
            )
        )
        for line in self:
            line.source_count = counts.get(line.id, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_claiming(self):
        """Refuse to lose the link of a billed source."""
        claims = self.env["bpo.claim"].sudo()
        if claims.search_count([("statement_line_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "These statement lines bill work. Cancel their statement first."
                )
            )

    def action_remove(self):
        """Delete a charge that was added by hand to a draft."""
        self.statement_id.check_access("write")
        kept = self.filtered(lambda line: not line.is_manual or line.state != "draft")
        if kept:
            raise UserError(
                self.env._(
                    "%(name)s was calculated or is invoiced and cannot be removed.",
                    name=kept[0].name,
                )
            )
        self.sudo().unlink()
        return True

    def _get_sources(self, kind):
        """The sources of one kind, see :data:`CLAIM_MODELS`; elevated."""
        return self.env["bpo.claim"].sudo()._get_sources(self, kind)

    def _get_sources_action(self, kind):
        """A window action with the sources of one kind."""
        model = CLAIM_MODELS[kind]
        return {
            "type": "ir.actions.act_window",
            "name": self.env["ir.model"]._get(model).name,
            "res_model": model,
            "view_mode": "list,form",
            "domain": [("bpo_statement_line_id", "in", self.ids)],
            "context": {"create": False},
        }

    def action_view_sources(self):
        """Open what the line bills: time, else items, milestones or costs."""
        self.check_access("read")
        claims = self.env["bpo.claim"].sudo()
        kinds = [
            kind
            for [kind] in claims._read_group(
                [("statement_line_id", "in", self.ids)], ["kind"]
            )
        ]
        return self._get_sources_action(kinds[0] if kinds else "time")
