"""Revenue of a contract moved to the month it belongs to."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class BpoAccrual(models.Model):
    """One contract on one closing day: a journal entry and its reversal the day after.

    Accrued: worked and not invoiced, an asset. Deferred: invoiced and not delivered
    yet, a liability. The next closing day looks anew, so month after month the ledger
    shows exactly what was earned. A draft is a preview.
    """

    _name = "bpo.accrual"
    _inherit = ["bpo.accrual.entry.mixin", "bpo.client.owned.mixin"]
    _description = "Accrual"
    _order = "date desc, contract_id, id desc"
    _rec_name = "contract_id"
    _check_company_auto = True

    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        help="The contract whose revenue it is.",
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
        required=True,
        readonly=True,
        index=True,
        help="The closing day; the reversal is dated the day after.",
    )
    kind = fields.Selection(
        selection=[
            ("accrued", "Accrued: not billed yet"),
            ("deferred", "Deferred: billed in advance"),
        ],
        required=True,
        readonly=True,
        help="Which way the revenue moves.",
    )
    line_ids = fields.One2many(
        comodel_name="bpo.accrual.line",
        inverse_name="accrual_id",
        string="Services",
        readonly=True,
    )
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        help="Sum of the services, in the currency of the contract.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Preview"),
            ("posted", "Posted"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        help="Posted: entry and reversal are on the ledger.",
    )
    move_id = fields.Many2one(
        comodel_name="account.move",
        string="Entry",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The entry of the closing day.",
    )
    reversal_move_id = fields.Many2one(
        comodel_name="account.move",
        string="Reversal",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The entry of the day after.",
    )

    _live_uniq = models.UniqueIndex(
        "(contract_id, date, kind) WHERE state != 'cancelled'",
        "This contract has an accrual of this day already.",
    )

    @api.depends("line_ids.amount")
    def _compute_amount(self):
        """Add up the services."""
        for accrual in self:
            accrual.amount = sum(accrual.line_ids.mapped("amount"))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_posted(self):
        """Keep what was on the ledger."""
        kept = self.filtered("move_id")[:1]
        if kept:
            raise UserError(
                self.env._(
                    "The accrual of %(contract)s on %(day)s is on the ledger: cancel "
                    "it instead of deleting it.",
                    contract=kept.contract_id.name,
                    day=kept.date,
                )
            )

    @api.model
    def _prepare_accruals(self, contracts, day, kinds, redo=False):
        """Previews of contracts on a day; what is posted and still right stays.

        :param contracts: elevated contracts
        :param kinds: of the field ``kind``
        :param bool redo: cancel posted accruals that are not right any more and
            preview them again; else they stay
        :return: ``(previews, {contract id: reason it cannot be rated})``
        """
        service = self.env["bpo.billing.accrual"]
        reasons, found = {}, {}
        if "accrued" in kinds:
            portions, reasons = service._get_accrued(contracts, day)
            found["accrued"] = portions
        if "deferred" in kinds:
            found["deferred"] = service._get_deferred(contracts, day)
        live = self.sudo().search(
            [
                ("contract_id", "in", contracts.ids),
                ("date", "=", day),
                ("state", "!=", "cancelled"),
            ]
        )
        known = {(each.contract_id.id, each.kind): each for each in live}
        wanted = self.browse().sudo()
        for kind, portions in found.items():
            for contract in contracts:
                if contract.id in reasons and kind == "accrued":
                    continue
                wanted += self._prepare_accrual(
                    contract,
                    (day, kind),
                    portions.get(contract.id, []),
                    known.get((contract.id, kind), wanted.browse()),
                    redo,
                )
        return wanted, reasons

    @api.model
    def _prepare_accrual(self, contract, key, portions, known, redo):
        """The preview of one contract, or nothing where none is needed.

        :param key: ``(day, kind)``
        :param known: the live accrual of the key, if any
        """
        lines = self._prepare_lines(contract, portions)
        total = sum(vals["amount"] for vals in lines)
        none = known.browse()
        if known.state == "posted":
            same = not contract.currency_id.compare_amounts(known.amount, total)
            if same or not redo:
                return none
            known.action_cancel()
        elif known:
            known.unlink()
        if not lines:
            return none
        day, kind = key
        return self.sudo().create(
            {
                "contract_id": contract.id,
                "date": day,
                "kind": kind,
                "line_ids": [(0, 0, vals) for vals in lines],
            }
        )

    @api.model
    def _prepare_lines(self, contract, portions):
        """Values of the lines: one per service and income account.

        :rtype: list[dict]
        """
        groups = {}
        for portion in portions:
            account = portion.account_id or self._get_income_account(contract, portion)
            group = groups.setdefault(
                (portion.line_id, account),
                {
                    "contract_line_id": portion.line_id,
                    "account_id": account,
                    "name": self._get_line_name(portion),
                    "amount": 0,
                },
            )
            group["amount"] += portion.amount
        return [
            {**vals, "amount": float(vals["amount"])}
            for vals in groups.values()
            if vals["amount"]
        ]

    @api.model
    def _get_line_name(self, portion):
        """Name of the service, or of the charge of the contract as a whole."""
        line = self.env["bpo.contract.line"].sudo().browse(portion.line_id or [])
        return line.name or portion.name

    @api.model
    def _get_income_account(self, contract, portion):
        """Id of the account the invoice will credit.

        :raise UserError: the product has none
        """
        service = self.env["bpo.contract.line"].sudo().browse(portion.line_id or [])
        product = (service or contract.line_ids).product_id[:1]
        template = product.product_tmpl_id.with_company(contract.company_id)
        accounts = template.get_product_accounts(
            fiscal_pos=contract.fiscal_position_id
            or self.env["account.fiscal.position"]
            .sudo()
            .with_company(contract.company_id)
            ._get_fiscal_position(contract.partner_id)
        )
        if not accounts["income"]:
            raise UserError(
                self.env._(
                    "%(product)s has no income account: enter one on the product or "
                    "its category.",
                    product=product.display_name or contract.name,
                )
            )
        return accounts["income"].id
