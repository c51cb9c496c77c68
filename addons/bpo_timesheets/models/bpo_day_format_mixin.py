from odoo import api, fields, models

from .. import timing


class BpoDayFormatMixin(models.AbstractModel):
    """The user's services, entries and timer as the day screen shows them."""

    _name = "bpo.day.format.mixin"
    _description = "What the day screen shows"

    @api.model
    def _get_running_assignments(self, contracts=None):
        """The user's assignments that run now, elevated."""
        domain = [("employee_id.user_id", "=", self.env.uid)]
        if contracts is not None:
            domain.append(("contract_id", "in", contracts.ids))
        assignments = self.env["bpo.assignment"].sudo().search(domain)
        return assignments.filtered(lambda assignment: assignment._is_running())

    @api.model
    def _get_employee_of_day(self, line_id, day):
        """The user's employee assigned to a service on a day, or any of theirs."""
        line = self.env["bpo.contract.line"].sudo().browse(line_id).exists()
        employees = self.env.user.sudo().employee_ids
        day = fields.Date.to_date(day)
        for assignment in (
            self.env["bpo.assignment"]
            .sudo()
            .search(
                [
                    ("employee_id", "in", employees.ids),
                    ("contract_id", "=", line.contract_id.id),
                ]
            )
        ):
            if assignment._covers_day(day):
                return assignment.employee_id
        return employees.filtered(lambda each: each.company_id == line.company_id)[:1]

    @api.model
    def _get_my_lines(self):
        """Service lines the user may record time for now."""
        lines = self.env["bpo.contract.line"].sudo()
        for assignment in self._get_running_assignments():
            contract = assignment.contract_id
            if contract.project_id and contract.state in ("active", "suspended"):
                lines |= assignment.line_ids or contract.line_ids
        today = fields.Date.today()
        return lines.filtered(
            lambda line: (
                (not line.date_start or line.date_start <= today)
                and (not line.date_end or line.date_end >= today)
            )
        ).sudo(False)

    @api.model
    def _format_line(self, line):
        elevated = line.sudo()
        return {
            "id": line.id,
            "name": elevated.name,
            "client": elevated.contract_id.partner_id.name,
            "unit": elevated.uom_id.name,
            "color": elevated.contract_id.id % 11 + 1,
        }

    @api.model
    def _format_entry(self, entry, clock):
        def local(instant):
            return clock.local(instant).strftime("%H:%M") if instant else ""

        line = entry.bpo_contract_line_id
        return {
            **self._format_line(line),
            "id": entry.id,
            "line_id": line.id,
            "start": local(entry.bpo_start),
            "stop": local(entry.bpo_stop),
            "seconds": round(entry.unit_amount * 3600),
            "output": entry.bpo_output_quantity,
            "corrected": entry.bpo_corrected_count,
            "reference": entry.bpo_reference or "",
            "description": entry.name if entry.name != "/" else "",
            "state": entry.bpo_state or "draft",
            "state_label": entry._bpo_get_state_label(entry.bpo_state),
            "reason": entry.bpo_reject_reason or "",
            "overlap": entry.bpo_has_overlap,
            "editable": entry.bpo_state != "approved" and not entry.bpo_is_frozen,
        }

    def _format_timer(self):
        self.ensure_one()
        line = self.contract_line_id
        limit = self.sudo().company_id.bpo_timer_warning_hours
        return {
            **self._format_line(line),
            "line_id": line.id,
            "start": fields.Datetime.to_string(self.date_start),
            "elapsed": timing.seconds_between(self.date_start, fields.Datetime.now()),
            "reference": self.reference or "",
            "warn_after": round(limit * 3600),
        }
