"""Close a month: accrue what is not billed, defer what is not earned."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every
from odoo.tools.date_utils import start_of

from ..models.bpo_billing_batch_mixin import BATCH_SIZE
from ..rating.terms import ONE_DAY

ACCOUNTS = (
    "bpo_accrual_journal_id",
    "bpo_accrued_account_id",
    "bpo_deferred_account_id",
)


class BpoAccrualWizard(models.TransientModel):
    """Previews or posts the accruals of a company on a day.

    Repeating is safe: an accrual that is still right stays, another is replaced.
    """

    _name = "bpo.accrual.wizard"
    _description = "Accrue and Defer"
    _check_company_auto = True

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        help="The company that closes its month.",
    )
    date = fields.Date(
        required=True,
        default=lambda self: (
            start_of(fields.Date.context_today(self), "month") - ONE_DAY
        ),
        help="Closing day. Entries have this date, their reversals the day after.",
    )
    accrue = fields.Boolean(
        string="Accrue Unbilled Work",
        default=True,
        help="Approved work and fees up to the closing day that are not invoiced.",
    )
    defer = fields.Boolean(
        string="Defer Advance Billing",
        default=True,
        help="Invoiced fees of days after the closing day.",
    )
    contract_ids = fields.Many2many(
        comodel_name="bpo.contract",
        relation="bpo_accrual_wizard_contract_rel",
        column1="wizard_id",
        column2="contract_id",
        string="Contracts",
        domain="[('company_id', '=', company_id)]",
        help="Only these. Empty: all.",
    )
    bpo_accrual_journal_id = fields.Many2one(
        comodel_name="account.journal",
        string="Journal",
        compute="_compute_accounts",
        store=True,
        readonly=False,
        domain="[('type', '=', 'general')]",
        check_company=True,
        help="Empty: the first miscellaneous journal.",
    )
    bpo_accrued_account_id = fields.Many2one(
        comodel_name="account.account",
        string="Accrued Revenue",
        compute="_compute_accounts",
        store=True,
        readonly=False,
        domain="[('account_type', '=', 'asset_current')]",
        check_company=True,
        help="Asset account of work that is done and not billed.",
    )
    bpo_deferred_account_id = fields.Many2one(
        comodel_name="account.account",
        string="Deferred Revenue",
        compute="_compute_accounts",
        store=True,
        readonly=False,
        domain="[('account_type', '=', 'liability_current')]",
        check_company=True,
        help="Liability account of fees that are billed and not earned.",
    )

    @api.depends("company_id")
    def _compute_accounts(self):
        """Propose what was chosen last time."""
        for wizard in self:
            for name in ACCOUNTS:
                wizard[name] = wizard.company_id[name]

    def action_preview(self):
        """Show what would be accrued and deferred; nothing is posted."""
        accruals, reasons = self._prepare_accruals(redo=False)
        return self._open(accruals, reasons)

    def action_post(self):
        """Post what is missing, and replace what is not right any more."""
        accruals, reasons = self._prepare_accruals(redo=True)
        accruals.action_post()
        return self._open(accruals, reasons)

    def _prepare_accruals(self, redo):
        """Remember the accounts and make the previews.

        :return: see ``bpo.accrual._prepare_accruals``
        """
        self.ensure_one()
        model = self.env["bpo.accrual"]
        model.check_access("create")
        chosen = {name: self[name].id for name in ACCOUNTS if self[name]}
        self.company_id.sudo().write(chosen)
        due = self.env["bpo.billing.due"]
        contracts = due._get_contracts(self.company_id, self.date, self.contract_ids)
        kinds = {"accrued": self.accrue, "deferred": self.defer}
        wanted = [kind for kind, is_wanted in kinds.items() if is_wanted]
        accruals, reasons = model.sudo().browse(), {}
        for ids in split_every(BATCH_SIZE, contracts.ids):
            found, refused = model._prepare_accruals(
                contracts.browse(ids), self.date, wanted, redo
            )
            accruals += found
            reasons |= refused
        return accruals.sudo(self.env.su), reasons

    def _open(self, accruals, reasons):
        """List the accruals of the day; name a contract that cannot be rated.

        :raise UserError: there is nothing else to show
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_billing.bpo_accrual_action"
        )
        domain = [("company_id", "=", self.company_id.id), ("date", "=", self.date)]
        action |= {"domain": domain, "context": {"search_default_live": 1}}
        if not reasons:
            return action
        contract = self.env["bpo.contract"].sudo().browse(next(iter(reasons)))
        text = self.env._(
            "%(count)s contracts cannot be rated and are left out. %(contract)s: "
            "%(reason)s",
            count=len(reasons),
            contract=contract.name,
            reason=reasons[contract.id],
        )
        if not accruals:
            raise UserError(text)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": text,
                "type": "warning",
                "sticky": True,
                "next": action,
            },
        }
