"""Read a rate card from a spreadsheet: checked first, then all or nothing."""

import base64
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.bpo_timesheets import readers

from ..card_rows import Names, check_card, name_key


class BpoRateCardImport(models.TransientModel):
    """Dialogue: choose a file, see every bad row, import when there is none.

    Columns are found by usual English and German names: service, product, pricing,
    unit, price, role, employee, from, until, from quantity, flat fee, included,
    minimum and so on. A row with a start quantity is a price step, one with a role,
    employee or day is a dated rate, any other is the service itself.
    """

    _name = "bpo.rate.card.import"
    _inherit = ["bpo.import.sentence.mixin", "bpo.rate.card.sentence.mixin"]
    _description = "Import of a Rate Card"

    card_id = fields.Many2one(
        comodel_name="bpo.rate.card",
        string="Add to Card",
        ondelete="cascade",
        help="Empty: a new card is made.",
    )
    name = fields.Char(
        string="Name of the Card",
        compute="_compute_name",
        store=True,
        readonly=False,
        help="For whom the new card is meant.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        help="Of the new card. Empty: for all your companies.",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Prices in the file are in this currency.",
    )
    file = fields.Binary(
        required=True,
        attachment=False,
        help="A spreadsheet (.xls, .xlsx) or a text file with separators (.csv). The "
        "first sheet is read; its first row holds the names of the columns.",
    )
    filename = fields.Char()
    state = fields.Selection(
        selection=[("draft", "New"), ("bad", "Refused"), ("good", "Ready")],
        required=True,
        readonly=True,
        default="draft",
        help="Ready: every row can be imported.",
    )
    row_count = fields.Integer(
        string="Rows",
        readonly=True,
        help="Filled rows below the header.",
    )
    service_count = fields.Integer(
        string="Services",
        readonly=True,
        help="Services that the file makes.",
    )
    message = fields.Text(
        readonly=True,
        help="Every row that cannot be imported, and why.",
    )

    @api.depends("filename")
    def _compute_name(self):
        """Propose the name of the file."""
        for dialogue in self:
            if not dialogue.name and dialogue.filename:
                dialogue.name = dialogue.filename.rsplit(".", 1)[0]

    @api.depends("card_id")
    def _compute_currency_id(self):
        """That of the card, else the company's."""
        for dialogue in self:
            dialogue.currency_id = (
                dialogue.card_id.currency_id
                or dialogue.currency_id
                or self.env.company.currency_id
            )

    def action_check(self):
        """Read all rows and name each bad one; nothing else is written.

        :raise UserError: the file cannot be read at all
        """
        self.ensure_one()
        self.check_access("write")
        report = self._check_file()
        self.write(
            {
                "state": "bad" if report.refusals else "good",
                "row_count": report.count,
                "service_count": len(report.services),
                "message": self._say_refusals(report) or False,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Rate Card"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_import(self):
        """Make the services of the file, all or none.

        :raise UserError: the file cannot be read, or names the bad rows
        """
        self.ensure_one()
        self.check_access("write")
        report = self._check_file()
        if report.refusals:
            raise UserError(
                self.env._(
                    "Nothing was imported:\n%(rows)s", rows=self._say_refusals(report)
                )
            )
        card = self.card_id or self.env["bpo.rate.card"].create(self._prepare_card())
        if card.currency_id != self.currency_id:
            raise UserError(
                self.env._(
                    "Rate card %(card)s is in %(currency)s: import prices in that "
                    "currency, or make a new card.",
                    card=card.name,
                    currency=card.currency_id.name,
                )
            )
        self.env["bpo.rate.card.line"].create(
            [
                self._prepare_line(card, service, sequence)
                for sequence, service in enumerate(report.services, start=1)
            ]
        )
        return card._get_records_action()

    def _check_file(self):
        """Read and judge the file.

        :raise UserError: it cannot be read
        :rtype: CardReport
        """
        data = base64.b64decode(self.with_context(bin_size=False).file or b"")
        taken = frozenset(map(name_key, self.card_id.line_ids.mapped("name")))
        try:
            table = readers.read_table(data, self.filename or "")
            return check_card(table, self._get_names(), taken)
        except readers.ReadError as fault:
            raise UserError(self._get_read_sentence(fault)) from fault

    def _get_names(self):
        """What the rows may name, as the user may see it.

        :rtype: Names
        """
        products = self.env["product.product"].search([("type", "=", "service")])
        return Names(
            products=self._index(
                (text, product.id)
                for product in products
                for text in {product.name, product.default_code or product.name}
            ),
            units=self._index((u.name, u.id) for u in self.env["uom.uom"].search([])),
            jobs=self._index(
                (job.name, job.id) for job in self.env["hr.job"].search([])
            ),
            employees=self._index(
                (text, employee.id)
                for employee in self.env["hr.employee"]
                .sudo()
                .search([("company_id", "in", self.env.companies.ids)])
                for text in {employee.name, employee.work_email or employee.name}
            ),
        )

    @api.model
    def _index(self, pairs):
        """Names to ids; 0 where several records share a name.

        :rtype: dict[str, int]
        """
        pairs = [(name_key(text), record_id) for text, record_id in pairs]
        counts = Counter(key for key, _record_id in pairs)
        return {key: 0 if counts[key] > 1 else found for key, found in pairs}

    def _prepare_card(self):
        """Values of a new card.

        :raise UserError: it has no name
        """
        if not self.name:
            raise UserError(self.env._("Enter the name of the new rate card."))
        return {
            "name": self.name,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
        }

    @api.model
    def _prepare_line(self, card, service, sequence):
        """Values of one service with its steps and rates."""
        create = fields.Command.create
        return {
            "card_id": card.id,
            "sequence": sequence * 10,
            "name": service.name,
            **service.vals,
            "tier_ids": [create(vals) for _row, vals in service.tiers],
            "rate_ids": [create(vals) for _row, vals in service.rates],
        }
