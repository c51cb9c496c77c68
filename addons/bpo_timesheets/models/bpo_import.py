from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base.models.res_partner import _tz_get


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
        "bpo.import.columns.mixin",
        "bpo.import.progress.mixin",
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

    def action_check(self):
        """Read all rows and report each refused one; nothing else changes.

        :raise UserError: the file cannot be read at all
        """
        for record in self:
            record.check_access("write")
            if record.state == "done":
                raise UserError(record.env._("The file is imported already."))
            with record._tracking_progress() as phase:
                report = record._check_file(phase("read"))
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
            with record._tracking_progress() as phase:
                report = record._check_file(phase("read"))
                record._store_report(report)
                if report.refusals and record.on_error == "stop":
                    raise UserError(record._get_stop_sentence(report))
                record.imported_count = record._load(report.rows, phase("write"))
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
