from collections import defaultdict
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .. import timing

INTERVAL_FIELDS = {
    "bpo_start",
    "bpo_stop",
    "bpo_contract_line_id",
    "date",
    "unit_amount",
}


class BpoTimeIntervalMixin(models.AbstractModel):
    """When an entry was worked and for which service line.

    The native fields stay the truth for everything native: ``date``, ``unit_amount``
    (hours), ``project_id`` and ``account_id`` are filled from the service line and from
    start and stop, and follow when those change.
    """

    _name = "bpo.time.interval.mixin"
    _description = "Time from start to stop for a service line"

    bpo_contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service Line",
        compute="_compute_bpo_contract_line_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="base.group_user",
        help="The service the time is billed under. A work order or a project with one "
        "time line implies it.",
    )
    bpo_contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        string="Contract",
        compute="_compute_bpo_contract_id",
        store=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="base.group_user",
        help="The contract of the service line, or of the project.",
    )
    bpo_start = fields.Datetime(
        string="Start",
        groups="base.group_user",
        help="When work began; kept to the second.",
    )
    bpo_stop = fields.Datetime(
        string="Stop",
        groups="base.group_user",
        help="When work ended. Start and stop give the hours, and the day in the "
        "contract's time zone.",
    )
    bpo_output_quantity = fields.Float(
        string="Output",
        groups="base.group_user",
        help="Units finished in this time, such as documents, orders or lines.",
    )
    bpo_corrected_count = fields.Integer(
        string="Errors Corrected",
        groups="base.group_user",
        help="Errors, own or others', that were put right in this time.",
    )

    @api.depends("task_id", "project_id")
    def _compute_bpo_contract_line_id(self):
        for entry in self:
            implied = entry._bpo_get_implied_line(
                entry.task_id.sudo(), entry.project_id.sudo()
            )
            current = entry.bpo_contract_line_id.sudo()
            if implied and (
                entry.task_id or current.contract_id != implied.contract_id
            ):
                entry.bpo_contract_line_id = implied
            elif current.contract_id.project_id != entry.project_id:
                entry.bpo_contract_line_id = False
            else:
                entry.bpo_contract_line_id = current

    @api.depends("bpo_contract_line_id", "project_id")
    def _compute_bpo_contract_id(self):
        for entry in self:
            line = entry.bpo_contract_line_id.sudo()
            project = entry.project_id.sudo()
            entry.bpo_contract_id = line.contract_id or project.bpo_contract_ids[:1]

    @api.onchange("bpo_contract_line_id")
    def _onchange_bpo_contract_line_id(self):
        project = self.bpo_contract_line_id.sudo().contract_id.project_id
        if project and project != self.project_id:
            self.project_id = project

    @api.onchange("bpo_start", "bpo_stop")
    def _onchange_bpo_start_stop(self):
        self.update(self._bpo_get_derived_vals({}))

    @api.model
    def _bpo_get_implied_line(self, task, project):
        """The service line of a work order, else the project's only time line.

        :return: record or none, elevated
        """
        if task.bpo_contract_line_id:
            return task.bpo_contract_line_id
        contract = (
            task.bpo_contract_id or (task.project_id or project).bpo_contract_ids[:1]
        )
        lines = contract.line_ids.filtered(lambda line: line.pricing_model == "time")
        return lines if len(lines) == 1 else lines.browse()

    @api.model_create_multi
    def create(self, vals_list):
        self._bpo_complete_vals(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        if not INTERVAL_FIELDS & vals.keys():
            return super().write(vals)
        groups = defaultdict(self.browse)
        for entry in self:
            derived = (
                entry._bpo_get_derived_vals(vals) if entry._bpo_is_timed(vals) else {}
            )
            groups[tuple(derived.items())] |= entry
        for derived, entries in groups.items():
            super(BpoTimeIntervalMixin, entries).write({**vals, **dict(derived)})
        return True

    @api.model
    def _bpo_complete_vals(self, vals_list):
        """Fill the native values of new entries from their service line and times."""
        lines = self.env["bpo.contract.line"].sudo()
        tasks = self.env["project.task"].sudo()
        projects = self.env["project.project"].sudo()
        prefetch = [
            model.browse(
                {vals[name] for vals in vals_list if vals.get(name)}
            )._prefetch_ids
            for model, name in (
                (lines, "bpo_contract_line_id"),
                (tasks, "task_id"),
                (projects, "project_id"),
            )
        ]
        for vals in vals_list:
            line, task, project = (
                model.browse(vals.get(name) or ()).with_prefetch(ids)
                for model, name, ids in zip(
                    (lines, tasks, projects),
                    ("bpo_contract_line_id", "task_id", "project_id"),
                    prefetch,
                    strict=True,
                )
            )
            if not line and (task or project):
                line = self._bpo_get_implied_line(task, project)
            if line:
                self._bpo_complete_entry_vals(vals, line, task)

    @api.model
    def _bpo_complete_entry_vals(self, vals, line, task):
        contract = line.contract_id
        if not contract.project_id:
            raise UserError(
                self.env._(
                    "Activate the contract %(contract)s before time is recorded.",
                    contract=contract.name,
                )
            )
        vals["bpo_contract_line_id"] = line.id
        vals.setdefault("project_id", task.project_id.id or contract.project_id.id)
        vals.setdefault("company_id", contract.company_id.id)
        start = fields.Datetime.to_datetime(vals.get("bpo_start"))
        stop = fields.Datetime.to_datetime(vals.get("bpo_stop"))
        if not start:
            return
        if not stop and vals.get("unit_amount"):
            stop = timing.after_hours(start, vals["unit_amount"])
        vals.update(self._bpo_prepare_interval_vals(start, stop, contract))

    @api.model
    def _bpo_prepare_interval_vals(self, start, stop, contract):
        """Native day and hours of an entry from start to stop.

        :param start: naive UTC
        :param stop: naive UTC, or None while unknown
        """
        zone = ZoneInfo(contract.tz or "UTC")
        vals = {
            "bpo_start": timing.cut(start),
            "date": timing.local_day(start, zone),
        }
        if stop:
            vals["bpo_stop"] = timing.cut(stop)
            vals["unit_amount"] = timing.hours_between(start, stop)
        return vals

    def _bpo_is_timed(self, vals):
        """Whether the entry has, or is being given, a start."""
        return bool(vals.get("bpo_start", self.bpo_start))

    def _bpo_get_derived_vals(self, vals):
        """What follows for one entry from values being written.

        Start and stop rule; new hours move the stop, a new day moves both at the same
        wall time.
        """
        self.ensure_one()
        line = self.env["bpo.contract.line"].sudo()
        line = line.browse(
            vals.get("bpo_contract_line_id") or self.bpo_contract_line_id.id
        )
        contract = line.contract_id or self.bpo_contract_id.sudo()
        zone = ZoneInfo(contract.tz or "UTC")
        start = fields.Datetime.to_datetime(vals.get("bpo_start", self.bpo_start))
        stop = fields.Datetime.to_datetime(vals.get("bpo_stop", self.bpo_stop))
        if not start:
            return {}
        if "date" in vals and "bpo_start" not in vals:
            day = fields.Date.to_date(vals["date"])
            span = stop - start if stop else None
            start = timing.move_to_day(start, day, zone)
            stop = start + span if span is not None else None
        if "unit_amount" in vals and "bpo_stop" not in vals:
            stop = timing.after_hours(start, vals["unit_amount"] or 0.0)
        return self._bpo_prepare_interval_vals(start, stop, contract)

    @api.constrains("bpo_start", "bpo_stop", "unit_amount", "bpo_contract_line_id")
    def _check_bpo_length(self):
        for entry in self:
            if not entry.bpo_contract_id:
                continue
            if bool(entry.bpo_start) != bool(entry.bpo_stop):
                raise ValidationError(
                    self.env._(
                        "An entry needs both its start and its stop, or neither."
                    )
                )
            if entry.unit_amount < 0 or (
                entry.bpo_start and entry.bpo_stop < entry.bpo_start
            ):
                raise ValidationError(
                    self.env._(
                        "The entry stops before it starts: correct one of the two."
                    )
                )
            limit = entry.company_id.sudo().bpo_max_entry_hours
            if limit and round(entry.unit_amount * 3600) > limit * 3600:
                raise ValidationError(
                    self.env._(
                        "The entry of %(hours)s hours is longer than the %(limit)s "
                        "hours allowed: was it left open over night? Correct its stop.",
                        hours=round(entry.unit_amount, 2),
                        limit=f"{limit:g}",
                    )
                )
