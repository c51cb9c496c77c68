"""How a service level did in a period."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

STATES = [("provisional", "Provisional"), ("final", "Final"), ("excused", "Excused")]

# What people may enter; everything else is measured or credited by the system.
EDITABLE = {"event", "excuse_attachment_ids", "excuse_reason", "note"}


class BpoSlaResult(models.Model):
    """Measured attainment of one service level and one period.

    Provisional while the period runs and can change, final once it was billed, excused
    when a miss was not the provider's fault. Keeps its inputs, so that attainment and
    credit can be recomputed from the record alone.
    """

    _name = "bpo.sla.result"
    _inherit = [
        "bpo.sla.evaluation.mixin",
        "bpo.sla.credit.mixin",
        "bpo.sla.excuse.mixin",
        "bpo.client.owned.mixin",
    ]
    _description = "Service Level Result"
    _order = "date_from desc, contract_id, sla_id, id desc"
    _check_company_auto = True

    sla_id = fields.Many2one(
        comodel_name="bpo.sla",
        string="Service Level",
        required=True,
        readonly=True,
        ondelete="restrict",
        help="The promise that was measured.",
    )
    contract_id = fields.Many2one(
        related="sla_id.contract_id",
        store=True,
        index=True,
        precompute=True,
    )
    line_id = fields.Many2one(
        related="sla_id.line_id",
        store=True,
    )
    client_id = fields.Many2one(
        related="sla_id.client_id",
        string="Client",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="sla_id.company_id",
        store=True,
    )
    currency_id = fields.Many2one(
        related="contract_id.currency_id",
    )
    metric = fields.Selection(
        related="sla_id.metric",
        store=True,
    )
    is_critical = fields.Boolean(
        related="sla_id.is_critical",
        store=True,
    )
    date_from = fields.Date(
        string="From",
        required=True,
        readonly=True,
        help="First day of the period, in the contract's time zone.",
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        readonly=True,
        help="Last day of the period.",
    )
    state = fields.Selection(
        selection=STATES,
        required=True,
        readonly=True,
        default="provisional",
        index=True,
        help="Provisional: measured again every day. Final: billed. Excused: a miss "
        "that gives no credit.",
    )
    target_percent = fields.Float(
        string="Target (%)",
        readonly=True,
        digits=(6, 3),
        min_display_digits=0,
        aggregator="avg",
        help="The target when the period was measured.",
    )
    numerator = fields.Float(
        string="Met",
        readonly=True,
        digits=(16, 4),
        min_display_digits=0,
        help="Items in time or without error, delivered units or staffed minutes.",
    )
    denominator = fields.Float(
        string="Measured",
        readonly=True,
        digits=(16, 4),
        min_display_digits=0,
        help="Measured items, committed units or promised minutes.",
    )
    attainment_percent = fields.Float(
        string="Attainment (%)",
        readonly=True,
        digits=(9, 4),
        min_display_digits=2,
        aggregator="avg",
        help="Met in percent of measured.",
    )
    met = fields.Boolean(
        string="Target Met",
        readonly=True,
        help="Whether the target was reached, compared without rounding.",
    )
    inputs = fields.Json(
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="What the measurement used: threshold, hours, time zone.",
    )
    measured_at = fields.Datetime(
        string="Measured On",
        readonly=True,
        groups="base.group_user",
        help="When the period was last measured.",
    )
    item_ids = fields.Many2many(
        comodel_name="bpo.work.item",
        relation="bpo_sla_result_item_rel",
        column1="result_id",
        column2="item_id",
        string="Measured Items",
        readonly=True,
        groups="base.group_user",
        help="The evidence: every item that was counted.",
    )
    missed_item_ids = fields.Many2many(
        comodel_name="bpo.work.item",
        relation="bpo_sla_result_missed_rel",
        column1="result_id",
        column2="item_id",
        string="Missed Items",
        readonly=True,
        groups="base.group_user",
        help="Those of the items that missed the target.",
    )
    event = fields.Char(
        string="Cause",
        groups="base.group_user",
        help="Misses with the same cause count as a single event: only the highest "
        "credit is given.",
    )
    note = fields.Text(
        groups="base.group_user",
        help="For colleagues only, never shown to the client.",
    )
    _sla_period_uniq = models.UniqueIndex(
        "(sla_id, date_from, date_to)",
        "This service level has a result for the period already.",
    )

    @api.depends("sla_id.name", "date_from", "date_to")
    def _compute_display_name(self):
        """Show level and period."""
        for result in self:
            result.display_name = (
                f"{result.sla_id.name or ''} "
                f"{format_date(self.env, result.date_from)} - "
                f"{format_date(self.env, result.date_to)}"
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Only the measurement makes results."""
        self._check_bpo_entered({"sla_id"})
        return super().create(vals_list)

    def write(self, vals):
        """Protect what was measured and credited."""
        self._check_bpo_entered(vals.keys())
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_final(self):
        """Keep final results."""
        final = self.filtered(lambda result: result.state == "final")
        if final:
            raise UserError(
                self.env._(
                    "%(result)s is final and was billed: cancel its statement before "
                    "you delete it.",
                    result=final[0].display_name,
                )
            )

    def action_measure(self):
        """Measure the periods of the provisional results again."""
        self.check_access("write")
        for result in self.filtered(lambda one: one.state == "provisional"):
            self._bpo_evaluate(result.contract_id, result.date_from, result.date_to)

    def action_view_items(self):
        """Open the items behind the percentage."""
        return self._get_bpo_item_action("item_ids")

    def action_view_missed_items(self):
        """Open the items that missed the target."""
        return self._get_bpo_item_action("missed_item_ids")

    def _bpo_finalize(self):
        """Freeze provisional results when their period is invoiced; repeatable.

        :return: the results that have become final
        """
        todo = self.filtered(lambda result: result.state == "provisional")
        todo.sudo().write({"state": "final"})
        return todo

    def _bpo_reopen(self):
        """Make final results provisional again when their statement is cancelled.

        :return: the reopened results
        """
        todo = self.filtered(lambda result: result.state == "final")
        todo.sudo().write({"state": "provisional"})
        return todo

    @api.model
    def _bpo_finalize_periods(self, periods):
        """Freeze all results of invoiced periods, met ones as well; repeatable.

        :param periods: list of (contract id, first day, last day) of the usage billed
        :return: the results that have become final
        """
        return self._bpo_of_periods(periods, "provisional")._bpo_finalize()

    @api.model
    def _bpo_reopen_periods(self, periods):
        """Make all final results of cancelled periods provisional again.

        :param periods: list of (contract id, first day, last day)
        :return: the reopened results
        """
        return self._bpo_of_periods(periods, "final")._bpo_reopen()

    @api.model
    def _bpo_of_periods(self, periods, state):
        """Return the results of periods in a state, in one query."""
        wanted = set(periods)
        found = self.sudo().search(
            [
                ("contract_id", "in", [period[0] for period in wanted]),
                ("date_from", "in", list({period[1] for period in wanted})),
                ("state", "=", state),
            ]
        )
        return found.filtered(
            lambda one: (one.contract_id.id, one.date_from, one.date_to) in wanted
        )

    def _get_bpo_item_action(self, relation):
        """Return the action that opens the items of a relation."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_contracts.bpo_work_item_action"
        )
        inverse = "result_ids" if relation == "item_ids" else "missed_result_ids"
        action["domain"] = [(inverse, "=", self.id)]
        action["context"] = {}
        action["display_name"] = self.display_name
        return action

    def _check_bpo_entered(self, names):
        """Refuse to enter by hand what is measured.

        :raise AccessError: names what may be entered
        """
        if self.env.su or not set(names) - EDITABLE:
            return
        raise AccessError(
            self.env._(
                "Service level results are measured, not entered: enter cause, reason "
                "and documents only, and use the buttons."
            )
        )
