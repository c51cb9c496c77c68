"""In-house cost of services against what was billed for them."""

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.query import Query

from .bpo_billing_audit import LIVE


class BpoSavingsReport(models.Model):
    """One row for each service of an invoiced statement.

    Billed: its charges and service credits, less posted credit notes. In-house: hours
    and units on the statement at the cost in force on their day, or the monthly cost
    by days. A service without a cost at the start of the period is not compared.

    Example: 10 hours billed at 9.00, in-house 18.50 -> 185.00 - 90.00 = 95.00 saved.
    """

    _name = "bpo.savings.report"
    _description = "Savings Report"
    _auto = False
    _order = "date desc, id"
    _rec_name = "contract_line_id"

    date = fields.Date(readonly=True, help="Last day of the period billed.")
    date_from = fields.Date(string="From", readonly=True)
    statement_id = fields.Many2one("bpo.statement", readonly=True)
    contract_id = fields.Many2one("bpo.contract", readonly=True)
    client_id = fields.Many2one("res.partner", readonly=True)
    contract_line_id = fields.Many2one(
        "bpo.contract.line", string="Service", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    is_compared = fields.Boolean(
        string="Compared",
        readonly=True,
        help="The service has an in-house cost for the period.",
    )
    hours = fields.Float(readonly=True, help="Hours worked that are billed.")
    units = fields.Float(readonly=True, help="Accepted units that are billed.")
    billed = fields.Monetary(
        readonly=True, help="Charges less credits and credit notes, before tax."
    )
    compared = fields.Monetary(
        string="Billed and Compared",
        readonly=True,
        help="What was billed for services with an in-house cost.",
    )
    inhouse = fields.Monetary(
        string="In-House",
        readonly=True,
        help="What the same work would have cost the client itself.",
    )
    saved = fields.Monetary(readonly=True, help="In-house less billed and compared.")
    saved_percent = fields.Float(
        string="Saved (%)",
        readonly=True,
        aggregator="avg",
        help="Saved / in-house; of a group the ratio of its sums.",
    )

    @api.model
    def _read_group_select(self, aggregate_spec: str, query: Query) -> SQL:
        """A ratio of a group is the ratio of its sums."""
        if aggregate_spec != "saved_percent:avg":
            return super()._read_group_select(aggregate_spec, query)
        saved, inhouse = (
            self._field_to_sql(self._table, name, query)
            for name in ("saved", "inhouse")
        )
        return SQL("100 * SUM(%s) / NULLIF(SUM(%s), 0)", saved, inhouse)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT row.*, row.inhouse - row.compared AS saved,
                   100 * (row.inhouse - row.compared) / NULLIF(row.inhouse, 0)
                       AS saved_percent
              FROM (
                SELECT charged.id, s.date_to AS date, s.date_from,
                       s.id AS statement_id, s.contract_id, s.client_id, s.company_id,
                       s.currency_id, charged.contract_line_id,
                       baseline.known AS is_compared,
                       COALESCE(worked.hours, 0) AS hours,
                       COALESCE(worked.units, 0) AS units,
                       charged.amount AS billed,
                       CASE WHEN baseline.known THEN charged.amount ELSE 0 END
                           AS compared,
                       CASE WHEN baseline.known
                            THEN round(COALESCE(worked.cost, 0)
                                       + COALESCE(monthly.cost, 0), 2)
                            ELSE 0 END AS inhouse
                  FROM bpo_statement AS s
                  JOIN bpo_contract AS contract ON contract.id = s.contract_id
            CROSS JOIN LATERAL (%(charged)s) AS charged
             LEFT JOIN bpo_contract_line AS line ON line.id = charged.contract_line_id
            CROSS JOIN LATERAL (
                        SELECT EXISTS (
                            SELECT FROM bpo_inhouse_cost AS cost
                             WHERE cost.contract_line_id = line.id AND cost.active
                               AND cost.date_start
                                   <= GREATEST(s.date_from, line.date_start)
                        ) AS known
                       ) AS baseline
             LEFT JOIN LATERAL (%(worked)s) AS worked ON TRUE
             LEFT JOIN LATERAL (%(monthly)s) AS monthly ON TRUE
                 WHERE s.state IN %(live)s
              ) AS row
            """,
            charged=self._select_charged(),
            worked=self._select_worked(),
            monthly=self._select_monthly(),
            live=LIVE,
        )

    @api.model
    def _select_charged(self):
        """Charges of a statement ``s`` by service, less their posted credit notes.

        A credit note of a summary line takes the same share off each of its charges.
        """
        return SQL(
            """
            SELECT min(charge.id) AS id, charge.contract_line_id,
                   array_agg(charge.id) AS charge_ids,
                   round(sum(charge.amount * (1 - COALESCE(
                       credit.amount / NULLIF(item.price_subtotal, 0), 0))), 2)
                       AS amount
              FROM bpo_statement_line AS charge
         LEFT JOIN account_move_line AS item ON item.id = charge.move_line_id
         LEFT JOIN LATERAL (
                    SELECT sum(back.price_subtotal) AS amount
                      FROM account_move AS note
                      JOIN account_move_line AS back ON back.move_id = note.id
                      JOIN bpo_statement_line AS first
                        ON first.id = back.bpo_statement_line_id
                     WHERE note.reversed_entry_id = item.move_id
                       AND note.state = 'posted'
                       AND first.move_line_id = item.id
                   ) AS credit ON TRUE
             WHERE charge.statement_id = s.id
             GROUP BY charge.contract_line_id
            """
        )

    @api.model
    def _select_worked(self):
        """Hours and units billed by ``charged``, and their in-house cost by day."""
        return SQL(
            """
            SELECT sum(done.hours) AS hours, sum(done.units) AS units,
                   sum(CASE cost.basis
                       WHEN 'hour' THEN done.hours * cost.amount
                       WHEN 'unit' THEN done.units * cost.amount END) AS cost
              FROM (
                SELECT entry.date AS day, entry.unit_amount::numeric AS hours,
                       COALESCE(entry.bpo_output_quantity, 0)::numeric AS units
                  FROM bpo_claim AS claim
                  JOIN account_analytic_line AS entry ON entry.id = claim.source_id
                 WHERE claim.statement_line_id = ANY(charged.charge_ids)
                   AND claim.kind = 'time'
                 UNION ALL
                SELECT (item.accepted_at AT TIME ZONE 'UTC'
                        AT TIME ZONE contract.tz)::date,
                       0, item.accepted_quantity::numeric
                  FROM bpo_claim AS claim
                  JOIN bpo_work_item AS item ON item.id = claim.source_id
                 WHERE claim.statement_line_id = ANY(charged.charge_ids)
                   AND claim.kind = 'item'
              ) AS done
         LEFT JOIN LATERAL (
                    SELECT cost.basis, cost.amount
                      FROM bpo_inhouse_cost AS cost
                     WHERE cost.contract_line_id = line.id AND cost.active
                       AND cost.date_start <= done.day
                     ORDER BY cost.date_start DESC
                     LIMIT 1
                   ) AS cost ON TRUE
            """
        )

    @api.model
    def _select_monthly(self):
        """Monthly in-house cost of the service's days, each by its own month."""
        return SQL(
            """
            SELECT sum(cost.amount / extract(day FROM
                       date_trunc('month', day) + interval '1 month - 1 day')) AS cost
              FROM generate_series(
                       GREATEST(s.date_from, line.date_start),
                       LEAST(s.date_to, line.date_end), interval '1 day') AS day
              JOIN LATERAL (
                    SELECT cost.basis, cost.amount
                      FROM bpo_inhouse_cost AS cost
                     WHERE cost.contract_line_id = line.id AND cost.active
                       AND cost.date_start <= day::date
                     ORDER BY cost.date_start DESC
                     LIMIT 1
                   ) AS cost ON cost.basis = 'month'
             WHERE s.reason = 'regular' AND baseline.known
            """
        )
