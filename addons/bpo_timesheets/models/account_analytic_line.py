from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class AccountAnalyticLine(models.Model):
    """Time of outsourcing contracts, on native timesheet lines."""

    _name = "account.analytic.line"
    _inherit = [
        "bpo.time.deadline.mixin",
        "bpo.time.freeze.mixin",
        "bpo.time.approval.mixin",
        "bpo.time.overlap.mixin",
        "bpo.time.after.hours.mixin",
        "bpo.time.interval.mixin",
        "bpo.agent.wall.mixin",
        "account.analytic.line",
    ]

    bpo_reference = fields.Char(
        string="Case",
        groups="base.group_user",
        help="The client's case, order or document number this time was spent on.",
    )
    bpo_import_id = fields.Many2one(
        comodel_name="bpo.import",
        string="Import",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
        help="The import that brought this entry.",
    )
    bpo_import_key = fields.Char(
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Tells the same row of a file again, in whatever file it comes.",
    )
    _bpo_import_key_uniq = models.UniqueIndex(
        "(bpo_import_key) WHERE bpo_import_key IS NOT NULL",
        "This row was imported already.",
    )
    _bpo_employee_start_idx = models.Index(
        "(employee_id, bpo_start) WHERE bpo_start IS NOT NULL"
    )
    _bpo_interval_ordered = models.Constraint(
        "CHECK (bpo_stop >= bpo_start)",
        "The entry stops before it starts: correct one of the two.",
    )

    def _bpo_get_closed_domain(self, contracts):
        others = [("id", "not in", contracts.ids)]
        return Domain("bpo_contract_id", "any!", others) | Domain(
            "project_id.bpo_contract_ids", "any!", others
        )

    @api.constrains("date", "employee_id", "bpo_contract_line_id", "project_id")
    def _check_bpo_assignment(self):
        """Time needs an assignment of its employee that covers its day and line."""
        entries = self.sudo().filtered("bpo_contract_id")
        if not entries:
            return
        days = entries.mapped("date")
        assignments = (
            self.env["bpo.assignment"]
            .sudo()
            .search(
                self.env["bpo.assignment"]._get_covering_domain(
                    entries.employee_id, entries.bpo_contract_id, min(days), max(days)
                )
            )
            .grouped(lambda each: (each.employee_id.id, each.contract_id.id))
        )
        for entry in entries:
            mine = assignments.get((entry.employee_id.id, entry.bpo_contract_id.id), ())
            if not any(entry._bpo_is_covered_by(assignment) for assignment in mine):
                raise ValidationError(
                    self.env._(
                        "%(agent)s has no assignment to this client and service on "
                        "%(day)s: choose another one, or ask a team lead to assign it.",
                        agent=entry.employee_id.name or self.env.user.name,
                        day=entry.date,
                    )
                )

    def _bpo_is_covered_by(self, assignment):
        """Whether the assignment lets its employee enter this time."""
        self.ensure_one()
        line = self.bpo_contract_line_id
        return assignment._covers_day(self.date) and (
            not assignment.line_ids or not line or line in assignment.line_ids
        )
