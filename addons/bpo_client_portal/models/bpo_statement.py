"""Statements as the client sees them."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.bpo_contracts.workbooks import workbook

READABLE = frozenset(
    {
        "amount_untaxed",
        "contract_id",
        "currency_id",
        "date_from",
        "date_to",
        "line_ids",
        "move_id",
        "name",
        "partner_id",
        "reason",
        "state",
    }
)
SHOWN_STATES = ("invoiced", "disputed")
# Entries in one spreadsheet; beyond that the client asks for a file by month.
MAX_ENTRY_ROWS = 50_000


def shown_domain(prefix=""):
    """Return the domain of what clients see: with a posted invoice, or without charge.

    A period in which nothing was charged has a statement and needs no invoice.

    :param str prefix: path to the statement, with its point
    :rtype: Domain
    """
    return Domain(f"{prefix}state", "in", SHOWN_STATES) & (
        Domain(f"{prefix}move_id.state", "=", "posted")
        | (
            Domain(f"{prefix}move_id", "=", False)
            & Domain(f"{prefix}amount_untaxed", "=", 0)
        )
    )


class BpoStatement(models.Model):
    """Statements in the portal: those whose invoice is posted, and empty ones."""

    _inherit = "bpo.statement"

    _bpo_portal_right = "money"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | READABLE

    @api.model
    def _bpo_portal_domain(self):
        """Previews stay inside; a statement goes out with its posted invoice."""
        return super()._bpo_portal_domain() & shown_domain()

    def _bpo_portal_payment(self):
        """Return ``(label, badge class)`` of what is paid of the invoice."""
        self.ensure_one()
        _ = self.env._
        if self.state == "disputed":
            return (_("Disputed"), "is-warn")
        if not self.move_id:
            return (_("Nothing to bill"), "")
        state = self.move_id.payment_state
        if state in ("paid", "in_payment"):
            return (_("Paid"), "is-good")
        if state == "reversed":
            return (_("Reversed"), "")
        due = self.move_id.invoice_date_due
        if due and due < self.env.cr.now().date():
            return (_("Overdue"), "is-bad")
        return (_("Open"), "is-info")

    def _bpo_portal_lines(self):
        """Return the lines of the statement, grouped by service.

        :return: list of ``(service name, lines, subtotal)``
        """
        self.ensure_one()
        groups = []
        for service, lines in self.line_ids.grouped("contract_line_id").items():
            name = service.name or self.env._("Whole contract")
            groups.append((name, lines, sum(lines.mapped("amount"))))
        return groups

    def _bpo_portal_xlsx(self):
        """Return statement and entries as the bytes of a workbook."""
        self.ensure_one()
        _ = self.env._
        lines = [
            [
                line.contract_line_id.name or "",
                line.name,
                line.quantity,
                line.price_unit,
                line.amount,
                " / ".join(line._bpo_portal_explanation()),
            ]
            for line in self.line_ids
        ]
        header = [
            _("Service"),
            _("Description"),
            _("Quantity"),
            _("Price"),
            _("Amount"),
            _("How it is computed"),
        ]
        return workbook(
            [
                (_("Statement"), header, lines),
                (_("Entries"), self._bpo_entry_header(), self._bpo_entry_rows()),
            ]
        )

    @api.model
    def _bpo_entry_header(self):
        """Return the column names of the entries."""
        _ = self.env._
        return [
            _("Service"),
            _("Charge"),
            _("Date"),
            _("Work order"),
            _("Description"),
            _("Quantity"),
        ]

    def _bpo_entry_rows(self):
        """Return the billed entries of the statement; hours and items, no names."""
        rows = []
        for line in self.line_ids:
            for entry in line._bpo_portal_entries(limit=MAX_ENTRY_ROWS - len(rows)):
                rows.append(
                    [
                        line.contract_line_id.name or "",
                        line.name,
                        entry["date"],
                        entry["order"],
                        entry["text"] or "",
                        entry["quantity"],
                    ]
                )
            if len(rows) >= MAX_ENTRY_ROWS:
                break
        return rows

    def _bpo_portal_dispute(self, line_id, comment, uploads=()):
        """Contest a line of the statement in the name of the client.

        :param int line_id: a line of this statement
        :param str comment: what is wrong; required
        :param uploads: evidence, list of ``(file name, bytes)``
        :return: the new dispute
        :raise UserError: with what to do; nothing is stored then
        """
        self.ensure_one()
        line = self.line_ids.filtered(lambda one: one.id == line_id)
        if not line:
            raise UserError(self.env._("Choose a line of this statement."))
        comment = (comment or "").strip()[:4000]
        if not comment:
            raise UserError(self.env._("Say what you think is wrong with the line."))
        return self.env["bpo.dispute"]._bpo_open(line, comment, uploads)
