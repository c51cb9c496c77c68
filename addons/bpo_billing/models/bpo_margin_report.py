"""Revenue, cost and margin from native analytic items."""

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.query import Query

# a row's id is that of its analytic item, then bits that tell its shares apart
ID_BITS = 20


class BpoMarginReport(models.Model):
    """What contracts earn and cost, by client, service, agent, location and month.

    Revenue: journal items on the contract's analytic account; that of a charge for
    time is shared out to the agents by the time billed. Cost: time at the agents'
    hourly costs, and vendor bills. All in the company's currency, nothing is stored.
    """

    _name = "bpo.margin.report"
    _description = "Margin"
    _auto = False
    _order = "date desc, id"
    _rec_name = "contract_id"

    date = fields.Date(readonly=True)
    kind = fields.Selection(
        selection=[
            ("revenue", "Invoices and accruals"),
            ("time", "Time"),
            ("other", "Bills and others"),
        ],
        readonly=True,
        help="Where the amount comes from.",
    )
    contract_id = fields.Many2one("bpo.contract", readonly=True)
    client_id = fields.Many2one("res.partner", readonly=True)
    contract_line_id = fields.Many2one(
        "bpo.contract.line", string="Service", readonly=True
    )
    employee_id = fields.Many2one("hr.employee", string="Agent", readonly=True)
    department_id = fields.Many2one("hr.department", string="Team", readonly=True)
    work_location_id = fields.Many2one(
        "hr.work.location", string="Location", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    hours = fields.Float(readonly=True, help="Hours worked.")
    revenue = fields.Monetary(readonly=True, help="Invoiced and accrued, before tax.")
    cost = fields.Monetary(readonly=True, help="Time and bills, as a positive amount.")
    margin = fields.Monetary(readonly=True, help="Revenue less cost.")
    margin_percent = fields.Float(
        string="Margin (%)",
        readonly=True,
        aggregator="avg",
        help="Margin / revenue; of a group the ratio of its sums.",
    )

    @api.model
    def _read_group_select(self, aggregate_spec: str, query: Query) -> SQL:
        """A ratio of a group is the ratio of its sums."""
        if aggregate_spec != "margin_percent:avg":
            return super()._read_group_select(aggregate_spec, query)
        margin, revenue = (
            self._field_to_sql(self._table, name, query)
            for name in ("margin", "revenue")
        )
        return SQL("100 * SUM(%s) / NULLIF(SUM(%s), 0)", margin, revenue)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT item.id, item.date, item.kind, item.contract_id,
                   contract.client_id, item.contract_line_id, item.employee_id,
                   version.department_id, version.work_location_id,
                   contract.company_id, company.currency_id, item.hours,
                   item.revenue, item.cost, item.revenue - item.cost AS margin,
                   100 * (item.revenue - item.cost) / NULLIF(item.revenue, 0)
                       AS margin_percent
              FROM (%s UNION ALL %s) AS item
              JOIN bpo_contract AS contract ON contract.id = item.contract_id
              JOIN res_company AS company ON company.id = contract.company_id
         LEFT JOIN hr_employee AS employee ON employee.id = item.employee_id
         LEFT JOIN LATERAL (
                    SELECT version.department_id, version.work_location_id
                      FROM hr_version AS version
                     WHERE version.employee_id = employee.id
                     ORDER BY version.date_version <= item.date DESC,
                              abs(version.date_version - item.date)
                     LIMIT 1
                   ) AS version ON TRUE
            """,
            self._select_time(),
            self._select_journal(),
        )

    @api.model
    def _select_time(self):
        """Cost of the time of contracts, entry by entry."""
        return SQL(
            """
            SELECT entry.id::bigint << %s AS id, entry.date, 'time' AS kind,
                   entry.bpo_contract_id AS contract_id,
                   entry.bpo_contract_line_id AS contract_line_id,
                   entry.employee_id, entry.unit_amount::numeric AS hours,
                   0::numeric AS revenue, -entry.amount AS cost
              FROM account_analytic_line AS entry
             WHERE entry.bpo_contract_id IS NOT NULL
            """,
            ID_BITS,
        )

    @api.model
    def _select_journal(self):
        """Journal items on contracts' accounts; charges for time by agent.

        A credit note leads to the charges of the invoice line it credits. The weights
        of a line add up to one: each charge by its amount, within it each agent by the
        time billed.
        """
        column = self.env["bpo.reconciliation"]._get_plan_column()
        return SQL(
            """
            SELECT (analytic.id::bigint << %s)
                   + (COALESCE(share.employee_id, 0) * 1009
                      + COALESCE(share.contract_line_id, 0)) %% %s AS id,
                   analytic.date,
                   CASE WHEN account.account_type LIKE 'income%%' THEN 'revenue'
                        ELSE 'other' END AS kind,
                   contract.id AS contract_id,
                   COALESCE(share.contract_line_id, item.bpo_contract_line_id)
                       AS contract_line_id,
                   share.employee_id, 0::numeric AS hours,
                   CASE WHEN account.account_type LIKE 'income%%'
                        THEN analytic.amount * COALESCE(share.weight, 1)
                        ELSE 0 END AS revenue,
                   CASE WHEN account.account_type LIKE 'income%%' THEN 0
                        ELSE -analytic.amount END AS cost
              FROM account_analytic_line AS analytic
              JOIN bpo_contract AS contract
                ON contract.analytic_account_id = analytic.%s
         LEFT JOIN account_move_line AS item ON item.id = analytic.move_line_id
         LEFT JOIN account_account AS account ON account.id = item.account_id
         LEFT JOIN bpo_statement_line AS first
                ON first.id = item.bpo_statement_line_id
         LEFT JOIN LATERAL (%s) AS share ON TRUE
             WHERE analytic.bpo_contract_id IS NULL
            """,
            ID_BITS,
            1 << ID_BITS,
            SQL.identifier(column),
            self._select_shares(),
        )

    @api.model
    def _select_shares(self):
        """Service, agent and weight of the charges on the line of ``first``."""
        return SQL(
            """
            SELECT part.contract_line_id, part.employee_id, sum(part.weight) AS weight
              FROM (
                SELECT charge.contract_line_id, spent.employee_id,
                       charge.amount / NULLIF(sum(charge.amount) FILTER (
                           WHERE spent.place = 1) OVER (), 0) * spent.share AS weight
                  FROM bpo_statement_line AS charge
            CROSS JOIN LATERAL (
                        SELECT worked.employee_id,
                               COALESCE(worked.hours / NULLIF(
                                   sum(worked.hours) OVER (), 0),
                                   1.0 / count(*) OVER ()) AS share,
                               row_number() OVER () AS place
                          FROM (
                            SELECT entry.employee_id,
                                   sum(entry.unit_amount)::numeric AS hours
                              FROM bpo_claim AS claim
                              JOIN account_analytic_line AS entry
                                ON entry.id = claim.source_id
                             WHERE claim.statement_line_id = charge.id
                               AND claim.kind = 'time'
                             GROUP BY entry.employee_id
                             UNION ALL
                            SELECT NULL, 0
                             WHERE NOT EXISTS (
                                    SELECT FROM bpo_claim AS claim
                                     WHERE claim.statement_line_id = charge.id
                                       AND claim.kind = 'time')
                          ) AS worked
                       ) AS spent
                 WHERE charge.move_line_id = first.move_line_id
                   AND charge.amount != 0
              ) AS part
             GROUP BY part.contract_line_id, part.employee_id
            """
        )

    def action_open(self):
        """Open the invoice or bill behind a row, else the time entry itself."""
        self.ensure_one()
        self.check_access("read")
        item = self.env["account.analytic.line"].browse(self.id >> ID_BITS)
        record = item.move_line_id.move_id or item
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
        }
