"""Log of the files that left through the portal."""

from odoo import api, fields, models


class BpoWorkFileDownload(models.Model):
    """One download of one file; written by the portal, never changed."""

    _name = "bpo.work.file.download"
    _description = "Work Order File Download"
    _inherit = "bpo.client.owned.mixin"
    _order = "id desc"
    _rec_name = "file_id"
    _bpo_contract_path = "file_id.task_id.bpo_contract_id"

    file_id = fields.Many2one(
        comodel_name="bpo.work.file",
        required=True,
        index=True,
        ondelete="cascade",
        help="File that was fetched.",
    )
    client_id = fields.Many2one(
        related="file_id.client_id",
        store=True,
        index=True,
        groups="base.group_user",
        help="Client company that owns the file.",
    )
    contact_id = fields.Many2one(
        comodel_name="res.partner",
        string="Fetched by",
        required=True,
        ondelete="restrict",
        help="Contact who fetched the file.",
    )

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | {
            "contact_id",
            "create_date",
            "file_id",
        }
