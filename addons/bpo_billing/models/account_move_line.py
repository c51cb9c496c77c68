"""Invoice lines of statements, and vendor bill lines that are passed through."""

from odoo import api, fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    bpo_statement_line_id = fields.Many2one(
        comodel_name="bpo.statement.line",
        string="Outsourcing Charge",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
        help="The charge this line carries; of a summary line the first one. A credit "
        "note keeps it and so knows what it credits.",
    )
    bpo_contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Pass Through To",
        copy=False,
        index="btree_not_null",
        domain="[('pricing_model', '=', 'passthrough')]",
        check_company=True,
        groups="base.group_user",
        help="On a vendor bill: the pass-through service of the client who pays this "
        "cost. Posting the bill makes it an approved cost.",
    )
    bpo_expense_ids = fields.One2many(
        comodel_name="bpo.expense",
        inverse_name="bill_line_id",
        groups="base.group_user",
    )

    @api.depends("bpo_contract_line_id")
    def _compute_analytic_distribution(self):
        """The cost is the contract's."""
        result = super()._compute_analytic_distribution()
        for line in self:
            account = line.bpo_contract_line_id.sudo().contract_id.analytic_account_id
            if account:
                line.analytic_distribution = {str(account.id): 100.0}
        return result

    def _copy_data_extend_business_fields(self, values):
        """A reversal keeps the link to the charge it takes back."""
        super()._copy_data_extend_business_fields(values)
        values["bpo_statement_line_id"] = self.sudo().bpo_statement_line_id.id

    def _bpo_make_expenses(self):
        """Make an approved cost of each posted bill line that is passed through.

        In the contract's currency at the bill's date; a vendor credit note gives a
        negative cost.

        :return: the new costs
        """
        lines = self.sudo().filtered(
            lambda line: line.bpo_contract_line_id and not line.bpo_expense_ids
        )
        vals_list = [line._prepare_bpo_expense_vals() for line in lines]
        return self.env["bpo.expense"].sudo().create(vals_list)

    def _prepare_bpo_expense_vals(self):
        """Values of the cost of a bill line."""
        self.ensure_one()
        service = self.bpo_contract_line_id
        day = self.move_id.invoice_date or self.date
        sign = -1 if self.move_id.move_type == "in_refund" else 1
        amount = self.currency_id._convert(
            self.price_subtotal * sign, service.currency_id, self.company_id, day
        )
        return {
            "name": self.name or self.move_id.name,
            "date": day,
            "contract_line_id": service.id,
            "amount": amount,
            "state": "approved",
            "bill_line_id": self.id,
        }
