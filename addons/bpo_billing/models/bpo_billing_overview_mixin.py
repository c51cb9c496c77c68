"""What a reviewer of a run looks at: held, new, gone and changed."""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ..rating.terms import ONE_DAY


class BpoBillingOverviewMixin(models.AbstractModel):
    """Counts what is unusual in a run, and opens it."""

    _name = "bpo.billing.overview.mixin"
    _description = "Overview of a Billing Run"

    held_count = fields.Integer(
        string="Held for Review",
        compute="_compute_overview",
        help="Statements with something unusual; release them to have them invoiced.",
    )
    left_count = fields.Integer(
        string="Not Invoiced",
        compute="_compute_overview",
        help="Drafts of the run: parked, held, or released since the last step.",
    )
    unposted_count = fields.Integer(
        string="Not Posted",
        compute="_compute_overview",
        help="Statements whose invoice is a draft, such as those left of a joint "
        "invoice from which another one was taken off.",
    )
    empty_count = fields.Integer(
        string="Nothing to Bill",
        compute="_compute_overview",
        help="Statements of periods without any charge; they need no invoice.",
    )
    new_count = fields.Integer(
        string="New Contracts",
        compute="_compute_overview",
        help="Contracts billed for the first time.",
    )
    gone_count = fields.Integer(
        string="Ended Contracts",
        compute="_compute_overview",
        help="Contracts that ended in the period before and are not billed any more.",
    )

    @api.depends(
        "statement_ids.state", "statement_ids.is_held", "statement_ids.move_id.state"
    )
    def _compute_overview(self):
        """Count the live statements by what a reviewer looks for."""
        for run in self:
            live = run.statement_ids.filtered(lambda each: each.state != "cancelled")
            run.held_count = len(live.filtered("is_held"))
            run.left_count = len(live.filtered(lambda each: each.state == "draft"))
            run.unposted_count = len(run._get_unposted())
            run.empty_count = len(live.filtered("is_empty"))
            run.new_count = len(run._get_new_contracts(live))
            run.gone_count = self.env["bpo.contract"].search_count(
                run._get_gone_domain()
            )

    def _get_new_contracts(self, statements):
        """The contracts of statements that have no earlier live one."""
        first = dict(
            self.env["bpo.statement"]._read_group(
                [
                    ("contract_id", "in", statements.contract_id.ids),
                    ("state", "!=", "cancelled"),
                ],
                ["contract_id"],
                ["date_from:min"],
            )
        )
        return statements.filtered(
            lambda each: first.get(each.contract_id) == each.date_from
        ).contract_id

    def _get_gone_domain(self):
        """Domain of the contracts that ended in the period before the run."""
        self.ensure_one()
        domain = [
            ("company_id", "=", self.company_id.id),
            ("state", "!=", "draft"),
            ("date_end", ">=", self.date_from - relativedelta(months=1)),
            ("date_end", "<=", self.date_from - ONE_DAY),
        ]
        if self.contract_ids:
            domain.append(("id", "in", self.contract_ids.ids))
        return domain

    def action_view_held(self):
        """Open the statements held for review."""
        self.ensure_one()
        action = self.action_view_statements()
        domain = [("run_id", "=", self.id), ("is_held", "=", True)]
        return action | {"domain": domain}

    def action_view_differences(self):
        """Open the differences to the last period, service by service."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_billing.bpo_statement_difference_action"
        )
        context = {"search_default_different": 1}
        return action | {"domain": [("run_id", "=", self.id)], "context": context}

    def action_view_gone(self):
        """Open the contracts that ended before the run."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ended Contracts"),
            "res_model": "bpo.contract",
            "view_mode": "list,form",
            "domain": self._get_gone_domain(),
            "context": {"create": False, "active_test": False},
        }
