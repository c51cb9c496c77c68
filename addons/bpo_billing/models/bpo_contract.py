"""What billing adds to a contract: how far it is billed, its statements, its locks."""

from odoo import api, fields, models
from odoo.tools import SQL

PARKED = "bpo_billing.mail_activity_parked"


class BpoContract(models.Model):
    _inherit = "bpo.contract"

    bpo_billing_start = fields.Date(
        string="Billed From",
        tracking=True,
        groups="base.group_user",
        help="First day billed here, where earlier ones were billed elsewhere. Empty: "
        "the start of the contract.",
    )
    bpo_billed_until = fields.Date(
        string="Billed Until",
        readonly=True,
        copy=False,
        index=True,
        groups="base.group_user",
        help="Last day of the latest invoiced statement.",
    )
    bpo_billed_at = fields.Datetime(
        string="Last Billed At",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="When the contract was last billed. Work changed since then is looked at "
        "again.",
    )
    statement_ids = fields.One2many(
        comodel_name="bpo.statement",
        inverse_name="contract_id",
        string="Statements",
        help="What was billed, period by period.",
    )
    statement_count = fields.Integer(
        compute="_compute_statement_count",
        groups="base.group_user",
    )
    bpo_invoice_count = fields.Integer(
        string="Invoices",
        compute="_compute_statement_count",
        groups="base.group_user",
    )
    unbilled_hours = fields.Float(
        compute="_compute_unbilled_hours",
        groups="base.group_user",
        help="Approved time that is on no statement yet.",
    )

    @api.depends("statement_ids.state", "statement_ids.move_id")
    def _compute_statement_count(self):
        """Count live statements and their invoices in one query."""
        rows = self.env["bpo.statement"]._read_group(
            [("contract_id", "in", self.ids), ("state", "!=", "cancelled")],
            ["contract_id"],
            ["__count", "move_id:count_distinct"],
        )
        counts = {contract.id: (count, moves) for contract, count, moves in rows}
        for contract in self:
            numbers = counts.get(contract.id, (0, 0))
            contract.statement_count, contract.bpo_invoice_count = numbers

    def _compute_unbilled_hours(self):
        """Sum the approved time without a claim."""
        rows = (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                self.env["bpo.billing.time"]._get_billable_domain(self),
                ["bpo_contract_id"],
                ["unit_amount:sum"],
            )
        )
        hours = {contract.id: total for contract, total in rows}
        for contract in self:
            contract.unbilled_hours = hours.get(contract.id, 0.0)

    def _get_billed_until(self):
        """Keep amendments from reaching into what is billed."""
        self.ensure_one()
        return self.sudo().bpo_billed_until or super()._get_billed_until()

    def _bpo_lock_for_billing(self, wait=True):
        """Lock contracts against any other billing of them until the transaction ends.

        Whoever wins also writes the rows (``_bpo_update_billed_until``), so a loser
        that waited gets a serialization failure and starts over with fresh data.

        :param bool wait: False skips contracts that another transaction holds
        :return: the locked contracts
        """
        contracts = self.sudo().sorted("id")
        if not contracts:
            return self
        if not wait:
            return contracts.try_lock_for_update(allow_referencing=True)
        self.env.execute_query(
            SQL(
                "SELECT id FROM bpo_contract WHERE id = ANY(%s) ORDER BY id"
                " FOR NO KEY UPDATE",
                contracts.ids,
            )
        )
        return contracts

    def _bpo_mark_changed(self):
        """Let the change of a source and a billing in progress exclude each other.

        A lock alone would not do: a billing that read before the change and locks
        after it would bill what was. The rows get a new version instead, so that one
        of the two fails to serialize and starts over with fresh data.
        """
        if self.ids:
            self.env.cr.execute(
                SQL(
                    "UPDATE bpo_contract SET bpo_billed_at = bpo_billed_at WHERE id IN"
                    " (SELECT id FROM bpo_contract WHERE id = ANY(%s) ORDER BY id"
                    " FOR NO KEY UPDATE)",
                    self.ids,
                )
            )

    def _bpo_update_billed_until(self, billed_now=False):
        """Write how far contracts are billed, from their statements, in one query.

        :param bool billed_now: they were billed in this transaction, late work included
        """
        if not self:
            return
        self.env["bpo.statement"].flush_model(["state", "contract_id"])
        self.env.cr.execute(
            SQL(
                """
                UPDATE bpo_contract AS contract
                   SET bpo_billed_until = (
                        SELECT max(statement.date_to)
                          FROM bpo_statement AS statement
                         WHERE statement.contract_id = contract.id
                           AND statement.state IN ('invoiced', 'disputed')
                       ),
                       bpo_billed_at = COALESCE(%s, contract.bpo_billed_at)
                 WHERE contract.id = ANY(%s)
                """,
                self.env.cr.now() if billed_now else None,
                self.ids,
            )
        )
        self.invalidate_recordset(["bpo_billed_until", "bpo_billed_at"], flush=False)

    def _bpo_park_activity(self, reason):
        """Ask the account manager to look at a contract that could not be billed."""
        for contract in self.sudo():
            contract._bpo_unpark()
            contract.activity_schedule(
                PARKED,
                note=reason,
                user_id=contract.user_id.id or self.env.uid,
            )

    def _bpo_unpark(self):
        """Drop the reminders of contracts that could be billed again."""
        kind = self.env.ref(PARKED)
        self.env["mail.activity"].sudo().search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("activity_type_id", "=", kind.id),
            ]
        ).unlink()

    def action_view_statements(self):
        """Open the contract's statements."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpo_billing.bpo_statement_action"
        )
        return action | {"domain": [("contract_id", "in", self.ids)], "context": {}}

    def action_view_bpo_invoices(self):
        """Open the contract's invoices and credit notes."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        moves = self.sudo().statement_ids.move_id
        domain = ["|", ("id", "in", moves.ids), ("reversed_entry_id", "in", moves.ids)]
        return action | {"domain": domain, "context": {"create": False}}

    def action_view_unbilled(self):
        """Open the approved time that is on no statement yet."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Unbilled Time"),
            "res_model": "account.analytic.line",
            "view_mode": "list,pivot,graph",
            "domain": list(self.env["bpo.billing.time"]._get_billable_domain(self)),
            "context": {"create": False},
        }
