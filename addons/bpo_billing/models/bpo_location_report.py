"""Where the work of contracts was done."""

from odoo import api, fields, models
from odoo.tools import SQL

from .bpo_billing_time import BILLABLE


class BpoLocationReport(models.Model):
    """Approved hours and accepted units by the location of the agents on the day.

    Carries no cost: its sums may be shown to the client.
    """

    _name = "bpo.location.report"
    _description = "Work by Location"
    _auto = False
    _order = "date desc, id"
    _rec_name = "contract_id"

    date = fields.Date(readonly=True)
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
    country_id = fields.Many2one("res.country", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    hours = fields.Float(readonly=True, help="Approved hours.")
    units = fields.Float(readonly=True, help="Accepted units and output.")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT done.id, done.date, done.contract_id, contract.client_id,
                   done.contract_line_id, done.employee_id, version.department_id,
                   version.work_location_id, address.country_id,
                   contract.company_id, done.hours, done.units
              FROM (%s UNION ALL %s) AS done
              JOIN bpo_contract AS contract ON contract.id = done.contract_id
         LEFT JOIN LATERAL (
                    SELECT version.department_id, version.work_location_id
                      FROM hr_version AS version
                     WHERE version.employee_id = done.employee_id
                     ORDER BY version.date_version <= done.date DESC,
                              abs(version.date_version - done.date)
                     LIMIT 1
                   ) AS version ON TRUE
         LEFT JOIN hr_work_location AS location
                ON location.id = version.work_location_id
         LEFT JOIN res_partner AS address ON address.id = location.address_id
            """,
            self._select_time(),
            self._select_items(),
        )

    @api.model
    def _select_time(self):
        """Time that is or can be billed."""
        return SQL(
            """
            SELECT entry.id::bigint * 2 AS id, entry.date,
                   entry.bpo_contract_id AS contract_id,
                   entry.bpo_contract_line_id AS contract_line_id, entry.employee_id,
                   entry.unit_amount::numeric AS hours,
                   COALESCE(entry.bpo_output_quantity, 0)::numeric AS units
              FROM account_analytic_line AS entry
             WHERE entry.bpo_contract_id IS NOT NULL AND %s
            """,
            BILLABLE,
        )

    @api.model
    def _select_items(self):
        """Accepted work items, on the local day of their acceptance."""
        return SQL(
            """
            SELECT item.id::bigint * 2 + 1 AS id,
                   (item.accepted_at AT TIME ZONE 'UTC'
                    AT TIME ZONE agreed.tz)::date AS date,
                   line.contract_id, line.id AS contract_line_id, item.employee_id,
                   0::numeric AS hours, item.accepted_quantity::numeric AS units
              FROM bpo_work_item AS item
              JOIN bpo_contract_line AS line ON line.id = item.contract_line_id
              JOIN bpo_contract AS agreed ON agreed.id = line.contract_id
             WHERE item.state = 'accepted'
            """
        )
