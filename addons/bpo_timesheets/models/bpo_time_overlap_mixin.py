from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..readers.overlap import free_parts
from .constants import TIME_READERS

SPAN_FIELDS = ["employee_id", "bpo_start", "bpo_stop"]


class BpoTimeOverlapMixin(models.AbstractModel):
    """The same agent at the same time: shown, refused or cut, as the company says.

    Entries of no duration overlap nothing; ends that touch do not overlap.
    """

    _name = "bpo.time.overlap.mixin"
    _description = "Overlapping time"

    bpo_has_overlap = fields.Boolean(
        string="Overlaps",
        compute="_compute_bpo_has_overlap",
        search="_search_bpo_has_overlap",
        groups=TIME_READERS,
        help="The agent has another entry at the same time.",
    )

    @api.depends("employee_id", "bpo_start", "bpo_stop")
    def _compute_bpo_has_overlap(self):
        overlapping = set()
        if self.ids:
            self.flush_model(SPAN_FIELDS)
            query = SQL("SELECT entry.id FROM %s AND entry.id IN %s", *self._bpo_join())
            overlapping = {entry_id for (entry_id,) in self.env.execute_query(query)}
        for entry in self:
            entry.bpo_has_overlap = entry._origin.id in overlapping

    @api.model
    def _search_bpo_has_overlap(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.flush_model(SPAN_FIELDS)
        query = SQL("(SELECT entry.id FROM %s)", self._bpo_join()[0])
        return Domain.OR(
            [
                Domain("id", "in" if wanted else "not in", query)
                for wanted in set(map(bool, value))
            ]
        )

    def _bpo_join(self):
        """Entries joined with those of the same agent at the same time, and own ids."""
        join = SQL(
            """
            account_analytic_line AS entry
            JOIN account_analytic_line AS other
              ON other.employee_id = entry.employee_id
             AND other.id != entry.id
             AND other.bpo_start < entry.bpo_stop
             AND other.bpo_stop > entry.bpo_start
            WHERE entry.bpo_start < entry.bpo_stop
              AND other.bpo_start < other.bpo_stop
            """
        )
        return join, tuple(self.ids)

    @api.model_create_multi
    def create(self, vals_list):
        entries = super().create(vals_list)
        entries._bpo_settle_overlaps()
        return entries

    def write(self, vals):
        result = super().write(vals)
        if {*SPAN_FIELDS, "date", "unit_amount"} & vals.keys():
            self._bpo_settle_overlaps()
        return result

    def _bpo_settle_overlaps(self):
        """Refuse or cut entries where the company does not just show overlaps."""
        strict = self.filtered(
            lambda entry: (
                entry.bpo_start
                and entry.bpo_contract_id
                and entry.company_id.sudo().bpo_overlap_policy != "show"
            )
        )
        if not strict:
            return
        strict.invalidate_recordset(["bpo_has_overlap"])
        unsettled = set(strict.ids)
        for entry in strict.filtered("bpo_has_overlap"):
            unsettled.discard(entry.id)
            others = entry._bpo_get_others(unsettled)
            if not others:
                continue
            parts = free_parts(
                (entry.bpo_start, entry.bpo_stop),
                [(other.bpo_start, other.bpo_stop) for other in others],
            )
            policy = entry.company_id.sudo().bpo_overlap_policy
            if policy == "refuse" or not parts:
                raise ValidationError(entry._bpo_get_overlap_sentence(others[0]))
            entry._bpo_cut(parts)

    def _bpo_get_others(self, unsettled):
        """Entries at the same time that came before this one."""
        self.ensure_one()
        return self.sudo().search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("bpo_start", "<", self.bpo_stop),
                ("bpo_stop", ">", self.bpo_start),
                ("id", "not in", [self.id, *unsettled]),
            ]
        )

    def _bpo_cut(self, parts):
        """Keep only the given parts of the entry, as one entry each."""
        self.ensure_one()
        (start, stop), *rest = parts
        self.write({"bpo_start": start, "bpo_stop": stop})
        for begin, end in rest:
            self.copy(
                {
                    "bpo_start": begin,
                    "bpo_stop": end,
                    "bpo_output_quantity": 0.0,
                    "bpo_corrected_count": 0,
                }
            )

    def _bpo_get_overlap_sentence(self, other):
        local = fields.Datetime.context_timestamp
        return self.env._(
            "%(agent)s already worked from %(start)s to %(stop)s: change one of the "
            "two entries so that no minute counts twice.",
            agent=self.employee_id.name,
            start=local(self, other.bpo_start).strftime("%Y-%m-%d %H:%M"),
            stop=local(self, other.bpo_stop).strftime("%H:%M"),
        )
