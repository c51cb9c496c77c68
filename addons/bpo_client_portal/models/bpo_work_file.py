"""Files that client and provider exchange about a work order."""

import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.mimetypes import guess_mimetype
from odoo.tools.misc import formatLang

from .. import upload_checks

LATEST_DOWNLOADS = 20
READABLE = frozenset(
    {"checksum", "create_date", "direction", "download_count", "mimetype", "name"}
    | {"size", "task_id"}
)


class BpoWorkFile(models.Model):
    """One file of a work order, sent by the client or delivered to the client.

    The bytes are a binary field that no portal user may read by RPC; they leave
    through the portal's download button, which writes the download log.
    """

    _name = "bpo.work.file"
    _description = "Work Order File"
    _inherit = "bpo.client.owned.mixin"
    _order = "id desc"
    _check_company_auto = True
    _bpo_contract_path = "task_id.bpo_contract_id"

    name = fields.Char(
        required=True,
        help="File name shown to the client.",
    )
    task_id = fields.Many2one(
        comodel_name="project.task",
        string="Work order",
        required=True,
        index=True,
        ondelete="cascade",
        help="Work order the file belongs to.",
    )
    client_id = fields.Many2one(
        related="task_id.bpo_contract_id.client_id",
        store=True,
        index=True,
        groups="base.group_user",
        help="Client company that owns the file.",
    )
    company_id = fields.Many2one(
        related="task_id.bpo_contract_id.company_id",
        store=True,
        groups="base.group_user",
        help="Company that serves the client.",
    )
    direction = fields.Selection(
        selection=[("from_client", "From the client"), ("to_client", "To the client")],
        required=True,
        default="to_client",
        help="Who sent the file.",
    )
    file = fields.Binary(
        attachment=True,
        required=True,
        help="Content of the file.",
    )
    size = fields.Integer(
        compute="_compute_facts",
        store=True,
        help="Size in bytes.",
    )
    mimetype = fields.Char(
        compute="_compute_facts",
        store=True,
        help="Type of the content, found by its first bytes.",
    )
    checksum = fields.Char(
        string="SHA-256",
        compute="_compute_facts",
        store=True,
        help="Fingerprint by which both sides can compare the file.",
    )
    contact_id = fields.Many2one(
        comodel_name="res.partner",
        string="Sent by",
        groups="base.group_user",
        help="Contact of the client who uploaded the file.",
    )
    download_ids = fields.One2many(
        comodel_name="bpo.work.file.download",
        inverse_name="file_id",
        help="Who fetched the file, and when.",
    )
    download_count = fields.Integer(
        compute="_compute_download_count",
        help="Number of downloads through the portal.",
    )

    @api.depends("file")
    def _compute_facts(self):
        for record in self:
            data = record._bpo_content()
            record.size = len(data)
            record.mimetype = guess_mimetype(data) if data else False
            record.checksum = hashlib.sha256(data).hexdigest() if data else False

    @api.depends("download_ids")
    def _compute_download_count(self):
        counts = dict(
            self.env["bpo.work.file.download"]
            .sudo()
            ._read_group([("file_id", "in", self.ids)], ["file_id"], ["__count"])
        )
        for record in self:
            record.download_count = counts.get(record._origin, 0)

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | READABLE

    @api.model
    def _bpo_receive(self, task, uploads):
        """Check and store files a client uploads.

        Nothing is stored where one of the files is refused.

        :param task: elevated work order
        :param uploads: list of ``(file name, bytes)``
        :return: the new records
        :raise UserError: naming the refused file and what to do
        """
        if len(uploads) > upload_checks.MAX_FILES:
            raise UserError(
                self.env._(
                    "Send at most %(count)s files at once.",
                    count=upload_checks.MAX_FILES,
                )
            )
        for name, data in uploads:
            refusal = upload_checks.check_upload(name, data)
            if refusal:
                raise UserError(self._bpo_refusal_words(refusal, name))
        return self.sudo().create(
            [
                {
                    "name": upload_checks.clean_name(name),
                    "task_id": task.id,
                    "direction": "from_client",
                    "file": base64.b64encode(data),
                    "contact_id": self.env.user.partner_id.id,
                }
                for name, data in uploads
            ]
        )

    @api.model
    def _bpo_refusal_words(self, refusal, name):
        """Return the sentence for a refused upload."""
        _ = self.env._
        values = {
            "name": upload_checks.clean_name(name),
            "size": upload_checks.MAX_FILE_BYTES // (1024 * 1024),
        }
        return {
            upload_checks.EMPTY: _("%(name)s is empty. Choose another file.", **values),
            upload_checks.TOO_BIG: _(
                "%(name)s is larger than %(size)s MB. Split or compress it.", **values
            ),
            upload_checks.BAD_TYPE: _(
                "%(name)s is of a type we do not take. Send PDF, office, image, "
                "audio, text or ZIP files.",
                **values,
            ),
            upload_checks.MISMATCH: _(
                "%(name)s does not contain what its name says. Save it again in "
                "the right format.",
                **values,
            ),
            upload_checks.PACKED: _(
                "%(name)s is damaged or unpacks to too much. Send smaller parts.",
                **values,
            ),
        }[refusal]

    def _bpo_portal_downloads(self):
        """Return how often files were fetched, and by whom lately.

        :return: file id -> dict of ``count`` and ``latest`` (elevated downloads);
            files that nobody fetched are left out
        """
        downloads = self.env["bpo.work.file.download"].sudo()
        downloads.flush_model(["file_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, file_id, total
                  FROM (SELECT id, file_id,
                               count(*) OVER (PARTITION BY file_id) AS total,
                               row_number() OVER (
                                   PARTITION BY file_id ORDER BY id DESC) AS place
                          FROM bpo_work_file_download
                         WHERE file_id = ANY(%s)) AS fetched
                 WHERE place <= %s
              ORDER BY id DESC
                """,
                self.ids,
                LATEST_DOWNLOADS,
            )
        )
        known = downloads.browse([row[0] for row in rows])
        found = {}
        for download, (_id, file_id, total) in zip(known, rows, strict=True):
            facts = found.setdefault(file_id, {"count": total, "latest": downloads})
            facts["latest"] |= download
        return found

    def _bpo_log_download(self):
        """Note that the current user fetched the file."""
        self.env["bpo.work.file.download"].sudo().create(
            [
                {"file_id": record.id, "contact_id": self.env.user.partner_id.id}
                for record in self
            ]
        )

    def _bpo_content(self):
        """Return the bytes of the file."""
        self.ensure_one()
        return base64.b64decode(self.with_context(bin_size=False).file or b"")

    def _bpo_size_words(self):
        """Return the size for the reader."""
        self.ensure_one()
        _ = self.env._
        size = (self.size or 0) / 1024
        if size < 1024:
            return _("%(size)s kB", size=formatLang(self.env, size, digits=1))
        return _("%(size)s MB", size=formatLang(self.env, size / 1024, digits=1))
