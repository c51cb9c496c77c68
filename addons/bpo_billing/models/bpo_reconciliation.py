"""Sources, statements, invoices, ledger and analytic accounts side by side."""

from odoo import api, fields, models
from odoo.tools import SQL

from .bpo_billing_audit import LIVE

# Amounts of the first four are in the contract's currency, the last two are the
# ledger's and the analytic account's own, in the company's.
AMOUNTS = (
    "amount_sources",
    "amount_statement",
    "amount_credited",
    "amount_invoice",
    "amount_draft",
    "amount_ledger",
    "amount_ledger_company",
    "amount_analytic",
)
DIFFERENCES = (
    "difference_sources",
    "difference_invoice",
    "difference_ledger",
    "difference_analytic",
)


class BpoReconciliation(models.Model):
    """One row per statement: what it says at every station from source to ledger.

    - sources: recomputed from the frozen arithmetic of each charge, rounded once;
    - statement: sum of the lines of a live statement, nothing for a cancelled one;
    - credited: posted credit notes of part of a live statement;
    - invoice: native lines less their posted credit notes; of them a draft;
    - ledger: posted journal items of these lines;
    - analytic: their items on the contract's analytic account.

    All differences are 0.00 where all is well. Nothing is stored here.
    """

    _name = "bpo.reconciliation"
    _description = "Reconciliation of Billing"
    _auto = False
    _order = "date_from desc, id desc"
    _rec_name = "statement_id"

    statement_id = fields.Many2one("bpo.statement", readonly=True)
    contract_id = fields.Many2one("bpo.contract", readonly=True)
    client_id = fields.Many2one("res.partner", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    company_currency_id = fields.Many2one("res.currency", readonly=True)
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True)
    date_from = fields.Date(string="From", readonly=True)
    date_to = fields.Date(string="Until", readonly=True)
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("invoiced", "Invoiced"),
            ("disputed", "Disputed"),
            ("cancelled", "Cancelled"),
        ],
        readonly=True,
    )
    amount_sources = fields.Monetary(
        string="Sources",
        readonly=True,
        help="The charges, recomputed from their arithmetic.",
    )
    amount_statement = fields.Monetary(
        string="Statements",
        readonly=True,
        help="Sum of the lines of live statements.",
    )
    amount_credited = fields.Monetary(
        string="Credited",
        readonly=True,
        help="Posted credit notes of live statements.",
    )
    amount_invoice = fields.Monetary(
        string="Invoices",
        readonly=True,
        help="Invoice lines less their posted credit notes, without tax.",
    )
    amount_draft = fields.Monetary(
        string="Not Posted",
        readonly=True,
        help="The part of the invoices that is a draft and not on the ledger yet.",
    )
    amount_ledger = fields.Monetary(
        string="Ledger",
        readonly=True,
        help="Posted journal items of the invoice lines.",
    )
    amount_ledger_company = fields.Monetary(
        string="Ledger (Company Currency)",
        currency_field="company_currency_id",
        readonly=True,
        help="The same journal items in the currency of the company.",
    )
    amount_analytic = fields.Monetary(
        string="Analytic",
        currency_field="company_currency_id",
        readonly=True,
        help="Items on the analytic account of the contract.",
    )
    difference_sources = fields.Monetary(
        string="Sources / Statements",
        readonly=True,
        help="Statements less sources.",
    )
    difference_invoice = fields.Monetary(
        string="Statements / Invoices",
        readonly=True,
        help="Statements less credits less invoices.",
    )
    difference_ledger = fields.Monetary(
        string="Invoices / Ledger",
        readonly=True,
        help="Posted invoices less ledger.",
    )
    difference_analytic = fields.Monetary(
        string="Ledger / Analytic",
        currency_field="company_currency_id",
        readonly=True,
        help="Ledger less analytic account.",
    )
    difference = fields.Monetary(
        readonly=True,
        help="The four differences without their signs, so that none hides another.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT total.*,
                   abs(total.difference_sources) + abs(total.difference_invoice)
                   + abs(total.difference_ledger) + abs(total.difference_analytic)
                       AS difference
              FROM (
                SELECT s.id, s.id AS statement_id, s.contract_id, s.client_id,
                       s.company_id, s.currency_id, s.move_id, s.date_from, s.date_to,
                       s.state, company.currency_id AS company_currency_id,
                       charged.sources AS amount_sources,
                       charged.amount AS amount_statement,
                       booked.credited AS amount_credited,
                       booked.invoice AS amount_invoice,
                       booked.draft AS amount_draft,
                       booked.ledger AS amount_ledger,
                       booked.ledger_company AS amount_ledger_company,
                       booked.analytic AS amount_analytic,
                       charged.amount - charged.sources AS difference_sources,
                       charged.amount - booked.credited - booked.invoice
                           AS difference_invoice,
                       booked.invoice - booked.draft - booked.ledger
                           AS difference_ledger,
                       booked.ledger_company - booked.analytic AS difference_analytic
                  FROM bpo_statement AS s
                  JOIN res_company AS company ON company.id = s.company_id
            CROSS JOIN LATERAL (%s) AS charged
            CROSS JOIN LATERAL (%s) AS booked
                 WHERE s.state != 'draft'
              ) AS total
            """,
            self._select_charged(),
            self._select_booked(),
        )

    @api.model
    def _select_charged(self):
        """What the charges of a live statement ``s`` are, and what they should be.

        The steps are added exactly and rounded once, half up: the rule of every
        explanation. Twelve digits first, as thirds have no end.
        """
        return SQL(
            """
            SELECT COALESCE(sum(line.amount), 0)::numeric AS amount,
                   COALESCE(sum(COALESCE(exact.amount, line.amount)), 0)::numeric
                       AS sources
              FROM bpo_statement_line AS line
              JOIN res_currency AS currency ON currency.id = s.currency_id
         LEFT JOIN LATERAL (
                    SELECT round(round(sum(
                               (step->>'quantity')::numeric * (step->>'rate')::numeric
                               * (step->>'numerator')::numeric
                               / (step->>'denominator')::numeric
                           ), 12) / currency.rounding) * currency.rounding AS amount
                      FROM jsonb_array_elements(line.explanation->'steps') AS step
                   ) AS exact ON TRUE
             WHERE line.statement_id = s.id AND s.state IN %s
            """,
            LIVE,
        )

    @api.model
    def _select_booked(self):
        """What native documents say about a statement ``s``."""
        return SQL(
            """
            SELECT COALESCE(sum(entry.amount) FILTER (
                       WHERE entry.is_credit AND s.state IN %(live)s), 0) * -1
                       AS credited,
                   COALESCE(sum(entry.amount), 0) AS invoice,
                   COALESCE(sum(entry.amount) FILTER (
                       WHERE entry.state = 'draft'), 0) AS draft,
                   COALESCE(sum(entry.ledger), 0) AS ledger,
                   COALESCE(sum(entry.ledger_company), 0) AS ledger_company,
                   COALESCE(sum(entry.analytic), 0) AS analytic
              FROM (
                SELECT move.state,
                       move.id != s.move_id AS is_credit,
                       item.price_subtotal * (CASE move.move_type
                           WHEN 'out_refund' THEN -1 ELSE 1 END) AS amount,
                       CASE WHEN move.state = 'posted'
                            THEN -item.amount_currency END AS ledger,
                       CASE WHEN move.state = 'posted'
                            THEN -item.balance END AS ledger_company,
                       (SELECT sum(analytic.amount)
                          FROM account_analytic_line AS analytic
                          JOIN bpo_contract AS contract
                            ON contract.id = s.contract_id
                           AND contract.analytic_account_id = analytic.%(plan)s
                         WHERE analytic.move_line_id = item.id
                           AND move.state = 'posted') AS analytic
                  FROM account_move AS move
                  JOIN account_move_line AS item
                    ON item.move_id = move.id AND item.display_type = 'product'
             LEFT JOIN bpo_statement_line AS charge
                    ON charge.id = item.bpo_statement_line_id
                 WHERE move.id IN (
                           SELECT s.move_id
                            UNION
                           SELECT credit.id FROM account_move AS credit
                            WHERE credit.reversed_entry_id = s.move_id
                              AND credit.state = 'posted'
                       )
                   AND move.state != 'cancel'
                   AND COALESCE(charge.statement_id, (
                           SELECT min(other.id) FROM bpo_statement AS other
                            WHERE other.move_id = s.move_id)) = s.id
              ) AS entry
            """,
            live=LIVE,
            plan=SQL.identifier(self._get_plan_column()),
        )

    @api.model
    def _get_plan_column(self):
        """Column of analytic items that holds the contract's account."""
        return self.env.ref("bpo_contracts.analytic_plan_contracts")._column_name()

    def _get_moves(self):
        """The invoices and their posted credit notes."""
        self.check_access("read")
        moves = self.sudo().move_id
        return moves + moves.reversal_move_ids.filtered(lambda m: m.state == "posted")

    def _get_items(self):
        """The journal items that carry the charges."""
        return self._get_moves().line_ids.filtered(
            lambda item: item.display_type == "product"
        )

    def action_view_lines(self):
        """Open the charges, to compare sources and statements."""
        self.check_access("read")
        lines = self.sudo().statement_id.line_ids
        return self._open("bpo.statement.line", lines, self.env._("Charges"))

    def action_view_invoices(self):
        """Open the invoices and credit notes, to compare them with the statements."""
        return self._open("account.move", self._get_moves(), self.env._("Invoices"))

    def action_view_items(self):
        """Open the journal items, to compare ledger and invoices."""
        items = self._get_items()
        return self._open("account.move.line", items, self.env._("Journal Items"))

    def action_view_analytic(self):
        """Open the analytic items, to compare them with the ledger."""
        lines = self._get_items().analytic_line_ids
        name = self.env._("Analytic Items")
        return self._open("account.analytic.line", lines, name)

    @api.model
    def _open(self, model, records, name):
        """An action that lists records."""
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,form",
            "domain": [("id", "in", records.ids)],
            "context": {"create": False},
        }
