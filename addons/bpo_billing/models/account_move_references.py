"""What an invoice tells the buyer's software and auditor: periods, numbers, backup."""

from odoo import api, fields, models

# Rows of the annex; the spreadsheet of the statement has all.
MAX_ANNEX_ROWS = 2000


class AccountMove(models.Model):
    _inherit = "account.move"

    bpo_statement_count = fields.Integer(
        string="Billing Statements",
        compute="_compute_bpo_statement_count",
        groups="base.group_user",
        help="Statements that the invoice bills, or the credit note takes back.",
    )

    @api.depends("bpo_statement_ids", "reversed_entry_id.bpo_statement_ids")
    def _compute_bpo_statement_count(self):
        """Count them; a credit note has those of its invoice."""
        for move in self:
            move.bpo_statement_count = len(move._bpo_get_statements())

    def _bpo_get_statements(self):
        """The statements an invoice bills, or a credit note takes back, elevated.

        In the order of the invoice's sections, so that all lists of numbers agree.
        """
        self.ensure_one()
        move = self.sudo()
        statements = move.bpo_statement_ids or move.reversed_entry_id.bpo_statement_ids
        return statements._in_invoice_order()

    def _bpo_get_references(self):
        """Billing period and the client's numbers, printed and for e-invoices.

        The period spans all charges: of a statement with fees in advance, last month's
        usage and this month's fees. Of several contracts or orders all numbers, each
        once.

        :return: dict with ``date_from``, ``date_to``, ``order``, ``contract`` and
            ``buyer`` (its own reference); empty where the move bills no statement
        """
        statements = self._bpo_get_statements()
        if not statements:
            return {}
        lines = statements.line_ids
        first = [*statements.mapped("date_from"), *lines.mapped("date_from")]
        last = [*statements.mapped("date_to"), *lines.mapped("date_to")]
        contracts = statements.contract_id
        orders = [contract.purchase_order for contract in contracts]
        orders += lines.contract_line_id.mapped("bpo_purchase_order")
        numbers = [contract.reference or contract.name for contract in contracts]
        return {
            "date_from": min(filter(None, first)),
            "date_to": max(filter(None, last)),
            "order": ", ".join(dict.fromkeys(filter(None, orders))),
            "contract": ", ".join(dict.fromkeys(numbers)),
            "buyer": next(filter(None, contracts.mapped("bpo_buyer_reference")), ""),
        }

    def _bpo_has_annex(self):
        """Whether the printed invoice ends with a backup."""
        return bool(self._bpo_get_annex_statements())

    def _bpo_get_annex_statements(self):
        """The statements whose contracts want a backup on the invoice."""
        return self._bpo_get_statements().filtered(
            lambda each: each.contract_id.bpo_invoice_annex != "none"
        )

    def _bpo_get_annex(self):
        """The backup of each statement, in the client's language.

        :return: list of dicts with ``statement``, ``entries``, ``items`` (rows as in
            the spreadsheet), ``results`` (service levels), ``with_agents`` and
            ``is_cut`` where the rows were too many
        """
        return [
            self._bpo_get_statement_annex(statement)
            for statement in self._bpo_get_annex_statements()
        ]

    def _bpo_get_statement_annex(self, statement):
        """See ``_bpo_get_annex``."""
        contract = statement.contract_id
        named = contract.bpo_annex_agents
        entries, items = [], []
        if contract.bpo_invoice_annex == "full":
            for line in statement.line_ids:
                entries += statement._get_time_rows(line, named)
                items += statement._get_item_rows(line)
        results = self.env["bpo.sla.result"].sudo()
        if statement.usage_from:
            results = results.search(
                [
                    ("contract_id", "=", contract.id),
                    ("date_from", ">=", statement.usage_from),
                    ("date_to", "<=", statement.usage_to),
                ]
            )
        return {
            "statement": statement,
            "entries": entries[:MAX_ANNEX_ROWS],
            "items": items[:MAX_ANNEX_ROWS],
            "results": results,
            "with_agents": named,
            "is_cut": max(len(entries), len(items)) > MAX_ANNEX_ROWS,
        }
