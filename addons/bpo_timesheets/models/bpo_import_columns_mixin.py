import base64
import hashlib
from itertools import islice

from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import readers
from ..readers.instants import guess_date_order
from ..readers.mapping import header_signature

SAMPLE_ROWS = 200
PREVIEW_ROWS = 10


class BpoImportColumnsMixin(models.AbstractModel):
    """What the columns of an imported file are: guessed, remembered, chosen."""

    _name = "bpo.import.columns.mixin"
    _description = "Columns of an imported file"

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
