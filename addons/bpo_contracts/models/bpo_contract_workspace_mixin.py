"""Project and analytic account of a contract."""

from odoo import fields, models


class BpoContractWorkspaceMixin(models.AbstractModel):
    """Where the work of a contract happens and where its result is collected."""

    _name = "bpo.contract.workspace.mixin"
    _description = "Contract Workspace"

    analytic_account_id = fields.Many2one(
        comodel_name="account.analytic.account",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
        groups="base.group_user",
        help="Collects revenue and cost of the contract. Made on activation.",
    )
    project_id = fields.Many2one(
        comodel_name="project.project",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
        groups="base.group_user",
        help="Holds the work orders of the contract. Made on activation.",
    )
    task_ids = fields.One2many(
        comodel_name="project.task",
        inverse_name="bpo_contract_id",
        string="Work Orders",
        groups="base.group_user",
        help="What the client ordered.",
    )
    open_task_count = fields.Integer(
        string="Open Work Orders",
        compute="_compute_open_task_count",
        groups="base.group_user",
        help="Work orders that are neither done nor cancelled.",
    )

    def _compute_open_task_count(self):
        """Count the open work orders in one query."""
        counts = self.env["project.task"]._read_group(
            [("bpo_contract_id", "in", self.ids), ("is_closed", "=", False)],
            ["bpo_contract_id"],
            ["__count"],
        )
        by_contract = {contract.id: count for contract, count in counts}
        for contract in self:
            contract.open_task_count = by_contract.get(contract.id, 0)

    def _create_workspace(self):
        """Make analytic account and project of the contracts that have none.

        Elevated: a manager of contracts need not administer projects.
        """
        todo = self.sudo().filtered(lambda contract: not contract.project_id)
        if not todo:
            return
        accounts = self.env["account.analytic.account"].sudo()
        accounts = accounts.create([c._prepare_analytic_vals() for c in todo])
        for contract, account in zip(todo, accounts, strict=True):
            contract.analytic_account_id = account
        projects = self.env["project.project"].sudo()
        projects = projects.create([c._prepare_project_vals() for c in todo])
        for contract, project in zip(todo, projects, strict=True):
            contract.project_id = project

    def _prepare_analytic_vals(self):
        """Return the values of the contract's analytic account.

        :rtype: dict
        """
        plan = self.env.ref("bpo_contracts.analytic_plan_contracts")
        return {
            "name": self.display_name,
            "code": self.name,
            "plan_id": plan.id,
            "partner_id": self.client_id.id,
            "company_id": self.company_id.id,
        }

    def _prepare_project_vals(self):
        """Return the values of the contract's project.

        Only invited people see it: the default of Odoo would show the work of every
        client to all employees.

        :rtype: dict
        """
        stages = self.env["project.task.type"].sudo()
        for name in (
            "ordered",
            "progress",
            "question",
            "delivered",
            "done",
            "cancelled",
        ):
            stages |= self.env.ref(f"bpo_contracts.work_order_stage_{name}")
        return {
            "name": self.display_name,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "account_id": self.analytic_account_id.id,
            "user_id": self.user_id.id,
            "privacy_visibility": "invited_users",
            "type_ids": [fields.Command.set(stages.ids)],
            "label_tasks": self.env._("Work Orders"),
        }

    def action_view_tasks(self):
        """Open the work orders of the contract."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_contracts.project_task_action"
        )
        action["domain"] = [("bpo_contract_id", "=", self.id)]
        action["context"] = {
            "default_bpo_contract_id": self.id,
            "default_project_id": self.project_id.id,
            "search_default_open": 1,
        }
        return action

    def action_view_project(self):
        """Open the project of the contract."""
        self.ensure_one()
        return self.project_id._get_records_action()

    def action_view_analytic_lines(self):
        """Open revenue and cost of the contract."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Revenue and Cost"),
            "res_model": "account.analytic.line",
            "view_mode": "list,pivot,graph",
            "domain": [("auto_account_id", "=", self.analytic_account_id.id)],
        }
