"""The billing run: preview, invoice, post, each safe to repeat."""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.date_utils import end_of, start_of


class BpoBillingRun(models.Model):
    """Bills everything due up to a day.

    Preview writes draft statements and nothing on the ledger. Invoicing makes native
    draft invoices and links every source, posting posts them. Button, scheduled action
    and RPC call the same methods; repeating one changes nothing that is done.
    """

    _name = "bpo.billing.run"
    _inherit = [
        "bpo.billing.step.mixin",
        "bpo.billing.cron.mixin",
        "bpo.billing.log.mixin",
        "bpo.billing.overview.mixin",
        "bpo.billing.undo.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Billing Run"
    _order = "date_to desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env._("New"),
        help="Number of the run.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="The company that bills.",
    )
    currency_id = fields.Many2one(
        related="company_id.currency_id",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._default_date_from(),
        help="First day of the periods you expect to bill. Periods missed before are "
        "caught up as well, one statement each.",
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: end_of(self._default_date_from(), "month"),
        help="Periods that end on or before this day are billed, and fees in advance "
        "that begin the day after.",
    )
    invoice_date = fields.Date(
        help="Date of all invoices. Empty: each has the date of its own period (its "
        "last day, or the first one where fees are billed in advance).",
    )
    contract_ids = fields.Many2many(
        comodel_name="bpo.contract",
        relation="bpo_billing_run_contract_rel",
        column1="run_id",
        column2="contract_id",
        string="Contracts",
        domain="[('company_id', '=', company_id)]",
        help="Bill only these. Empty: everything that is due.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("previewed", "Previewed"),
            ("invoiced", "Invoiced"),
            ("posted", "Posted"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        help="How far the run is.",
    )
    statement_ids = fields.One2many(
        comodel_name="bpo.statement",
        inverse_name="run_id",
        string="Statements",
        copy=False,
        help="What the run bills.",
    )
    statement_count = fields.Integer(
        compute="_compute_totals",
    )
    parked_count = fields.Integer(
        string="Parked",
        compute="_compute_totals",
        help="Statements that could not be billed; each tells why.",
    )
    invoice_count = fields.Integer(
        string="Invoices",
        compute="_compute_totals",
    )
    amount_untaxed = fields.Monetary(
        string="Total Before Tax",
        compute="_compute_totals",
        help="Sum of the live statements in the company's currency, each at the rate "
        "of its invoice's day.",
    )
    amount_previous = fields.Monetary(
        string="Previous Period",
        compute="_compute_totals",
        help="Sum of the previous statements of the same contracts.",
    )
    has_foreign = fields.Boolean(
        string="Foreign Currencies",
        compute="_compute_totals",
        help="Some statements are not in the company's currency.",
    )
    is_automatic = fields.Boolean(
        string="Automatic",
        readonly=True,
        copy=False,
        help="Made by the daily job.",
    )
    note = fields.Text(
        help="For colleagues.",
    )

    _dates_ordered = models.Constraint(
        "CHECK (date_to >= date_from)",
        "The run ends before it starts: correct one of the two days.",
    )

    @api.model
    def _default_date_from(self):
        """The first of last month."""
        today = fields.Date.context_today(self)
        return start_of(today, "month") - relativedelta(months=1)

    @api.depends("statement_ids.state", "statement_ids.amount_untaxed")
    def _compute_totals(self):
        """Count and add up the live statements."""
        for run in self:
            live = run.statement_ids.filtered(lambda each: each.state != "cancelled")
            run.statement_count = len(live)
            run.parked_count = len(live.filtered("parked_reason"))
            run.invoice_count = len(live.move_id)
            run.amount_untaxed = sum(live.mapped("amount_company"))
            run.amount_previous = sum(
                each._in_company_currency(each.previous_amount) for each in live
            )
            run.has_foreign = bool(live.currency_id - run.currency_id)

    @api.constrains("contract_ids", "company_id")
    def _check_contracts(self):
        """Refuse contracts of another company."""
        for run in self:
            if run.contract_ids.company_id - run.company_id:
                raise ValidationError(
                    self.env._(
                        "Some of the contracts belong to another company than the run: "
                        "make one run per company."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the runs."""
        sequence = self.env["ir.sequence"].sudo()
        for vals in vals_list:
            if not vals.get("name"):
                vals["name"] = sequence.with_company(
                    vals.get("company_id") or self.env.company.id
                ).next_by_code("bpo.billing.run")
        return super().create(vals_list)

    def write(self, vals):
        """Keep what was billed as it was billed."""
        frozen = {"company_id", "contract_ids", "date_from", "date_to", "invoice_date"}
        if frozen & vals.keys():
            done = self.filtered(lambda run: run.state in ("invoiced", "posted"))[:1]
            if done:
                raise UserError(
                    self.env._(
                        "Run %(run)s is invoiced: make a new run for other days or "
                        "contracts.",
                        run=done.name,
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_invoiced(self):
        """Keep runs that made invoices; drop the drafts of the others."""
        kept = self.filtered(
            lambda run: run.statement_ids.filtered(lambda each: each.state != "draft")
        )[:1]
        if kept:
            raise UserError(
                self.env._(
                    "Run %(run)s has invoiced statements and is kept.", run=kept.name
                )
            )
        self.statement_ids.unlink()

    def action_view_statements(self):
        """Open the statements of the run."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_billing.bpo_statement_action"
        )
        return action | {"domain": [("run_id", "=", self.id)], "context": {}}

    def action_view_parked(self):
        """Open the statements that could not be billed."""
        self.ensure_one()
        action = self.action_view_statements()
        domain = [("run_id", "=", self.id), ("parked_reason", "!=", False)]
        return action | {"domain": domain}

    def action_view_invoices(self):
        """Open the invoices of the run."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        moves = self.sudo().statement_ids.move_id
        return action | {"domain": [("id", "in", moves.ids)], "context": {}}
