"""Milestones of a service line: billed once, when reached and accepted."""

from odoo import api, fields, models

from .bpo_line_extra_mixin import BpoLineExtraMixin


class BpoMilestone(models.Model):
    """A step of a project that is billed with an agreed amount when it is done."""

    _name = "bpo.milestone"
    _inherit = ["bpo.line.extra.mixin"]
    _description = "Billing Milestone"
    _order = "contract_line_id, sequence, date, id"
    _check_company_auto = True

    _bpo_claim_kind = "milestone"
    _bpo_frozen = BpoLineExtraMixin._bpo_frozen | {
        "accepted_on",
        "amount",
        "date",
        "reached_on",
    }

    sequence = fields.Integer(
        default=10,
    )
    name = fields.Char(
        required=True,
        help="What is done at this milestone; printed on the statement.",
    )
    contract_line_id = fields.Many2one(
        domain="[('pricing_model', '=', 'milestone')]",
        help="The milestone service this belongs to.",
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
