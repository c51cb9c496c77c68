"""Accounts for revenue that belongs to another month."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    bpo_accrual_journal_id = fields.Many2one(
        comodel_name="account.journal",
        string="Accrual Journal",
        domain="[('type', '=', 'general')]",
        check_company=True,
        groups="base.group_user",
        help="Journal of accruals and deferrals. Empty: the first miscellaneous one.",
    )
    bpo_accrued_account_id = fields.Many2one(
        comodel_name="account.account",
        string="Accrued Revenue",
        domain="[('account_type', '=', 'asset_current')]",
        check_company=True,
        groups="base.group_user",
        help="Asset account of work that is done and not billed.",
    )
    bpo_deferred_account_id = fields.Many2one(
        comodel_name="account.account",
        string="Deferred Revenue",
        domain="[('account_type', '=', 'liability_current')]",
        check_company=True,
        groups="base.group_user",
        help="Liability account of fees that are billed and not earned.",
    )
