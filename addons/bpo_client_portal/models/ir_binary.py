"""File names of downloads come from the record's name only."""

from odoo import models


class IrBinary(models.AbstractModel):
    """Restrict which text field of a record may travel as a file name."""

    _inherit = "ir.binary"

    def _get_stream_from(
        self,
        record,
        field_name="raw",
        filename=None,
        filename_field="name",
        mimetype=None,
        default_mimetype="application/octet-stream",
    ):
        """Ignore ``filename_field`` for anybody but internal users.

        The record arrives with elevated rights when a download token was shown,
        which covers the file and not the other text fields of the record.
        """
        if not self.env.user._is_internal():
            filename_field = "name"
        return super()._get_stream_from(
            record,
            field_name=field_name,
            filename=filename,
            filename_field=filename_field,
            mimetype=mimetype,
            default_mimetype=default_mimetype,
        )
