import io

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError

from .. import readers
from ..readers.overlap import part_overlaps
from ..readers.timesheet import check_times
from ..readers.workitem import check_items
from ..readers.writer import write_sheet

KEPT_ISSUES = 1000


class BpoImportReportMixin(models.AbstractModel):
    """Checks a file, says in sentences what is refused, and gives it back annotated."""

    _name = "bpo.import.report.mixin"
    _description = "What an import refuses and why"

    preview = fields.Html(
        readonly=True,
        copy=False,
        sanitize=True,
        help="The first rows of the file.",
    )
    message = fields.Char(
        readonly=True,
        copy=False,
        help="What is wrong with the file as a whole.",
    )
    issue_ids = fields.One2many(
        comodel_name="bpo.import.issue",
        inverse_name="import_id",
        string="Rows to Look At",
        readonly=True,
        copy=False,
    )
    refusals = fields.Json(
        readonly=True,
        copy=False,
        prefetch=False,
        help="All refused rows: number, code of the reason, values.",
    )

    def _check_file(self, tick=None):
        """Read and judge all rows.

        :param tick: called with the number of rows read so far
        :return: a report with its rows, refusals and warnings
        :raise UserError: the file cannot be read
        """
        self.ensure_one()
        data = self._get_data()
        mapping = self.mapping or {}
        try:
            table = readers.read_table(data, self.filename or "")
            self._check_mapping(table, mapping)
            world = self._prepare_world()
            if self.kind == "timesheet":
                report = check_times(table, mapping, world, tick)
            else:
                report = check_items(table, mapping, world, tick)
        except readers.ReadError as fault:
            raise UserError(self._get_read_sentence(fault)) from None
        self._part_known_rows(report)
        if self.kind == "timesheet":
            taken = self._get_taken_spans(report.rows)
            part_overlaps(report, taken, self.company_id.bpo_overlap_policy)
        return report

    def _check_mapping(self, table, mapping):
        targets = {mapping.get(header) for header in table.headers}
        needed = {
            "timesheet": [{"employee"}, {"start", "date"}],
            "work_item": [{"reference"}, {"received_at"}],
        }[self.kind]
        labels = dict(
            self.env["bpo.import.column"]
            ._fields["target"]
            ._description_selection(self.env)
        )
        for choice in needed:
            if not choice & targets:
                raise UserError(
                    self.env._(
                        "No column of the file is chosen as %(field)s: choose one "
                        "among its columns.",
                        field=" / ".join(labels[name] for name in sorted(choice)),
                    )
                )

    def _part_known_rows(self, report):
        """Refuse what was imported before, by its key."""
        known = self._get_known_keys([self._get_row_key(row) for row in report.rows])
        if not known:
            return
        fresh = []
        for row in report.rows:
            if self._get_row_key(row) in known:
                report.refusals.append(readers.Refusal(row.row, "duplicate_known"))
            else:
                fresh.append(row)
        report.rows = fresh
        report.refusals.sort(key=lambda refusal: refusal.row)

    def _store_report(self, report):
        """Keep what a check found."""
        self.ensure_one()
        self.issue_ids.unlink()
        refusals = [
            [refusal.row, refusal.code, refusal.params] for refusal in report.refusals
        ]
        self.write(
            {
                "row_count": report.count,
                "error_count": len(report.refusals),
                "warning_count": len(report.warnings),
                "refusals": refusals,
                "message": self._get_known_file_sentence(),
            }
        )
        issues = [("error", each) for each in report.refusals[:KEPT_ISSUES]]
        issues += [("warning", each) for each in report.warnings[:KEPT_ISSUES]]
        self.env["bpo.import.issue"].sudo().create(
            [
                {
                    "import_id": self.id,
                    "severity": severity,
                    "row": issue.row,
                    "code": issue.code,
                    "reason": self._get_row_sentence(issue.code, issue.params),
                }
                for severity, issue in issues
            ]
        )

    def action_download_report(self):
        """Download the file with a column that says why rows are refused."""
        self.ensure_one()
        self.check_access("read")
        if self.refusals is None:
            raise UserError(self.env._("Check the file first."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/bpo/import/{self.id}/report.xlsx",
            "target": "download",
        }

    def _render_report(self):
        """The file as .xlsx with a reason beside each refused row.

        :rtype: bytes
        """
        self.ensure_one()
        table = readers.read_table(self._get_data(), self.filename or "")
        reasons = {
            row: self._get_row_sentence(code, params)
            for row, code, params in self.refusals or []
        }
        target = io.BytesIO()
        write_sheet(
            target,
            [*table.headers, self.env._("Reason")],
            ((*cells, reasons.get(number)) for number, cells in table.rows),
            name=self.env._("Report"),
        )
        return target.getvalue()

    def _render_preview(self, headers, sample):
        """The first rows as an HTML table, everything in it escaped."""
        head = Markup("").join(Markup("<th>%s</th>") % header for header in headers)
        body = Markup("").join(
            Markup("<tr>%s</tr>")
            % Markup("").join(
                Markup("<td>%s</td>") % ("" if cell is None else str(cell)[:80])
                for cell in cells
            )
            for _number, cells in sample
        )
        return Markup(
            '<table class="table table-sm table-striped">'
            "<thead><tr>%s</tr></thead><tbody>%s</tbody></table>"
        ) % (head, body)

    def _clear_columns(self, fault):
        """Nothing is known of an unreadable file but what is wrong with it."""
        self.column_ids.unlink()
        self.write(
            {
                "message": self._get_read_sentence(fault),
                "preview": False,
                "signature": False,
                "file_hash": False,
                "state": "draft",
            }
        )
