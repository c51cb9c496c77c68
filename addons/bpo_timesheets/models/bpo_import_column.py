from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .. import readers


class BpoImportColumn(models.Model):
    """A column of an imported file and the field it fills."""

    _name = "bpo.import.column"
    _description = "Column of an Import"
    _order = "sequence, id"

    import_id = fields.Many2one(
        comodel_name="bpo.import",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer()
    header = fields.Char(required=True, readonly=True)
    sample = fields.Char(
        string="First Row",
        readonly=True,
        help="What the first row holds in this column.",
    )
    target = fields.Selection(
        selection=[
            ("employee", "Agent"),
            ("contract", "Contract or client"),
            ("line", "Service line"),
            ("reference", "Case"),
            ("description", "Description"),
            ("date", "Date"),
            ("start", "Start"),
            ("stop", "Stop"),
            ("seconds", "Duration in seconds"),
            ("minutes", "Duration in minutes"),
            ("hours", "Duration in hours"),
            ("output", "Output"),
            ("corrected", "Errors corrected"),
            ("received_at", "Received"),
            ("due_at", "Due"),
            ("started_at", "Started"),
            ("delivered_at", "Delivered"),
            ("accepted_at", "Accepted"),
            ("quantity", "Quantity"),
            ("accepted_quantity", "Accepted quantity"),
            ("error_count", "Errors"),
            ("state", "Status"),
        ],
        string="Field",
        help="What the column holds; empty columns are passed over.",
    )

    @api.constrains("target")
    def _check_target(self):
        for column in self.filtered("target"):
            labels = dict(self._fields["target"]._description_selection(self.env))
            if column.target not in readers.FIELDS[column.import_id.kind]:
                raise ValidationError(
                    self.env._(
                        "“%(field)s” does not exist in this kind of import: choose "
                        "another field for the column %(header)s.",
                        field=labels[column.target],
                        header=column.header,
                    )
                )
            twins = column.import_id.column_ids.filtered(
                lambda other, column=column: other.target == column.target
            )
            if len(twins) > 1:
                raise ValidationError(
                    self.env._(
                        "Two columns are both “%(field)s”: empty one of them.",
                        field=labels[column.target],
                    )
                )
