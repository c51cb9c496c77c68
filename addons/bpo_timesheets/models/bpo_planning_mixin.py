from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..coverage import Worker, cover_day

WEEKS = 12


class BpoPlanningMixin(models.AbstractModel):
    """The two heat maps of planning: shares by week, covered hours by day and hour."""

    _name = "bpo.planning.mixin"
    _description = "Heat maps of assignments"

    @api.model
    def get_planning(self, first=None, by="employee"):
        """Shares of the weeks ahead, agents or contracts against weeks.

        :param str first: ISO date within the first week; this week without
        :param str by: employee or contract
        :return: ``columns`` (ISO Mondays) and ``rows`` of ``name``, ``id``, ``cells``
            with ``value`` (percent) and ``level``
        """
        self._check_planner()
        day = fields.Date.to_date(first) or fields.Date.context_today(self)
        monday = day - timedelta(days=day.weekday())
        weeks = [monday + timedelta(weeks=number) for number in range(WEEKS)]
        name = {"employee": "employee_id", "contract": "contract_id"}[by]
        groups = self.env["bpo.capacity.report"]._read_group(
            [("week", ">=", weeks[0]), ("week", "<=", weeks[-1])],
            [name, "week:day"],
            ["allocation_percent:sum"],
        )
        shares = {
            (record.id, fields.Date.to_date(week)): s for record, week, s in groups
        }
        records = self._get_planning_rows(by, {record.id for record, *_rest in groups})
        return {
            "first": fields.Date.to_string(weeks[0]),
            "columns": [fields.Date.to_string(week) for week in weeks],
            "rows": [
                {
                    "id": record.id,
                    "name": record.display_name,
                    "cells": [
                        self._get_planning_cell(shares.get((record.id, week), 0.0), by)
                        for week in weeks
                    ],
                }
                for record in records
            ],
        }

    @api.model
    def _get_planning_rows(self, by, ids):
        """All agents ever assigned, so that the free ones show; or contracts."""
        if by == "contract":
            return self.env["bpo.contract"].search(
                ["|", ("id", "in", list(ids)), ("state", "=", "active")], order="name"
            )
        assigned = {
            employee.id for (employee,) in self._read_group([], ["employee_id"])
        }
        return self.env["hr.employee"].search(
            [("id", "in", list(ids | assigned))], order="name"
        )

    @api.model
    def _get_planning_cell(self, share, by):
        value = round(share)
        if by == "contract":
            level = "none" if not value else "staffed"
        elif not value:
            level = "free"
        else:
            level = "over" if value > 100 else "full" if value >= 90 else "some"
        return {"value": value, "level": level}

    @api.model
    def get_coverage(self, contract_id, first=None):
        """Covered and uncovered service hours of a contract in one week.

        :param int contract_id:
        :param str first: ISO date within the week; this week without
        :return: ``columns`` (hours), ``rows`` (days) of ``name`` and ``cells`` with
            ``value`` (agents), ``level``, ``title``; ``open`` and ``covered`` hours
        """
        self._check_planner()
        contract = self.env["bpo.contract"].browse(contract_id)
        contract.check_access("read")
        day = fields.Date.to_date(first) or contract._get_local_today()
        monday = day - timedelta(days=day.weekday())
        days = [monday + timedelta(days=number) for number in range(7)]
        service = self._get_service_intervals(contract, days)
        zone = ZoneInfo(contract.tz or "UTC")
        rows, opened, covered = [], 0.0, 0.0
        for each in days:
            midnight = datetime.combine(each, datetime.min.time())
            workers = self._get_workers(contract, each, days)
            hours = cover_day(midnight, zone, service, workers)
            opened += sum(hour.service for hour in hours)
            covered += sum(hour.service * min(hour.agents, 1) for hour in hours)
            rows.append(
                {
                    "id": fields.Date.to_string(each),
                    "name": fields.Date.to_string(each),
                    "cells": [self._get_coverage_cell(hour) for hour in hours],
                }
            )
        return {
            "first": fields.Date.to_string(monday),
            "columns": [f"{hour:02}" for hour in range(24)],
            "rows": rows,
            "open": round(opened, 2),
            "covered": round(covered, 2),
        }

    @api.model
    def _get_coverage_cell(self, hour):
        return {
            "value": f"{hour.agents:g}" if hour.service else "",
            "level": hour.state,
            "title": ", ".join(hour.names),
        }

    @api.model
    def _get_service_intervals(self, contract, days):
        """The client's service hours of the days, in the contract's zone."""
        calendar = contract.sudo().resource_calendar_id
        zone = pytz.timezone(contract.tz or "UTC")
        start, stop = self._get_bounds(days, zone)
        found = calendar._work_intervals_batch(start, stop, tz=zone)[False]
        return [(begin, end) for begin, end, _meta in found]

    @api.model
    def _get_workers(self, contract, day, days):
        """Assigned agents of a day with their working hours of the whole week."""
        assignments = contract.sudo().assignment_ids.filtered(
            lambda assignment: assignment._covers_day(day)
        )
        for assignment in assignments:
            employee = assignment.employee_id
            calendar = (
                employee.resource_calendar_id
                or employee.company_id.resource_calendar_id
            )
            zone = pytz.timezone(employee.tz or calendar.tz or "UTC")
            start, stop = self._get_bounds(days, zone)
            found = calendar._work_intervals_batch(
                start, stop, resources=employee.resource_id, tz=zone
            )[employee.resource_id.id]
            yield Worker(
                name=employee.name,
                share=assignment.allocation_percent / 100.0,
                intervals=[(begin, end) for begin, end, _meta in found],
            )

    @api.model
    def _get_bounds(self, days, zone):
        """Aware bounds a day wider than the days, for zones at the other end."""
        first = datetime.combine(days[0] - timedelta(days=1), datetime.min.time())
        last = datetime.combine(days[-1] + timedelta(days=2), datetime.min.time())
        return zone.localize(first), zone.localize(last)

    @api.model
    def _check_planner(self):
        if not self.env.user.has_group("bpo_contracts.bpo_contracts_group_lead"):
            raise AccessError(self.env._("Only team leads plan assignments."))
