from odoo import fields, models
from odoo.tools import SQL


class BpoCapacityReport(models.Model):
    """Who works for whom, week by week: shares planned, hours planned and recorded.

    One row per agent, contract and week from a year back to half a year ahead. Planned
    hours are the share of the agent's weekly hours (40 where the calendar says nothing)
    for the days of the week on which the assignment runs.
    """

    _name = "bpo.capacity.report"
    _description = "Capacity by Week"
    _auto = False
    _order = "week desc, employee_id"

    week = fields.Date(readonly=True, help="Monday of the week.")
    employee_id = fields.Many2one("hr.employee", string="Agent", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    contract_id = fields.Many2one("bpo.contract", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    allocation_percent = fields.Float(
        string="Share (%)",
        readonly=True,
        aggregator="sum",
        help="Shares of the week; the sum of an agent should not exceed 100.",
    )
    planned_hours = fields.Float(
        readonly=True,
        help="Hours of the week by the agent's calendar and share.",
    )
    recorded_hours = fields.Float(
        readonly=True,
        help="Hours recorded for the contract, whatever their approval.",
    )
    approved_hours = fields.Float(readonly=True, help="Of these, approved.")
    free_hours = fields.Float(
        string="Planned Less Recorded",
        readonly=True,
        help="Planned hours for which nothing is recorded; negative where more was "
        "recorded than planned.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            WITH planned AS (
                SELECT date_trunc('week', day)::date AS week,
                       assignment.employee_id,
                       assignment.contract_id,
                       sum(assignment.allocation_percent) / 7.0 AS allocation_percent,
                       sum(
                           CASE WHEN extract(isodow FROM day) < 6
                                THEN assignment.allocation_percent / 100.0
                                     * coalesce(calendar.hours_per_week, 40.0) / 5.0
                                ELSE 0 END
                       ) AS planned_hours
                  FROM bpo_assignment AS assignment
                  JOIN hr_employee AS employee ON employee.id = assignment.employee_id
                  JOIN resource_resource AS resource
                    ON resource.id = employee.resource_id
             LEFT JOIN resource_calendar AS calendar
                    ON calendar.id = resource.calendar_id
            CROSS JOIN LATERAL generate_series(
                           greatest(assignment.date_start, current_date - 364),
                           least(
                               coalesce(assignment.date_end, current_date + 182),
                               current_date + 182
                           ),
                           interval '1 day'
                       ) AS day
                 WHERE assignment.active
              GROUP BY 1, 2, 3
            ), recorded AS (
                SELECT date_trunc('week', entry.date)::date AS week,
                       entry.employee_id,
                       entry.bpo_contract_id AS contract_id,
                       sum(entry.unit_amount) AS recorded_hours,
                       sum(entry.unit_amount) FILTER (
                           WHERE entry.bpo_state = 'approved'
                       ) AS approved_hours
                  FROM account_analytic_line AS entry
                 WHERE entry.bpo_contract_id IS NOT NULL
                   AND entry.employee_id IS NOT NULL
                   AND entry.date >= current_date - 371
              GROUP BY 1, 2, 3
            )
            SELECT row_number() OVER (
                       ORDER BY cell.week, cell.employee_id, cell.contract_id
                   ) AS id,
                   cell.week,
                   cell.employee_id,
                   version.department_id,
                   cell.contract_id,
                   contract.company_id,
                   coalesce(cell.allocation_percent, 0) AS allocation_percent,
                   coalesce(cell.planned_hours, 0) AS planned_hours,
                   coalesce(cell.recorded_hours, 0) AS recorded_hours,
                   coalesce(cell.approved_hours, 0) AS approved_hours,
                   coalesce(cell.planned_hours, 0) - coalesce(cell.recorded_hours, 0)
                       AS free_hours
              FROM (
                    SELECT *
                      FROM planned
                 FULL JOIN recorded USING (week, employee_id, contract_id)
                   ) AS cell
              JOIN bpo_contract AS contract ON contract.id = cell.contract_id
              JOIN hr_employee AS employee ON employee.id = cell.employee_id
         LEFT JOIN hr_version AS version ON version.id = employee.current_version_id
            """
        )
