"""The amount of one service in an accrual."""

from odoo import fields, models


class BpoAccrualLine(models.Model):
    """One item of the journal entry of an accrual."""

    _name = "bpo.accrual.line"
    _inherit = ["bpo.client.owned.mixin"]
    _description = "Accrued Service"
    _order = "accrual_id, id"

    accrual_id = fields.Many2one(
        comodel_name="bpo.accrual",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    client_id = fields.Many2one(
        related="accrual_id.client_id",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="accrual_id.company_id",
        store=True,
    )
    currency_id = fields.Many2one(
        related="accrual_id.currency_id",
    )
    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty for what belongs to the contract as a whole.",
    )
    name = fields.Char(
        required=True,
        readonly=True,
        help="What is accrued or deferred.",
    )
    account_id = fields.Many2one(
        comodel_name="account.account",
        string="Income Account",
        required=True,
        readonly=True,
        ondelete="restrict",
        help="The account of the revenue that moves to another month.",
    )
    amount = fields.Monetary(
        readonly=True,
        help="In the currency of the contract.",
    )
