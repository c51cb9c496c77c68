"""A statement beside the contract's previous one."""

from odoo import api, fields, models
from odoo.fields import Domain


class BpoStatementComparisonMixin(models.AbstractModel):
    """Shows what changed, so that a reviewer sees the unusual first."""

    _name = "bpo.statement.comparison.mixin"
    _description = "Statement Comparison"

    currency_id = fields.Many2one(
        comodel_name="res.currency",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id",
        string="Company Currency",
        groups="base.group_user",
    )
    amount_company = fields.Monetary(
        string="Total in Company Currency",
        currency_field="company_currency_id",
        compute="_compute_amount_company",
        groups="base.group_user",
        help="Total before tax at the rate of the invoice's day, as on the ledger. A "
        "cancelled statement counts nothing.",
    )
    previous_amount = fields.Monetary(
        string="Previous",
        compute="_compute_previous_amount",
        groups="base.group_user",
        help="Amount of the contract's previous statement.",
    )
    difference_ids = fields.One2many(
        comodel_name="bpo.statement.difference",
        inverse_name="statement_id",
        string="Differences",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Service by service against the last period.",
    )
    difference = fields.Monetary(
        compute="_compute_previous_amount",
        groups="base.group_user",
        help="Change against the previous statement.",
    )
    is_empty = fields.Boolean(
        string="Nothing to Bill",
        compute="_compute_is_empty",
        search="_search_is_empty",
        groups="base.group_user",
        help="The period has no charge that needs an invoice. The statement closes it, "
        "so that no day is left out.",
    )

    @api.depends("amount_untaxed", "state", "currency_id", "invoice_date")
    def _compute_amount_company(self):
        """What a total over statements of several currencies adds up."""
        for statement in self:
            live = statement.state != "cancelled"
            statement.amount_company = live and statement._in_company_currency(
                statement.amount_untaxed
            )

    def _in_company_currency(self, amount):
        """An amount of the statement at the rate of the invoice's day."""
        self.ensure_one()
        return self.currency_id._convert(
            amount,
            self.company_currency_id,
            self.company_id,
            self.invoice_date or fields.Date.context_today(self),
        )

    @api.depends("state", "move_id", "line_ids.amount", "parked_reason")
    def _compute_is_empty(self):
        """Without any amount, or invoiced without an invoice."""
        for statement in self:
            if statement.state == "draft":
                amounts = any(statement.line_ids.mapped("amount"))
                statement.is_empty = not amounts and not statement.parked_reason
            else:
                statement.is_empty = (
                    statement.state != "cancelled" and not statement.move_id
                )

    @api.model
    def _search_is_empty(self, operator, value):
        """Search by what is computed above."""
        if operator != "in":
            return NotImplemented
        empty = Domain("state", "in", ("invoiced", "disputed")) & Domain(
            "move_id", "=", False
        )
        empty |= Domain(
            [
                ("state", "=", "draft"),
                ("parked_reason", "=", False),
                ("line_ids", "not any", [("amount", "!=", 0)]),
            ]
        )
        wanted = set(map(bool, value))
        if wanted == {True, False}:
            return Domain.TRUE
        return empty if True in wanted else ~empty

    @api.depends("contract_id", "date_from", "amount_untaxed")
    def _compute_previous_amount(self):
        """The last live regular statement before this one."""
        before = self.sudo().search(
            [
                ("contract_id", "in", self.contract_id.ids),
                ("state", "!=", "cancelled"),
                ("reason", "=", "regular"),
            ],
            order="date_from desc, id desc",
        )
        by_contract = before.grouped("contract_id")
        for statement in self:
            earlier = by_contract.get(statement.contract_id, before.browse()).filtered(
                lambda other, day=statement.date_from: other.date_from < day
            )[:1]
            statement.previous_amount = earlier.amount_untaxed
            statement.difference = statement.amount_untaxed - earlier.amount_untaxed
