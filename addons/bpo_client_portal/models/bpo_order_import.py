"""Work orders a client places by spreadsheet: checked first, then ordered."""

import base64
import io

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.bpo_timesheets import readers
from odoo.addons.bpo_timesheets.readers.writer import write_sheet

from .. import order_reader, upload_checks
from .project_task_order import DATA_CLASSES, NEEDS_AGREEMENT

KEPT_DAYS = 30
SHOWN_REFUSALS = 50


class BpoOrderImport(models.Model):
    """A contact's file of work orders, with what was found in it.

    The check reads every row, names each that is refused and orders nothing. The
    contact may take the file back with the reasons, or order the good rows. Portal
    users have no access row: pages go through the contact's own methods.
    """

    _name = "bpo.order.import"
    _inherit = [
        "bpo.order.import.rows.mixin",
        "bpo.import.world.mixin",
        "bpo.import.sentence.mixin",
        "bpo.client.owned.mixin",
    ]
    _description = "Work Orders by Spreadsheet"
    _order = "id desc"
    _rec_name = "filename"

    filename = fields.Char(
        required=True,
        readonly=True,
        help="Name of the client's file.",
    )
    file = fields.Binary(
        attachment=True,
        required=True,
        readonly=True,
        help="The client's file.",
    )
    contact_id = fields.Many2one(
        comodel_name="res.partner",
        string="Sent by",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Contact of the client who sent the file.",
    )
    client_id = fields.Many2one(
        comodel_name="res.partner",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        groups="base.group_user",
        help="Client company whose contact sent the file, at that time.",
    )
    contract_line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service",
        readonly=True,
        ondelete="cascade",
        help="Service of rows that name none.",
    )
    data_class = fields.Selection(
        selection=lambda self: self.env["bpo.contract"]._fields["data_class"].selection,
        required=True,
        readonly=True,
        help="How confidential the material of the file is.",
    )
    state = fields.Selection(
        selection=[("checked", "Checked"), ("done", "Ordered")],
        required=True,
        readonly=True,
        default="checked",
        help="Checked: nothing is ordered yet.",
    )
    row_count = fields.Integer(
        string="Rows", readonly=True, help="Filled rows below the header."
    )
    error_count = fields.Integer(
        string="Refused", readonly=True, help="Rows that cannot be ordered."
    )
    order_count = fields.Integer(
        string="Work orders", readonly=True, help="Work orders that the good rows make."
    )
    refusals = fields.Json(
        readonly=True,
        prefetch=False,
        help="All refused rows: number, code of the reason, values.",
    )

    @api.model
    def _bpo_receive(self, name, data, data_class, line_id=0):
        """Check a file of the current contact and keep it with what was found.

        :param str name: file name as sent
        :param bytes data: the file
        :param str data_class: class of the material
        :param int line_id: service of rows that name none, or 0
        :return: the elevated record
        :raise UserError: the file cannot be read at all; nothing is stored then
        """
        contact = self.env.user.partner_id
        if data_class not in DATA_CLASSES:
            raise UserError(self.env._("Say how confidential the material is."))
        lines = self.env["bpo.contract.line"]._bpo_portal_orderable()
        line = lines.filtered(lambda one: one.id == line_id)
        filename = upload_checks.clean_name(name)
        values = {
            "filename": filename,
            "contact_id": contact.id,
            "client_id": contact.commercial_partner_id.id,
            "contract_line_id": line.id,
            "data_class": data_class,
        }
        report = self.sudo().new(values)._bpo_check(data)
        # Elevated: contacts have no rights on these records, only the pages do.
        return self.sudo().create(
            {
                **values,
                "file": base64.b64encode(data),
                "row_count": report.count,
                "error_count": len(report.refusals),
                "order_count": len(order_reader.orders_of(report.rows)),
                "refusals": [
                    [one.row, one.code, one.params] for one in report.refusals
                ],
            }
        )

    @api.model
    def _bpo_own(self, record_id):
        """Return an import of the current contact, elevated.

        :raise AccessError: it is not the contact's own, or there is none
        """
        contact = self.env.user.partner_id
        found = self.sudo().search(
            Domain("id", "=", record_id)
            & Domain("contact_id", "=", contact.id)
            & Domain("client_id", "=", contact.commercial_partner_id.id)
        )
        if not found:
            raise AccessError(
                self.env._("This page does not exist or is not yours to see.")
            )
        return found

    def _bpo_order(self):
        """Order the good rows, once; the file is checked again before.

        :return: the work orders
        :raise UserError: no row can be ordered
        """
        self.ensure_one()
        self.lock_for_update()
        if self.state == "done":
            return self.env["project.task"]
        report = self._bpo_check(self._bpo_content())
        if not report.rows:
            raise UserError(
                self.env._("None of the rows can be ordered. Correct the file first.")
            )
        orders = order_reader.orders_of(report.rows)
        tasks = self._bpo_create_orders(orders)
        self.write(
            {
                "state": "done",
                "row_count": report.count,
                "error_count": len(report.refusals),
                "order_count": len(orders),
                "refusals": [
                    [one.row, one.code, one.params] for one in report.refusals
                ],
            }
        )
        return tasks

    def _bpo_discard(self):
        """Delete the file where nothing was ordered from it.

        :raise UserError: it was ordered from
        """
        if any(record.state == "done" for record in self):
            raise UserError(self.env._("The orders of this file are placed already."))
        self.unlink()

    def _bpo_reasons(self, limit=None):
        """Return number and reason of refused rows, in the reader's language.

        :rtype: list[tuple[int, str]]
        """
        self.ensure_one()
        return [
            (row, self._get_row_sentence(code, params))
            for row, code, params in (self.refusals or [])[:limit]
        ]

    def _bpo_report(self):
        """Return the same file as .xlsx with the reason beside each refused row.

        :rtype: bytes
        """
        self.ensure_one()
        table = readers.read_table(
            self._bpo_content(), self.filename, order_reader.LIMITS
        )
        reasons = dict(self._bpo_reasons())
        target = io.BytesIO()
        write_sheet(
            target,
            [*table.headers, self.env._("Reason")],
            ((*cells, reasons.get(number)) for number, cells in table.rows),
            name=self.env._("Report"),
        )
        return target.getvalue()

    def _bpo_content(self):
        """Return the bytes of the file."""
        return base64.b64decode(self.with_context(bin_size=False).file)

    def _bpo_refused_contracts(self, contracts):
        """Return why contracts do not take material of this class.

        :return: contract id -> label of the class it allows, "" where the processing
            agreement is missing
        """
        wanted = DATA_CLASSES.index(self.data_class)
        refused = {}
        for contract in contracts:
            if wanted > DATA_CLASSES.index(contract.data_class or "public"):
                refused[contract.id] = contract._bpo_portal_label("data_class")
            elif self.data_class in NEEDS_AGREEMENT and contract.dpa_state != "signed":
                refused[contract.id] = ""
        return refused

    @api.autovacuum
    def _gc_old(self):
        """Drop files of clients that are no longer needed: the orders stand."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        self.search([("create_date", "<", limit)], limit=1000).unlink()
