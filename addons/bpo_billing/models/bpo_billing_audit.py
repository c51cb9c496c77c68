"""What must always be true of billing, asked of the database.

Each check is a query that returns what breaks it: nothing, if all is well. Reports,
tests and fault injection use the same queries.
"""

from dataclasses import dataclass

from odoo import api, models
from odoo.tools import SQL

LIVE = SQL("('invoiced', 'disputed')")
SIGN = SQL("(CASE m.move_type WHEN 'out_refund' THEN -1 ELSE 1 END)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be.

    :param code: the check, see ``_get_checks``
    :param model: model of the record that shows it
    :param record_id: its id
    :param amount: what is missing or too much, where that is a number
    """

    code: str
    model: str
    record_id: int
    amount: float = 0.0


class BpoBillingAudit(models.AbstractModel):
    """Compares sources, statements, invoices, ledger and analytic accounts."""

    _name = "bpo.billing.audit"
    _description = "Audit of Billing"

    @api.model
    def _get_findings(self, company=None):
        """Everything that is wrong, in the order of the checks.

        :param company: only this company
        :rtype: list[Finding]
        """
        self.env.flush_all()
        company_id = SQL("%s", company.id) if company else SQL("s.company_id")
        findings = []
        for code, model, query in self._get_checks(company_id):
            rows = self.env.execute_query(query)
            findings += [Finding(code, model, *row) for row in rows]
        return findings

    @api.model
    def _get_labels(self):
        """``{code: sentence}`` of the checks.

        :rtype: dict[str, str]
        """
        _ = self.env._
        return {
            "double_claim": _("Work billed on two statement lines"),
            "dead_claim": _("Work held by a statement that is not live"),
            "unapproved": _("Billed time that is not approved"),
            "double_period": _("Days billed by two statements"),
            "gap": _("Days between two statements that nobody billed"),
            "statement": _("Statement differs from the sum of its lines"),
            "invoice": _("Statement differs from its invoice"),
            "no_invoice": _("Live statement without a live invoice"),
            "no_statement": _("Live invoice whose statement is not live"),
            "double_invoice": _("Statement on two live invoices"),
            "line": _("Statement line differs from its invoice line"),
            "analytic": _("Invoice differs from the contract's analytic account"),
            "minutes": _("Time on a line differs from its billed entries"),
        }

    @api.model
    def _get_checks(self, company_id):
        """``(code, model, query)``; a query returns ``(record id, amount)``.

        :param company_id: SQL, compared with ``s.company_id``
        """
        return [
            *self._get_claim_checks(company_id),
            *self._get_period_checks(company_id),
            *self._get_amount_checks(company_id),
            *self._get_ledger_checks(company_id),
        ]

    @api.model
    def _get_claim_checks(self, company_id):
        double = SQL(
            """
            SELECT min(statement_line_id), count(*)
              FROM bpo_claim GROUP BY source_id, kind HAVING count(*) > 1
            """
        )
        dead = SQL(
            """
            SELECT c.statement_line_id, count(*)
              FROM bpo_claim c
              LEFT JOIN bpo_statement_line l ON l.id = c.statement_line_id
              LEFT JOIN bpo_statement s ON s.id = l.statement_id
             WHERE s.id IS NULL OR s.state NOT IN %s
             GROUP BY c.statement_line_id
            """,
            LIVE,
        )
        unapproved = SQL(
            """
            SELECT e.id, e.unit_amount
              FROM bpo_claim c
              JOIN account_analytic_line e ON e.id = c.source_id
             WHERE c.kind = 'time' AND e.bpo_state <> 'approved'
            """
        )
        return [
            ("double_claim", "bpo.statement.line", double),
            ("dead_claim", "bpo.statement.line", dead),
            ("unapproved", "account.analytic.line", unapproved),
        ]

    @api.model
    def _get_period_checks(self, company_id):
        double = SQL(
            """
            SELECT s.id, 0
              FROM bpo_statement s
              JOIN bpo_statement o ON o.contract_id = s.contract_id AND o.id > s.id
               AND o.reason = s.reason AND o.state <> 'cancelled'
               AND daterange(o.date_from, o.date_to, '[]')
                   && daterange(s.date_from, s.date_to, '[]')
             WHERE s.state <> 'cancelled' AND s.reason = 'regular'
               AND s.company_id = %s
            """,
            company_id,
        )
        gap = SQL(
            """
            SELECT id, days FROM (
                SELECT s.id, s.date_from - lag(s.date_to) OVER (
                           PARTITION BY s.contract_id ORDER BY s.date_from
                       ) - 1 AS days
                  FROM bpo_statement s
                 WHERE s.state <> 'cancelled' AND s.reason = 'regular'
                   AND s.company_id = %s
            ) AS chain
             WHERE days > 0
            """,
            company_id,
        )
        return [
            ("double_period", "bpo.statement", double),
            ("gap", "bpo.statement", gap),
        ]

    @api.model
    def _get_amount_checks(self, company_id):
        statement = SQL(
            """
            SELECT s.id, s.amount_untaxed - COALESCE(sum(l.amount), 0)
              FROM bpo_statement s
              LEFT JOIN bpo_statement_line l ON l.statement_id = s.id
             WHERE s.state <> 'cancelled' AND s.company_id = %s
             GROUP BY s.id
            HAVING abs(COALESCE(s.amount_untaxed, 0) - COALESCE(sum(l.amount), 0))
                   > 0.001
            """,
            company_id,
        )
        line = SQL(
            """
            SELECT min(l.id), n.price_subtotal * %(sign)s - sum(l.amount)
              FROM bpo_statement s
              JOIN bpo_statement_line l ON l.statement_id = s.id
              JOIN account_move m ON m.id = s.move_id
              JOIN account_move_line n ON n.id = l.move_line_id
             WHERE s.state IN %(live)s AND s.company_id = %(company)s
             GROUP BY n.id, m.id
            HAVING abs(n.price_subtotal * %(sign)s - sum(l.amount)) > 0.001
            """,
            sign=SIGN,
            live=LIVE,
            company=company_id,
        )
        minutes = SQL(
            """
            SELECT l.id, l.actual_minutes - sum(e.unit_amount * 60)
              FROM bpo_statement s
              JOIN bpo_statement_line l ON l.statement_id = s.id AND l.kind = 'time'
              JOIN bpo_claim c ON c.statement_line_id = l.id AND c.kind = 'time'
              JOIN account_analytic_line e ON e.id = c.source_id
             WHERE s.state IN %s AND s.company_id = %s
               AND NOT EXISTS (
                    SELECT FROM account_move r
                     WHERE r.reversed_entry_id = s.move_id AND r.state = 'posted'
               )
             GROUP BY l.id
            HAVING abs(l.actual_minutes - sum(e.unit_amount * 60))
                   > 1 + count(DISTINCT e.employee_id)
            """,
            LIVE,
            company_id,
        )
        return [
            ("statement", "bpo.statement", statement),
            ("line", "bpo.statement.line", line),
            ("minutes", "bpo.statement.line", minutes),
        ]

    @api.model
    def _get_ledger_checks(self, company_id):
        invoice = SQL(
            """
            SELECT min(s.id) FILTER (WHERE s.state IN %(live)s),
                   sum(s.amount_untaxed) - m.amount_untaxed * %(sign)s
              FROM bpo_statement s
              JOIN account_move m ON m.id = s.move_id
             WHERE s.company_id = %(company)s
             GROUP BY m.id
            HAVING bool_or(s.state IN %(live)s)
               AND abs(sum(s.amount_untaxed) - m.amount_untaxed * %(sign)s) > 0.001
            """,
            live=LIVE,
            company=company_id,
            sign=SIGN,
        )
        no_invoice = SQL(
            """
            SELECT s.id, s.amount_untaxed
              FROM bpo_statement s
              LEFT JOIN account_move m ON m.id = s.move_id AND m.state <> 'cancel'
             WHERE s.state IN %s AND s.company_id = %s AND m.id IS NULL
               AND EXISTS (SELECT FROM bpo_statement_line l
                            WHERE l.statement_id = s.id AND l.amount <> 0)
            """,
            LIVE,
            company_id,
        )
        no_statement = SQL(
            """
            SELECT m.id, m.amount_untaxed
              FROM account_move m
              LEFT JOIN bpo_statement s ON s.move_id = m.id AND s.state IN %s
             WHERE m.bpo_billing_key IS NOT NULL AND m.state <> 'cancel'
               AND s.id IS NULL AND (m.company_id = %s)
               AND m.amount_untaxed > COALESCE((
                       SELECT sum(CASE WHEN r.move_type = m.move_type
                                       THEN -r.amount_untaxed ELSE r.amount_untaxed END)
                         FROM account_move r
                        WHERE r.reversed_entry_id = m.id AND r.state = 'posted'), 0)
            """,
            LIVE,
            SQL("m.company_id") if company_id.code == "s.company_id" else company_id,
        )
        analytic = SQL(
            """
            SELECT s.id, sum(n.balance + COALESCE(a.amount, 0))
              FROM bpo_statement s
              JOIN bpo_contract k ON k.id = s.contract_id
               AND k.analytic_account_id IS NOT NULL
              JOIN account_move m ON m.id = s.move_id AND m.state = 'posted'
              JOIN account_move_line n ON n.move_id = m.id
               AND n.display_type = 'product'
              JOIN bpo_statement_line l ON l.id = n.bpo_statement_line_id
               AND l.statement_id = s.id
              LEFT JOIN LATERAL (
                       SELECT sum(x.amount) AS amount FROM account_analytic_line x
                        WHERE x.move_line_id = n.id) a ON TRUE
             WHERE s.state IN %s AND s.company_id = %s
             GROUP BY s.id
            HAVING abs(sum(n.balance + COALESCE(a.amount, 0))) > 0.001
            """,
            LIVE,
            company_id,
        )
        double_invoice = SQL(
            """
            SELECT s.id, count(DISTINCT m.id)
              FROM account_move m
              JOIN account_move_line n ON n.move_id = m.id
              JOIN bpo_statement_line l ON l.id = n.bpo_statement_line_id
              JOIN bpo_statement s ON s.id = l.statement_id
             WHERE m.bpo_billing_key IS NOT NULL AND m.state <> 'cancel'
               AND s.company_id = %s
             GROUP BY s.id
            HAVING count(DISTINCT m.id) > 1
            """,
            company_id,
        )
        return [
            ("invoice", "bpo.statement", invoice),
            ("no_invoice", "bpo.statement", no_invoice),
            ("no_statement", "account.move", no_statement),
            ("analytic", "bpo.statement", analytic),
            ("double_invoice", "bpo.statement", double_invoice),
        ]
