"""Statements beside the period before, service by service."""

from odoo import fields, models
from odoo.tools import SQL


class BpoStatementDifference(models.Model):
    """One row per live statement and service: new, gone, changed or the same.

    Compared with the contract's last live regular statement before it. Charges of the
    contract as a whole (minimum, service credits) are one row. Nothing is stored here.
    """

    _name = "bpo.statement.difference"
    _description = "Difference to the Last Period"
    _auto = False
    _order = "statement_id desc, id"
    _rec_name = "contract_line_id"

    statement_id = fields.Many2one("bpo.statement", readonly=True)
    run_id = fields.Many2one("bpo.billing.run", string="Billing Run", readonly=True)
    contract_id = fields.Many2one("bpo.contract", readonly=True)
    client_id = fields.Many2one("res.partner", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service",
        readonly=True,
        help="Empty: charges of the contract as a whole.",
    )
    change = fields.Selection(
        selection=[
            ("new", "New"),
            ("gone", "Gone"),
            ("changed", "Changed"),
            ("same", "Same"),
        ],
        readonly=True,
        help="New: billed for the first time. Gone: billed in the last period only.",
    )
    amount_previous = fields.Monetary(string="Last Period", readonly=True)
    amount = fields.Monetary(readonly=True)
    difference = fields.Monetary(readonly=True)
    change_percent = fields.Float(
        string="Change (%)",
        digits=(16, 1),
        aggregator=None,
        readonly=True,
        help="Against the last period; empty for what is new.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT compared.*, amount - amount_previous AS difference,
                   CASE WHEN amount_previous <> 0
                        THEN round((amount - amount_previous) * 100
                                   / abs(amount_previous), 1) END AS change_percent,
                   CASE WHEN old_id IS NULL THEN 'new'
                        WHEN new_id IS NULL THEN 'gone'
                        WHEN amount <> amount_previous THEN 'changed'
                        ELSE 'same' END AS change
              FROM (
                SELECT COALESCE(min(line.id) FILTER (WHERE is_now) * 2,
                                min(line.id) * 2 + 1) AS id,
                       s.id AS statement_id, s.run_id, s.contract_id, s.client_id,
                       s.company_id, s.currency_id, line.contract_line_id,
                       min(line.id) FILTER (WHERE is_now) AS new_id,
                       min(line.id) FILTER (WHERE NOT is_now) AS old_id,
                       COALESCE(sum(line.amount) FILTER (WHERE is_now), 0)
                           AS amount,
                       COALESCE(sum(line.amount) FILTER (WHERE NOT is_now), 0)
                           AS amount_previous
                  FROM bpo_statement AS s
             LEFT JOIN LATERAL (
                        SELECT p.id FROM bpo_statement AS p
                         WHERE p.contract_id = s.contract_id AND p.reason = 'regular'
                           AND s.reason = 'regular'
                           AND p.state <> 'cancelled' AND p.date_from < s.date_from
                         ORDER BY p.date_from DESC
                         LIMIT 1
                       ) AS previous ON TRUE
                  JOIN bpo_statement_line AS line
                    ON line.statement_id IN (s.id, previous.id)
            CROSS JOIN LATERAL (SELECT line.statement_id = s.id AS is_now) AS side
                 WHERE s.state <> 'cancelled'
                 GROUP BY s.id, line.contract_line_id
              ) AS compared
            """
        )
