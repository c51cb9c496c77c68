from odoo import fields, models


class BpoImportIssue(models.Model):
    """A row of a file that is refused, or taken with a warning.

    The first thousand are kept as records to look at; the downloaded report has all.
    """

    _name = "bpo.import.issue"
    _description = "Row of an Import to Look At"
    _order = "severity, row"

    import_id = fields.Many2one(
        comodel_name="bpo.import",
        required=True,
        index=True,
        ondelete="cascade",
    )
    row = fields.Integer(
        help="Number of the row in the file; the header is row 1 as a rule."
    )
    severity = fields.Selection(
        selection=[("error", "Refused"), ("warning", "Warning")],
        required=True,
    )
    code = fields.Char(
        help="Stable name of the reason, for programs.",
    )
    reason = fields.Char(
        help="Why the row is refused, and what to do.",
    )
