"""Work that is on no statement yet, by age."""

from odoo import api, fields, models
from odoo.tools import SQL

# kind: number that makes row ids of different tables distinct
KINDS = {"time": 0, "item": 1, "milestone": 2, "expense": 3, "saving": 4}
MODELS = {
    "time": "account.analytic.line",
    "item": "bpo.work.item",
    "milestone": "bpo.milestone",
    "expense": "bpo.expense",
    "saving": "bpo.saving",
}


class BpoUnbilledReport(models.Model):
    """One row per time entry, item, milestone, cost or saving that nobody has billed.

    Ready: the next run bills it. Waiting: somebody must approve or accept it first.
    The value is an estimate by the price of the service line; the accrual of a month
    end rates it exactly.
    """

    _name = "bpo.unbilled.report"
    _description = "Unbilled Work"
    _auto = False
    _order = "date, id"
    _rec_name = "contract_id"

    kind = fields.Selection(
        selection=[
            ("time", "Time"),
            ("item", "Work item"),
            ("milestone", "Milestone"),
            ("expense", "Cost"),
            ("saving", "Saving"),
        ],
        readonly=True,
    )
    stage = fields.Selection(
        selection=[("ready", "Ready to bill"), ("waiting", "Waiting for approval")],
        readonly=True,
    )
    res_id = fields.Integer(string="Record", readonly=True, aggregator=None)
    date = fields.Date(readonly=True, help="The day of the work.")
    contract_id = fields.Many2one("bpo.contract", readonly=True)
    contract_line_id = fields.Many2one(
        "bpo.contract.line", string="Service", readonly=True
    )
    client_id = fields.Many2one("res.partner", readonly=True)
    user_id = fields.Many2one("res.users", string="Account Manager", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    quantity = fields.Float(readonly=True, help="Hours or units; 1 for an amount.")
    amount = fields.Monetary(
        string="Estimated Value",
        readonly=True,
        help="Quantity at the price of the service line, or the amount itself. Work "
        "that a fixed fee covers has none.",
    )
    age_days = fields.Integer(
        string="Age (days)",
        readonly=True,
        aggregator="max",
        help="Days since the work.",
    )
    age_band = fields.Selection(
        selection=[
            ("0", "Up to 30 days"),
            ("1", "31 to 60 days"),
            ("2", "61 to 90 days"),
            ("3", "More than 90 days"),
        ],
        string="Age",
        readonly=True,
    )
    deadline = fields.Date(
        string="Invoice Until",
        readonly=True,
        help="Last day on which the contract lets the work be invoiced.",
    )
    days_left = fields.Integer(
        readonly=True,
        aggregator="min",
        help="Days until the deadline; negative once it has passed.",
    )

    @property
    def _table_query(self):
        sources = SQL(" UNION ALL ").join(self._get_sources())
        return SQL(
            """
            SELECT source.res_id::bigint * 8 + source.place AS id,
                   source.kind, source.stage, source.res_id, source.date,
                   line.contract_id, source.contract_line_id, contract.client_id,
                   contract.user_id, contract.company_id, contract.currency_id,
                   source.quantity,
                   round(source.amount, 2) AS amount,
                   current_date - source.date AS age_days,
                   LEAST(GREATEST((current_date - source.date - 1) / 30, 0), 3)::text
                       AS age_band,
                   contract_deadline.day AS deadline,
                   contract_deadline.day - current_date AS days_left
              FROM (%s) AS source(kind, place, res_id, stage, date, contract_line_id,
                                  quantity, amount)
              JOIN bpo_contract_line AS line ON line.id = source.contract_line_id
              JOIN bpo_contract AS contract ON contract.id = line.contract_id
         LEFT JOIN LATERAL (
                    SELECT source.date + contract.invoicing_deadline_days AS day
                     WHERE contract.invoicing_deadline_days > 0
                   ) AS contract_deadline ON TRUE
            """,
            sources,
        )

    @api.model
    def _get_sources(self):
        """One SELECT per kind of source."""
        return [
            self._select_time(),
            self._select_items(),
            self._select_amounts(
                "milestone", "bpo_milestone", SQL("source.billable_on")
            ),
            self._select_amounts("expense", "bpo_expense", SQL("source.date")),
            self._select_amounts("saving", "bpo_saving", SQL("source.date_to")),
        ]

    @api.model
    def _unclaimed(self, kind, source):
        """SQL: no statement bills the source."""
        return SQL(
            "NOT EXISTS (SELECT FROM bpo_claim AS claim"
            " WHERE claim.source_id = %s AND claim.kind = %s)",
            SQL.identifier(source, "id"),
            kind,
        )

    @api.model
    def _select_time(self):
        """Time of services that measure it, and output logged with time."""
        return SQL(
            """
            SELECT 'time', %s, entry.id,
                   CASE WHEN entry.bpo_state = 'approved'
                         AND entry.bpo_client_state IN ('not_required', 'approved')
                        THEN 'ready' ELSE 'waiting' END,
                   entry.date, entry.bpo_contract_line_id,
                   CASE WHEN service.pricing_model IN ('unit', 'baseline')
                        THEN entry.bpo_output_quantity ELSE entry.unit_amount
                        END::numeric,
                   (CASE service.pricing_model
                        WHEN 'time' THEN entry.unit_amount
                        WHEN 'unit' THEN entry.bpo_output_quantity
                        ELSE 0 END * service.price_unit)::numeric
              FROM account_analytic_line AS entry
              JOIN bpo_contract_line AS service
                ON service.id = entry.bpo_contract_line_id
             WHERE (service.pricing_model IN ('time', 'fixed', 'fte')
                    OR COALESCE(entry.bpo_output_quantity, 0) != 0)
               AND entry.bpo_state != 'rejected'
               AND entry.bpo_client_state != 'rejected'
               AND %s
            """,
            KINDS["time"],
            self._unclaimed("time", "entry"),
        )

    @api.model
    def _select_items(self):
        """Delivered and accepted items, on the local day of the contract."""
        return SQL(
            """
            SELECT 'item', %s, item.id,
                   CASE WHEN item.state = 'accepted' THEN 'ready' ELSE 'waiting' END,
                   (COALESCE(item.accepted_at, item.delivered_at)
                    AT TIME ZONE 'UTC' AT TIME ZONE agreed.tz)::date,
                   item.contract_line_id, counted.quantity,
                   CASE service.pricing_model WHEN 'unit'
                        THEN counted.quantity * service.price_unit::numeric ELSE 0 END
              FROM bpo_work_item AS item
              JOIN bpo_contract_line AS service ON service.id = item.contract_line_id
              JOIN bpo_contract AS agreed ON agreed.id = service.contract_id
        CROSS JOIN LATERAL (
                    SELECT COALESCE(NULLIF(item.accepted_quantity, 0), item.quantity)
                               ::numeric AS quantity
                   ) AS counted
             WHERE item.state IN ('accepted', 'delivered')
               AND COALESCE(item.accepted_at, item.delivered_at) IS NOT NULL
               AND service.pricing_model IN ('unit', 'baseline', 'fixed')
               AND %s
            """,
            KINDS["item"],
            self._unclaimed("item", "item"),
        )

    @api.model
    def _select_amounts(self, kind, table, day):
        """Sources that have an amount of their own.

        Example: a milestone of 5,000.00 that is reached, accepted and on no statement.
        """
        amounts = {
            "milestone": SQL("COALESCE(NULLIF(source.amount, 0), service.price_unit)"),
            "expense": SQL("source.amount"),
            "saving": SQL("0"),
        }
        stages = {
            "milestone": SQL("'ready'"),
            "expense": SQL(
                "CASE source.state WHEN 'approved' THEN 'ready' ELSE 'waiting' END"
            ),
            "saving": SQL(
                "CASE source.state WHEN 'confirmed' THEN 'ready' ELSE 'waiting' END"
            ),
        }
        return SQL(
            """
            SELECT %s, %s, source.id, %s, %s, source.contract_line_id, 1::numeric,
                   (%s)::numeric
              FROM %s AS source
              JOIN bpo_contract_line AS service ON service.id = source.contract_line_id
             WHERE %s IS NOT NULL AND %s
            """,
            kind,
            KINDS[kind],
            stages[kind],
            day,
            amounts[kind],
            SQL.identifier(table),
            day,
            self._unclaimed(kind, "source"),
        )

    def action_open(self):
        """Open the work itself."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": MODELS[self.kind],
            "res_id": self.res_id,
            "view_mode": "form",
        }
