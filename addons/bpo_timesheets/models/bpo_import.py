import base64
import hashlib
from itertools import islice

from odoo import api, fields, models
from odoo.addons.base.models.res_partner import _tz_get
from odoo.exceptions import UserError

from .. import readers
from ..readers.instants import guess_date_order
from ..readers.mapping import header_signature

SAMPLE_ROWS = 200
PREVIEW_ROWS = 10


class BpoImport(models.Model):
    """A file of time entries or work items: checked first, then imported as a whole.

    The check reads every row and reports each that is refused with its number and
    reason. The import adds all rows or, if asked to, only the good ones, once: rows are
    known again in whatever file they come. As long as nothing of it is billed an import
    can be undone.
    """

    _name = "bpo.import"
    _description = "Import of Time or Work Items"
    _inherit = [
        "bpo.import.world.mixin",
        "bpo.import.sentence.mixin",
        "bpo.import.report.mixin",
        "bpo.import.loader.mixin",
        "mail.thread",
    ]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(
        compute="_compute_name",
        store=True,
        help="The name of the file.",
    )
    kind = fields.Selection(
        selection=[("timesheet", "Time entries"), ("work_item", "Work items")],
        required=True,
        default="timesheet",
        help="What the rows of the file are.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        check_company=True,
        index="btree_not_null",
        help="The contract of all rows, where the names of services alone do not tell.",
    )
    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service Line",
        check_company=True,
        domain="[('contract_id', '=?', contract_id)]",
        help="The service line of rows that name none.",
    )
    file = fields.Binary(
        attachment=True,
        help="A spreadsheet (.xls, .xlsx) or a text file with separators (.csv). The "
        "first sheet is read; its first row holds the names of the columns.",
    )
    filename = fields.Char()
    file_hash = fields.Char(
        readonly=True,
        index="btree_not_null",
        copy=False,
        help="Fingerprint of the file, to tell when it comes again.",
    )
    tz = fields.Selection(
        selection=_tz_get,
        string="Time Zone",
        help="The zone of times that carry no offset. Without it the contract's.",
    )
    date_order = fields.Selection(
        selection=[("dmy", "31/12/2024"), ("mdy", "12/31/2024")],
        string="Dates Read As",
        help="The order of day and month in dates written with slashes. Guessed from "
        "the file.",
    )
    column_ids = fields.One2many(
        comodel_name="bpo.import.column",
        inverse_name="import_id",
        string="Columns",
    )
    mapping = fields.Json(
        compute="_compute_mapping",
        inverse="_inverse_mapping",
        help="Column header to field name, as JSON. Guessed from the headers, or taken "
        "from the last import of a file with the same headers.",
    )
    signature = fields.Char(
        readonly=True,
        index="btree_not_null",
        help="The headers of the file; files of one source share it.",
    )
    on_error = fields.Selection(
        selection=[
            ("stop", "Import nothing"),
            ("skip", "Import the good rows"),
        ],
        string="If Rows Are Refused",
        required=True,
        default="stop",
        help="Whether one refused row stops the whole import.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "New"),
            ("checked", "Checked"),
            ("done", "Imported"),
            ("undone", "Undone"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    row_count = fields.Integer(
        string="Rows", readonly=True, copy=False, help="Filled rows below the header."
    )
    error_count = fields.Integer(
        string="Refused", readonly=True, copy=False, help="Rows that are not taken."
    )
    warning_count = fields.Integer(
        string="Warnings",
        readonly=True,
        copy=False,
        help="Rows that are taken but should be looked at, such as overlaps.",
    )
    imported_count = fields.Integer(
        string="Imported", readonly=True, copy=False, help="Records added."
    )
    entry_ids = fields.One2many(
        comodel_name="account.analytic.line",
        inverse_name="bpo_import_id",
        string="Time Entries",
    )
    item_ids = fields.One2many(
        comodel_name="bpo.work.item",
        inverse_name="bpo_import_id",
        string="Work Items",
    )

    @api.depends("filename", "kind")
    def _compute_name(self):
        for record in self:
            record.name = record.filename or self.env._("Import")

    @api.depends("column_ids.target")
    def _compute_mapping(self):
        for record in self:
            record.mapping = {
                column.header: column.target
                for column in record.column_ids
                if column.target
            }

    def _inverse_mapping(self):
        for record in self:
            mapping = record.mapping or {}
            record._set_mapping(mapping)

    @api.model_create_multi
    def create(self, vals_list):
        mappings = [vals.pop("mapping", None) for vals in vals_list]
        records = super().create(vals_list)
        for record, mapping in zip(records, mappings, strict=True):
            record._read_columns()
            if mapping is not None:
                record._set_mapping(mapping)
        return records

    def write(self, vals):
        vals = dict(vals)
        mapping = vals.pop("mapping", None)
        if {"file", "kind"} & vals.keys():
            self._check_not_imported()
        result = super().write(vals)
        if {"file", "kind"} & vals.keys():
            for record in self:
                record._read_columns()
        if mapping is not None:
            for record in self:
                record._set_mapping(mapping)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_not_imported()

    def _check_not_imported(self):
        if any(record.state == "done" for record in self):
            raise UserError(
                self.env._("Undo the import before you change its file or delete it.")
            )

    def _get_data(self):
        """The file's bytes.

        :raise UserError: there is none
        """
        self.ensure_one()
        if not self.file:
            raise UserError(self.env._("Choose a file to import first."))
        return base64.b64decode(self.with_context(bin_size=False).file)

    def _read_columns(self):
        """Find the columns of the file, guess or remember what they are.

        An unreadable file is left without columns; the check says why.
        """
        self.ensure_one()
        if not self.file:
            return
        data = self._get_data()
        try:
            table = readers.read_table(data, self.filename or "")
            sample = list(islice(table.rows, SAMPLE_ROWS))
        except readers.ReadError as fault:
            self._clear_columns(fault)
            return
        signature = header_signature(table.headers)
        mapping = self._get_remembered_mapping(signature) or readers.guess_mapping(
            table.headers, self.kind
        )
        first = sample[0][1] if sample else ()
        cells = (cell for _number, row in sample for cell in row)
        self.column_ids.unlink()
        self.write(
            {
                "signature": signature,
                "file_hash": hashlib.sha256(data).hexdigest(),
                "date_order": self.date_order or guess_date_order(cells),
                "preview": self._render_preview(table.headers, sample[:PREVIEW_ROWS]),
                "message": False,
                "state": "draft",
                "column_ids": [
                    fields.Command.create(
                        {
                            "sequence": index,
                            "header": header,
                            "sample": str(first[index])[:80] if first else False,
                            "target": mapping.get(header),
                        }
                    )
                    for index, header in enumerate(table.headers)
                    if header
                ],
            }
        )

    def _get_remembered_mapping(self, signature):
        """The mapping last used for files with these headers, or None."""
        last = self.sudo().search(
            [
                ("id", "!=", self.id),
                ("company_id", "=", self.company_id.id),
                ("kind", "=", self.kind),
                ("signature", "=", signature),
                ("state", "in", ("done", "undone")),
            ],
            limit=1,
        )
        return last.mapping or None

    def _set_mapping(self, mapping):
        """Set what the columns are.

        :param dict mapping: header to field name
        :raise UserError: it names a column or a field that does not exist
        """
        self.ensure_one()
        known = readers.FIELDS[self.kind]
        by_header = {column.header: column for column in self.column_ids}
        for header, target in mapping.items():
            if by_header and header not in by_header:
                raise UserError(
                    self.env._(
                        "The file has no column “%(header)s”; its columns are: "
                        "%(headers)s.",
                        header=header,
                        headers=", ".join(by_header),
                    )
                )
            if target and target not in known:
                raise UserError(
                    self.env._(
                        "“%(target)s” is no field of this import; use one of: "
                        "%(fields)s.",
                        target=target,
                        fields=", ".join(known),
                    )
                )
        for header, column in by_header.items():
            column.target = mapping.get(header) or False

    def action_check(self):
        """Read all rows and report each refused one; nothing else changes.

        :raise UserError: the file cannot be read at all
        """
        for record in self:
            record.check_access("write")
            if record.state == "done":
                raise UserError(record.env._("The file is imported already."))
            report = record._check_file()
            record._store_report(report)
            record.state = "checked"
        return True

    def action_import(self):
        """Import the file: all rows, or the good ones if the import says so.

        Imported already, it stays as it is.

        :raise UserError: the file cannot be read, or rows are refused and the import
            stops at that; nothing is added
        """
        for record in self:
            record.check_access("write")
            record.lock_for_update()
            if record.state == "done":
                continue
            report = record._check_file()
            record._store_report(report)
            if report.refusals and record.on_error == "stop":
                raise UserError(record._get_stop_sentence(report))
            record.imported_count = record._load(report.rows)
            record.state = "done"
        return True

    def action_undo(self):
        """Remove everything the import added, while nothing of it is billed.

        :raise UserError: part of it is billed or locked; nothing is removed
        """
        for record in self:
            record.check_access("write")
            record.lock_for_update()
            if record.state != "done":
                continue
            record._unload()
            record.write({"state": "undone", "imported_count": 0})
        return True

    def action_view_records(self):
        """Open what the import added."""
        self.ensure_one()
        xml_id = {
            "timesheet": "bpo_timesheets.account_analytic_line_action_all",
            "work_item": "bpo_contracts.bpo_work_item_action",
        }[self.kind]
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        return action | {"domain": [("bpo_import_id", "=", self.id)], "context": {}}
