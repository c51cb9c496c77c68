import base64
import io
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..readers.clock import WallClock
from ..readers.writer import write_sheet

# Headers an import guesses again: what is exported can be imported as it is.
HEADERS = (
    "agent",
    "contract",
    "service",
    "case",
    "description",
    "date",
    "start",
    "stop",
    "seconds",
    "output",
    "corrected",
    "state",
)
BATCH = 5_000


class BpoTimeExport(models.TransientModel):
    """Time as a spreadsheet of the shape an import reads.

    Starts and stops carry their offset, so that nothing depends on a time zone.
    """

    _name = "bpo.time.export"
    _description = "Export Time"

    contract_ids = fields.Many2many(
        comodel_name="bpo.contract",
        string="Contracts",
        help="Without any, all contracts.",
    )
    date_from = fields.Date(
        required=True,
        default=lambda self: self._default_date_from(),
        help="First day of the entries.",
    )
    date_to = fields.Date(
        required=True,
        default=fields.Date.context_today,
        help="Last day of the entries.",
    )
    state = fields.Selection(
        selection=[
            ("all", "All"),
            ("submitted", "Waiting for approval"),
            ("approved", "Approved"),
        ],
        required=True,
        default="all",
        help="Which entries, by their approval.",
    )
    file = fields.Binary(readonly=True, attachment=False)
    filename = fields.Char(readonly=True)

    @api.model
    def _default_date_from(self):
        """The first day of this month."""
        return fields.Date.start_of(fields.Date.context_today(self), "month")

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for record in self:
            if record.date_from > record.date_to:
                raise UserError(self.env._("The first day lies after the last."))

    def action_export(self):
        """Write the file and offer it for download."""
        self.ensure_one()
        target = io.BytesIO()
        write_sheet(target, HEADERS, self._get_rows(), name=self.env._("Time"))
        self.write(
            {
                "file": base64.b64encode(target.getvalue()),
                "filename": f"time-{self.date_from}-{self.date_to}.xlsx",
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _get_domain(self):
        """The entries to export."""
        domain = [
            ("bpo_contract_id", "!=", False),
            ("date", ">=", self.date_from),
            ("date", "<=", self.date_to),
        ]
        if self.contract_ids:
            domain.append(("bpo_contract_id", "in", self.contract_ids.ids))
        if self.state != "all":
            domain.append(("bpo_state", "=", self.state))
        return domain

    def _get_rows(self):
        """Rows of cells, batch by batch."""
        entries = self.env["account.analytic.line"].search(
            self._get_domain(), order="date, id"
        )
        clocks = {}
        for start in range(0, len(entries), BATCH):
            batch = self.env["account.analytic.line"].browse(
                entries.ids[start : start + BATCH]
            )
            for entry in batch:
                name = entry.bpo_contract_id.tz or "UTC"
                clock = clocks.setdefault(name, WallClock(ZoneInfo(name)))
                yield self._get_row(entry, clock)
            batch.invalidate_recordset()

    def _get_row(self, entry, clock):
        named = entry.name if entry.name not in ("/", entry.bpo_reference) else None
        return (
            entry.employee_id.name,
            entry.bpo_contract_id.name,
            entry.bpo_contract_line_id.name,
            entry.bpo_reference or None,
            named,
            entry.date,
            clock.iso(entry.bpo_start) if entry.bpo_start else None,
            clock.iso(entry.bpo_stop) if entry.bpo_stop else None,
            round(entry.unit_amount * 3600),
            entry.bpo_output_quantity,
            entry.bpo_corrected_count,
            entry.bpo_state,
        )
