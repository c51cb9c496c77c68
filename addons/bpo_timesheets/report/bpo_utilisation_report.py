from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.query import Query

# ratio: (numerator, denominator), each a sum of hours
RATIOS = {
    "utilisation_percent": ("client_hours", "paid_hours"),
    "occupancy_percent": ("client_hours", "present_hours"),
    "shrinkage_percent": ("shrinkage_hours", "paid_hours"),
}


class BpoUtilisationReport(models.Model):
    """How agents' paid time was used, day by day, with every numerator and denominator.

    - paid: hours of the agent's calendar on the day, by weekday;
    - leave: paid hours of days that lie within a leave of theirs or of their calendar;
    - internal: recorded hours without a contract (training, meetings);
    - present: paid less leave less internal;
    - client: recorded hours for contracts;
    - utilisation = client / paid, occupancy = client / present,
      shrinkage = (leave + internal) / paid.

    Ratios of a group are the ratio of its sums, never the average of ratios. Paid time
    belongs to no contract: grouped by contract, only hours, output and cost are shown.
    """

    _name = "bpo.utilisation.report"
    _description = "Utilisation"
    _auto = False
    _order = "date desc, employee_id"

    date = fields.Date(readonly=True)
    employee_id = fields.Many2one("hr.employee", string="Agent", readonly=True)
    department_id = fields.Many2one("hr.department", string="Team", readonly=True)
    work_location_id = fields.Many2one(
        "hr.work.location", string="Location", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    contract_id = fields.Many2one("bpo.contract", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    paid_hours = fields.Float(readonly=True, help="Hours of the agent's calendar.")
    leave_hours = fields.Float(readonly=True, help="Paid hours within leaves.")
    internal_hours = fields.Float(
        readonly=True, help="Recorded hours that belong to no contract."
    )
    present_hours = fields.Float(
        readonly=True, help="Paid hours less leave and internal hours."
    )
    client_hours = fields.Float(readonly=True, help="Hours recorded for contracts.")
    shrinkage_hours = fields.Float(readonly=True, help="Leave and internal hours.")
    output_quantity = fields.Float(string="Output", readonly=True)
    cost = fields.Float(
        readonly=True,
        groups="bpo_contracts.bpo_contracts_group_manager",
        help="What the recorded hours cost, by the agents' hourly costs.",
    )
    utilisation_percent = fields.Float(
        string="Utilisation (%)",
        readonly=True,
        aggregator="avg",
        help="Client hours / paid hours.",
    )
    occupancy_percent = fields.Float(
        string="Occupancy (%)",
        readonly=True,
        aggregator="avg",
        help="Client hours / present hours.",
    )
    shrinkage_percent = fields.Float(
        string="Shrinkage (%)",
        readonly=True,
        aggregator="avg",
        help="Leave and internal hours / paid hours.",
    )

    @api.model
    def _read_group_select(self, aggregate_spec: str, query: Query) -> SQL:
        """Ratios of groups from the sums of their hours."""
        name, _mark, function = aggregate_spec.partition(":")
        if name not in RATIOS or function != "avg":
            return super()._read_group_select(aggregate_spec, query)
        above, below = (
            self._field_to_sql(self._table, field, query) for field in RATIOS[name]
        )
        return SQL("100 * SUM(%s) / NULLIF(SUM(%s), 0)", above, below)

    @property
    def _table_query(self):
        return SQL("%s UNION ALL %s", self._select_paid(), self._select_recorded())

    def _select_paid(self):
        """One row per agent and day of their calendar, with internal hours beside."""
        return SQL(
            """
            SELECT - (employee.id * 100000 + (day::date - DATE '2000-01-01')) AS id,
                   day::date AS date,
                   employee.id AS employee_id,
                   version.department_id,
                   version.work_location_id,
                   employee.company_id,
                   NULL::int AS contract_id,
                   NULL::int AS partner_id,
                   hours.paid AS paid_hours,
                   hours.leave AS leave_hours,
                   internal.hours AS internal_hours,
                   hours.paid - hours.leave - internal.hours AS present_hours,
                   0.0 AS client_hours,
                   hours.leave + internal.hours AS shrinkage_hours,
                   0.0 AS output_quantity,
                   internal.cost,
                   0.0 AS utilisation_percent,
                   0.0 AS occupancy_percent,
                   100 * (hours.leave + internal.hours) / NULLIF(hours.paid, 0)
                       AS shrinkage_percent
              FROM hr_employee AS employee
              JOIN hr_version AS version ON version.id = employee.current_version_id
              JOIN resource_resource AS resource ON resource.id = employee.resource_id
        CROSS JOIN generate_series(
                       current_date - 364, current_date, interval '1 day'
                   ) AS day
        CROSS JOIN LATERAL (
                    SELECT coalesce(sum(slot.hour_to - slot.hour_from), 0) AS paid
                      FROM resource_calendar_attendance AS slot
                     WHERE slot.calendar_id = resource.calendar_id
                       AND slot.dayofweek = (extract(isodow FROM day) - 1)::int::text
                       AND slot.day_period != 'lunch'
                   ) AS slots
        CROSS JOIN LATERAL (
                    SELECT slots.paid,
                           CASE WHEN EXISTS (
                               SELECT 1
                                 FROM resource_calendar_leaves AS leave
                                WHERE (
                                       leave.resource_id = resource.id
                                       OR (
                                           leave.resource_id IS NULL
                                           AND leave.calendar_id = resource.calendar_id
                                       )
                                      )
                                  AND leave.date_from < day + interval '12 hours'
                                  AND leave.date_to > day + interval '12 hours'
                           ) THEN slots.paid ELSE 0 END AS leave
                   ) AS hours
        CROSS JOIN LATERAL (
                    SELECT coalesce(sum(entry.unit_amount), 0) AS hours,
                           coalesce(-sum(entry.amount), 0) AS cost
                      FROM account_analytic_line AS entry
                     WHERE entry.employee_id = employee.id
                       AND entry.date = day::date
                       AND entry.project_id IS NOT NULL
                       AND entry.bpo_contract_id IS NULL
                   ) AS internal
             WHERE employee.active
               AND (slots.paid > 0 OR internal.hours > 0)
               AND EXISTS (
                    SELECT 1 FROM bpo_assignment AS assignment
                     WHERE assignment.employee_id = employee.id
                       AND assignment.date_start <= day::date
                       AND (
                            assignment.date_end IS NULL
                            OR assignment.date_end >= day::date
                           )
                   )
            """
        )

    def _select_recorded(self):
        """One row per entry for a contract."""
        return SQL(
            """
            SELECT entry.id,
                   entry.date,
                   entry.employee_id,
                   version.department_id,
                   version.work_location_id,
                   entry.company_id,
                   entry.bpo_contract_id AS contract_id,
                   contract.partner_id,
                   0.0 AS paid_hours,
                   0.0 AS leave_hours,
                   0.0 AS internal_hours,
                   0.0 AS present_hours,
                   entry.unit_amount AS client_hours,
                   0.0 AS shrinkage_hours,
                   coalesce(entry.bpo_output_quantity, 0) AS output_quantity,
                   -entry.amount AS cost,
                   0.0 AS utilisation_percent,
                   0.0 AS occupancy_percent,
                   0.0 AS shrinkage_percent
              FROM account_analytic_line AS entry
              JOIN bpo_contract AS contract ON contract.id = entry.bpo_contract_id
              JOIN hr_employee AS employee ON employee.id = entry.employee_id
         LEFT JOIN hr_version AS version ON version.id = employee.current_version_id
             WHERE entry.date >= current_date - 364
            """
        )
