"""Bulk insertion of checked time entries.

An ORM ``create`` of timesheets writes each record again for its cost and checks each
on its own. Rows of an import are checked already, so they go in by one COPY per ten
thousand, with the values the ORM would give: those of the service line and of the
employee are worked out once per pair. Stored computed fields that other addons put on
the model are then computed by the ORM, in bulk.
"""

from collections.abc import Callable, Sequence
from io import StringIO

from odoo import fields

from ..readers.timesheet import TimeRow

CHUNK = 10_000
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# Values that differ from row to row, in this order behind those of the pair.
ROW_COLUMNS = (
    "name",
    "date",
    "unit_amount",
    "amount",
    "bpo_start",
    "bpo_stop",
    "bpo_reference",
    "bpo_output_quantity",
    "bpo_corrected_count",
    "bpo_after_hours",
    "bpo_import_key",
)


def copy_text(value: object) -> str:
    """A value in PostgreSQL's COPY text format.

    >>> copy_text(None), copy_text("a\\tb"), copy_text(True)
    ('\\\\N', 'a\\\\tb', 't')
    """
    if value is None or value is False:
        return "\\N"
    if value is True:
        return "t"
    return str(value).translate(ESCAPES)


def _no_cost(_hours: float, _day: object) -> float:
    return 0.0


class TimeWriter:
    """Writes the rows of one import.

    :param record: the ``bpo.import``
    """

    def __init__(self, record) -> None:
        self.record = record
        self.env = record.env
        self.entries = record.env["account.analytic.line"].sudo()
        self.common = self._get_common_vals()
        self.prefixes: dict[tuple[int, int], tuple[str, object]] = {}
        self.rates: dict[tuple, float] = {}

    def insert(self, rows: Sequence[TimeRow], tick: Callable[[int], None]) -> int:
        """Insert all rows; the caller's transaction decides about them."""
        if not rows:
            return 0
        self.env.flush_all()
        columns = self._get_columns(rows[0])
        statement = f"COPY account_analytic_line ({', '.join(columns)}) FROM STDIN"  # noqa: S608
        for start in range(0, len(rows), CHUNK):
            buffer = StringIO()
            for row in rows[start : start + CHUNK]:
                buffer.write(self._get_line(row))
            buffer.seek(0)
            self.env.cr.copy_expert(statement, buffer)
            tick(start + CHUNK)
        self.entries.invalidate_model()
        self._compute_rest(set(columns))
        return len(rows)

    def _get_common_vals(self) -> dict[str, object]:
        """Defaults of every stored field that no row sets."""
        model = self.entries
        names = [
            name
            for name, field in model._fields.items()
            if field.store and field.column_type and field.default and not field.compute
        ]
        defaults = model.with_context(user_id=False).default_get(names)
        now = fields.Datetime.now()
        vals = {
            name: model._fields[name].convert_to_column_insert(value, model)
            for name, value in defaults.items()
            if name in names
        }
        return vals | {
            "bpo_import_id": self.record.id,
            "bpo_state": "submitted",
            "bpo_client_state": "not_required",
            "create_uid": self.env.uid,
            "create_date": now,
            "write_uid": self.env.uid,
            "write_date": now,
        }

    def _get_pair_vals(self, employee_id: int, line_id: int) -> dict[str, object]:
        """What an entry takes from its employee and its service line."""
        employee = self.env["hr.employee"].sudo().browse(employee_id)
        line = self.env["bpo.contract.line"].sudo().browse(line_id)
        contract = line.contract_id
        project = contract.project_id
        company = contract.company_id
        vals = {
            "employee_id": employee.id,
            "user_id": employee.user_id.id,
            "department_id": employee.department_id.id,
            "manager_id": employee.parent_id.id,
            "bpo_contract_line_id": line.id,
            "bpo_contract_id": contract.id,
            "project_id": project.id,
            "partner_id": project.partner_id.id,
            "company_id": company.id,
            "currency_id": company.currency_id.id,
            "product_uom_id": company.project_time_mode_id.id,
        }
        for name in self.entries._get_plan_fnames():
            vals[name] = project[name].id
        return vals

    def _get_columns(self, row: TimeRow) -> list[str]:
        pair = self._get_pair_vals(row.employee_id, row.line_id)
        fixed = dict.fromkeys((*self.common, *pair))
        return [*(name for name in fixed if name not in ROW_COLUMNS), *ROW_COLUMNS]

    def _get_line(self, row: TimeRow) -> str:
        prefix, cost, outside = self._get_prefix(row.employee_id, row.line_id)
        hours = row.seconds / 3600
        values = (
            row.description or row.reference or "/",
            row.day,
            hours,
            cost(hours, row.day),
            row.start,
            row.stop,
            row.reference or None,
            row.output,
            row.corrected,
            outside(row.start, row.stop),
            row.key,
        )
        return f"{prefix}\t" + "\t".join(map(copy_text, values)) + "\n"

    def _get_prefix(self, employee_id: int, line_id: int):
        pair = (employee_id, line_id)
        if pair not in self.prefixes:
            vals = self.common | self._get_pair_vals(employee_id, line_id)
            text = "\t".join(
                copy_text(value)
                for name, value in vals.items()
                if name not in ROW_COLUMNS
            )
            self.prefixes[pair] = (
                text,
                self._get_cost(employee_id, line_id),
                self._get_outside(line_id),
            )
        return self.prefixes[pair]

    def _get_outside(self, line_id: int):
        """A function of start and stop that gives the hours after hours."""
        return self.entries._bpo_get_outside(self._get_contract(line_id))

    def _get_contract(self, line_id: int):
        """The contract of a service line, elevated like the rest of a pair."""
        return self.env["bpo.contract.line"].sudo().browse(line_id).contract_id

    def _get_cost(self, employee_id: int, line_id: int):
        """A function of hours and day that gives the native (negative) cost."""
        employee = self.env["hr.employee"].sudo().browse(employee_id)
        contract = self._get_contract(line_id)
        account_currency = contract.project_id.account_id.currency_id
        target = account_currency or contract.company_id.currency_id
        source = employee.currency_id or target
        hourly = employee.hourly_cost or 0.0
        if not hourly:
            return _no_cost
        company = contract.company_id

        def cost(hours: float, day) -> float:
            rate = 1.0
            if source != target:
                key = (source.id, target.id, company.id, day)
                if key not in self.rates:
                    self.rates[key] = source._get_conversion_rate(
                        source, target, company, day
                    )
                rate = self.rates[key]
            return target.round(-hours * hourly * rate)

        return cost

    def _compute_rest(self, columns: set[str]) -> None:
        """Let the ORM compute the stored fields that were not written.

        In chunks: computing for a hundred thousand records at once costs 300 MB.
        """
        todo = [
            field
            for name, field in self.entries._fields.items()
            if field.store
            and field.compute
            and name not in columns
            and not self._stays_empty(field, columns)
        ]
        if not todo:
            return
        ids = self.entries.search(
            [("bpo_import_id", "=", self.record.id)], order="id"
        ).ids
        for start in range(0, len(ids), CHUNK):
            entries = self.entries.browse(ids[start : start + CHUNK])
            for field in todo:
                self.env.add_to_compute(field, entries)
            self.entries.flush_model()
            self.entries.invalidate_model()

    def _stays_empty(self, field, columns: set[str]) -> bool:
        """Whether a field follows from a link that no imported entry has."""
        if field.name == "task_id":
            return True
        return bool(field.related) and field.related.split(".")[0] not in columns
