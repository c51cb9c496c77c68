"""One service of a contract and how it is priced."""

from odoo import fields, models

from .constants import MONEY_GROUPS


class BpoContractLine(models.Model):
    """Service line: one service, one unit of measure, one pricing model."""

    _name = "bpo.contract.line"
    _inherit = [
        "bpo.line.terms.mixin",
        "bpo.contract.line.check.mixin",
        "bpo.contract.line.summary.mixin",
        "bpo.contract.line.change.mixin",
        "bpo.contract.line.index.mixin",
        "bpo.contract.part.mixin",
    ]
    _description = "Service Line"
    _order = "contract_id, sequence, id"
    _check_company_auto = True

    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
        help="The contract that promises this service.",
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
    contract_state = fields.Selection(
        related="contract_id.state",
        string="Contract Status",
    )
    date_start = fields.Date(
        string="From",
        help="First day of the service. Empty: the contract's start.",
    )
    date_end = fields.Date(
        string="Until",
        help="Last day of the service. Empty: the contract's end.",
    )
    tier_ids = fields.One2many(
        comodel_name="bpo.rate.tier",
        inverse_name="line_id",
        string="Steps",
        copy=True,
        groups=MONEY_GROUPS,
        help="Price steps by quantity, counted after the included quantity.",
    )
    rate_ids = fields.One2many(
        comodel_name="bpo.rate",
        inverse_name="line_id",
        string="Rates",
        copy=True,
        groups=MONEY_GROUPS,
        help="Rates by date, role and employee. The most specific one in force on "
        "the day of the work counts; without one the line's price.",
    )
    surcharge_ids = fields.One2many(
        comodel_name="bpo.surcharge",
        inverse_name="line_id",
        string="Surcharges",
        copy=True,
        groups=MONEY_GROUPS,
        help="Extra percentages for evenings, weekends and holidays. The first "
        "matching one counts.",
    )
    previous_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Replaces",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
        help="The version of the service that was in force before.",
    )

    def _get_due_at(self, received):
        """Return when work received at ``received`` (naive UTC) is due.

        Extended by the service levels; without one nothing is due.

        :rtype: datetime.datetime or False
        """
        self.ensure_one()
        return False
