"""Milestones of a service line: billed once, when reached and accepted."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class BpoMilestone(models.Model):
    """A step of a project that is billed with an agreed amount when it is done."""

    _name = "bpo.milestone"
    _inherit = ["bpo.billable.mixin", "bpo.client.owned.mixin"]
    _description = "Billing Milestone"
    _order = "contract_line_id, sequence, date, id"
    _check_company_auto = True

    _bpo_claim_kind = "milestone"

    sequence = fields.Integer(
        default=10,
    )
    name = fields.Char(
        required=True,
        help="What is done at this milestone; printed on the statement.",
    )
    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('pricing_model', '=', 'milestone')]",
        check_company=True,
        help="The milestone service this belongs to.",
    )
    contract_id = fields.Many2one(
        related="contract_line_id.contract_id",
        store=True,
        index=True,
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
    currency_id = fields.Many2one(
        related="contract_id.currency_id",
    )
    date = fields.Date(
        string="Planned",
        help="When it is expected to be reached.",
    )
    amount = fields.Monetary(
        help="Agreed amount, untaxed. 0: the price of the service line.",
    )
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("reached", "Reached"),
            ("accepted", "Accepted"),
        ],
        required=True,
        default="planned",
        copy=False,
        index=True,
        help="Accepted milestones are billed. Where the service does not ask for the "
        "client's approval, reached ones are billed as well.",
    )
    reached_on = fields.Date(
        copy=False,
        help="Day on which the milestone was reached.",
    )
    accepted_on = fields.Date(
        copy=False,
        help="Day on which the client accepted it.",
    )
    billable_on = fields.Date(
        compute="_compute_billable_on",
        store=True,
        index="btree_not_null",
        help="The day whose billing period the milestone belongs to; empty while it "
        "is not billed yet.",
    )

    @api.depends(
        "state",
        "reached_on",
        "accepted_on",
        "contract_line_id.requires_client_approval",
    )
    def _compute_billable_on(self):
        """Accepted, or reached where the client need not approve."""
        for milestone in self:
            day = milestone.accepted_on if milestone.state == "accepted" else False
            needs_client = milestone.contract_line_id.requires_client_approval
            if milestone.state == "reached" and not needs_client:
                day = milestone.reached_on
            milestone.billable_on = day

    def action_reach(self):
        """Mark planned milestones as reached today (of the contract)."""
        for milestone in self.filtered(lambda each: each.state == "planned"):
            milestone.write(
                {
                    "state": "reached",
                    "reached_on": milestone.reached_on
                    or milestone.contract_id._get_local_today(),
                }
            )

    def action_accept(self):
        """Mark milestones as accepted by the client today (of the contract)."""
        for milestone in self.filtered(lambda each: each.state != "accepted"):
            today = milestone.contract_id._get_local_today()
            milestone.write(
                {
                    "state": "accepted",
                    "reached_on": milestone.reached_on or today,
                    "accepted_on": milestone.accepted_on or today,
                }
            )

    def write(self, vals):
        """Refuse to change what a statement bills."""
        if vals.keys() - {"sequence", "client_id", "company_id", "contract_id"}:
            self._bpo_check_not_billed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_billed(self):
        self._bpo_check_not_billed()

    def _bpo_check_not_billed(self):
        self.contract_id._bpo_mark_changed()
        billed = self._bpo_is_billed()[:1]
        if billed:
            raise UserError(
                self.env._(
                    "%(name)s is billed. Cancel its statement before you change it.",
                    name=billed.display_name,
                )
            )
