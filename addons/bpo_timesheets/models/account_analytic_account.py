from odoo import fields, models
from odoo.fields import Domain


class AccountAnalyticAccount(models.Model):
    _name = "account.analytic.account"
    _inherit = ["bpo.agent.wall.mixin", "account.analytic.account"]

    bpo_contract_ids = fields.One2many(
        comodel_name="bpo.contract",
        inverse_name="analytic_account_id",
        string="Contracts",
        groups="base.group_user",
        help="The outsourcing contract whose income and cost this account gathers.",
    )

    def _bpo_get_closed_domain(self, contracts):
        return Domain("bpo_contract_ids", "any!", [("id", "not in", contracts.ids)])
