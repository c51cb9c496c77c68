"""Amendments: dated changes of a contract with a number of their own."""

from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [
    ("draft", "Draft"),
    ("approved", "Approved"),
    ("cancelled", "Cancelled"),
]


class BpoContractAmendment(models.Model):
    """What changes in a contract from a day on, side by side with what was.

    Approval makes dated rates, new versions of services and dated terms of the contract
    and its service levels. It never reaches back behind what is billed.
    """

    _name = "bpo.contract.amendment"
    _inherit = [
        "bpo.contract.part.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Contract Amendment"
    _order = "date_effective desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env._("New"),
        help="Number of the amendment.",
    )
    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
        domain="[('state', 'in', ('active', 'suspended'))]",
        help="The contract that changes.",
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
    date_effective = fields.Date(
        string="In Force From",
        required=True,
        tracking=True,
        help="First day on which the changes count.",
    )
    reason = fields.Char(
        required=True,
        tracking=True,
        help="Why the contract changes; printed on the letter to the client.",
    )
    state = fields.Selection(
        selection=STATES,
        string="Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
        help="Draft: a proposal. Approved: the contract is changed. Cancelled: it "
        "stays as it was.",
    )
    change_ids = fields.One2many(
        comodel_name="bpo.contract.amendment.change",
        inverse_name="amendment_id",
        string="Changes",
        copy=True,
        help="What changes, old and new side by side.",
    )
    index_value_id = fields.Many2one(
        comodel_name="bpo.price.index.value",
        readonly=True,
        index="btree_not_null",
        help="The value of the price index that asks for the change.",
    )
    index_percent = fields.Float(
        string="Index Change (%)",
        digits=(8, 4),
        readonly=True,
        help="By how much the index has changed since the contract's base value.",
    )
    applied_percent = fields.Float(
        string="Applied (%)",
        digits=(8, 4),
        readonly=True,
        help="The same within the contract's cap and floor.",
    )
    note = fields.Html(
        string="Letter",
        help="Further words for the letter to the client.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Give each amendment its number."""
        for vals in vals_list:
            if vals.get("state", "draft") != "draft":
                raise UserError(self.env._("A new amendment is a draft: approve it."))
            number = self.env["ir.sequence"].next_by_code("bpo.contract.amendment")
            vals["name"] = number or self.env._("New")
        return super().create(vals_list)

    def write(self, vals):
        """Keep what was approved as it is."""
        if vals.keys() & {"state", "date_effective", "contract_id", "change_ids"}:
            self._check_draft(vals.get("state"))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_not_approved(self):
        """Keep approved amendments."""
        self.filtered(lambda record: record.state == "approved")._check_draft()

    def _get_agreed_fields(self):
        """Only drafts change anything; they are checked on approval."""
        return {"date_effective", "change_ids", "contract_id"}

    def action_approve(self):
        """Change the contract.

        Approved amendments are left alone.

        :raise UserError: without changes, before the contract starts or within what
            is billed
        """
        self.check_access("write")
        for amendment in self.filtered(lambda record: record.state != "approved"):
            amendment._check_draft()
            amendment._check_approval()
            amendment._apply()
            amendment._update_state("approved")
        return True

    def action_cancel(self):
        """Drop a draft; the contract stays as it was."""
        self.check_access("write")
        self._check_draft()
        self._update_state("cancelled")
        return True

    def _update_state(self, target):
        """Decide the amendment; the public write refuses to."""
        # pylint: disable-next=super-method-mismatch
        super().write({"state": target})

    def _check_draft(self, target=None):
        """Raise where an amendment is decided, or ``target`` skips the decision.

        :raise UserError: names the amendment
        """
        _ = self.env._
        if target and target != "draft":
            raise UserError(_("Approve or cancel the amendment by its buttons."))
        decided = self.filtered(lambda record: record.state != "draft")
        if decided:
            raise UserError(
                _(
                    "Amendment %(name)s is decided: make a new one.",
                    name=decided[0].name,
                )
            )

    def _check_approval(self):
        """Raise where the changes cannot come into force."""
        _ = self.env._
        values = {"name": self.name, "day": self.date_effective}
        contract = self.contract_id
        if contract.state not in ("active", "suspended"):
            raise UserError(_("The contract of %(name)s is not in force.", **values))
        if not self.change_ids:
            raise UserError(_("Enter what %(name)s changes.", **values))
        if self.date_effective <= contract.date_start:
            raise UserError(
                _("Let %(name)s come into force after the contract's start.", **values)
            )
        self._check_unbilled()
        self.change_ids._get_dated()._check_dated_approval()
        for line in self.change_ids._get_of_lines().line_id:
            if not line._is_in_force(self.date_effective):
                raise UserError(
                    _("%(line)s is not in force on %(day)s.", line=line.name, **values)
                )

    def _check_unbilled(self):
        """Raise where the changes would reach into what is billed.

        :raise UserError: names the first free day
        """
        billed = self.contract_id._get_billed_until()
        if billed and self.date_effective <= billed:
            raise UserError(
                self.env._(
                    "Contract %(contract)s is billed until %(day)s: choose a later "
                    "day.",
                    contract=self.contract_id.name,
                    day=billed,
                )
            )

    def _apply(self):
        """Write the changes into the contract."""
        self.ensure_one()
        day = self.date_effective
        dated = self.change_ids._get_dated()
        dated._await_day()
        for line, changes in self.change_ids._get_of_lines().grouped("line_id").items():
            line._apply_changes(day, changes)
        for change in self.change_ids.filtered(lambda row: row.scope == "card"):
            change._apply_new_service(day)
        dated._apply_due(self.contract_id._get_today())
        if self.index_value_id:
            self.contract_id._set_index_base(self.index_value_id)

    def action_print(self):
        """Print the letter in the client's language."""
        self.check_access("read")
        report = self.env.ref("bpo_contracts.bpo_contract_amendment_report")
        return report.report_action(self)
