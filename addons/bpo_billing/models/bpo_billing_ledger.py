"""Native invoices from statements."""

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import ValidationError

from .bpo_billing_statements import QUIET


class BpoBillingLedger(models.AbstractModel):
    """Creates draft invoices whose lines equal the statement lines to the cent."""

    _name = "bpo.billing.ledger"
    _inherit = ["bpo.billing.ledger.lines.mixin"]
    _description = "Invoices of Statements"

    @api.model
    def _create_moves(self, statements):
        """One draft invoice per statement with an amount, or per client who wants so.

        :param statements: elevated statements with their lines
        :return: the invoices
        :raise ValidationError: an invoice line would differ from its statement line
        """
        groups = self._get_invoice_groups(statements.filtered(self._needs_move))
        company = statements.company_id
        moves = self.env["account.move"].sudo().with_company(company)
        journals = self._get_journals(company)
        vals_list = [
            self._prepare_move_vals(group)
            | {"journal_id": self._get_journal(journals, group).id}
            for group in groups
        ]
        moves = moves.with_context(**QUIET).create(vals_list)
        for group, move in zip(groups, moves, strict=True):
            self._check_move(group, move)
            group.move_id = move
        self._link_lines(statements)
        return moves

    @api.model
    def _needs_move(self, statement):
        """Whether a statement has anything to invoice."""
        return any(
            not statement.currency_id.is_zero(line.amount)
            for line in statement.line_ids
        )

    @api.model
    def _get_invoice_groups(self, statements):
        """The statements of each invoice, in the order of the first of each.

        :return: list of recordsets
        :raise ValidationError: a statement has an invoice already
        """
        known = statements.filtered("move_id")[:1]
        if known:
            raise ValidationError(
                self.env._(
                    "Statement %(name)s has an invoice already: cancel the statement "
                    "and bill again.",
                    name=known.name,
                )
            )
        groups = statements._in_invoice_order().grouped(self._get_invoice_key)
        return list(groups.values())

    @api.model
    def _get_invoice_key(self, statement):
        """What statements on one invoice have in common; override to split further.

        One invoice has one address, currency, fiscal position, due date and period. A
        contract is on it once: its final statement or correction stands alone.
        """
        contract = statement.contract_id
        if not contract._bpo_is_joint():
            return (statement.id,)
        term = contract._get_term_on("payment_term_id", statement.date_to)
        return (
            False,
            self._get_invoice_partner(statement.partner_id).id,
            statement.company_id.id,
            statement.currency_id.id,
            contract.fiscal_position_id.id,
            term.id if term else False,
            statement.invoice_date,
            statement.date_to,
            statement.reason,
        )

    @api.model
    def _prepare_move_vals(self, statements):
        """Values of the invoice, or of the credit note of a negative total."""
        first = statements[0]
        contract = first.contract_id
        total = sum(statements.line_ids.mapped("amount"))
        sign = -1 if first.currency_id.compare_amounts(total, 0) < 0 else 1
        vals = {
            "move_type": "out_invoice" if sign > 0 else "out_refund",
            "partner_id": self._get_invoice_partner(first.partner_id).id,
            "company_id": first.company_id.id,
            "currency_id": first.currency_id.id,
            "invoice_date": first.invoice_date,
            "date": first.invoice_date,
            "ref": self._get_references(statements.contract_id),
            "invoice_origin": ", ".join(
                f"{each.contract_id.name} / {each.name}" for each in statements
            ),
            "narration": self._get_narration(statements),
            "invoice_user_id": contract.user_id.id,
            "bpo_contract_id": contract.id,
            "bpo_billing_key": f"statement:{min(statements.ids)}",
            "invoice_line_ids": [
                (0, 0, vals) for vals in self._prepare_lines(statements, sign)
            ],
        }
        payment = contract._get_term_on("payment_term_id", first.date_to)
        if payment:
            vals["invoice_payment_term_id"] = payment.id
        if contract.fiscal_position_id:
            vals["fiscal_position_id"] = contract.fiscal_position_id.id
        return vals

    @api.model
    def _get_references(self, contracts):
        """The client's order numbers, each once; else the contracts' numbers."""
        names = [each.purchase_order or each.reference for each in contracts]
        return ", ".join(dict.fromkeys(filter(None, names))) or False

    @api.model
    def _get_invoice_partner(self, partner):
        """The invoice address of the client."""
        return partner.browse(partner.address_get(["invoice"])["invoice"])

    @api.model
    def _get_journal(self, journals, statements):
        """The company's sales journal, in the statements' currency where there is one.

        :param journals: the company's sales journals
        """
        if not journals:
            raise ValidationError(
                self.env._(
                    "%(company)s has no sales journal: create one in Invoicing before "
                    "you bill.",
                    company=statements.company_id.name,
                )
            )
        own = journals.filtered(lambda each: each.currency_id == statements.currency_id)
        return (own or journals)[0]

    @api.model
    def _get_journals(self, company):
        """The company's sales journals."""
        journals = self.env["account.journal"].sudo()
        domain = journals._check_company_domain(company)
        return journals.search([*domain, ("type", "=", "sale")])

    @api.model
    def _get_narration(self, statements):
        """Service period, contract and the company's terms, in the client's words."""
        lang = statements[0].partner_id.lang or self.env.lang
        titles = Markup("").join(
            Markup("<p>%s</p>") % self._get_statement_title(statement)
            for statement in statements
        )
        terms = statements.company_id.with_context(lang=lang).invoice_terms
        return titles + Markup(terms or "")

    @api.model
    def _check_move(self, statements, move):
        """The native lines carry exactly the statements' amounts.

        :raise ValidationError: names the first line that does not
        """
        sign = -1 if move.move_type == "out_refund" else 1
        currency = move.currency_id
        charged = statements.line_ids.grouped(self._get_summed_key)
        natives = move.invoice_line_ids.filtered(
            lambda native: native.display_type == "product"
        )
        for native in natives:
            line = native.bpo_statement_line_id
            amount = sum(charged[self._get_summed_key(line)].mapped("amount"))
            if currency.compare_amounts(native.price_subtotal * sign, amount):
                raise ValidationError(
                    self.env._(
                        "The invoice line of %(line)s would be %(native)s instead of "
                        "%(amount)s: use taxes that are not included in the price.",
                        line=line.name,
                        native=native.price_subtotal * sign,
                        amount=amount,
                    )
                )

    @api.model
    def _get_summed_key(self, line):
        """What a charge shares its invoice line with: its service, else nothing."""
        summary = line.contract_id.invoice_detail == "summary"
        return (summary and line.contract_line_id) or line

    @api.model
    def _link_lines(self, statements):
        """Each statement line leads to its invoice line, in one statement of SQL."""
        self.env["account.move.line"].flush_model(["bpo_statement_line_id"])
        self.env["bpo.statement.line"].flush_model()
        self.env["bpo.statement"].flush_model(["move_id"])
        self.env.cr.execute(
            """
            UPDATE bpo_statement_line AS line
               SET move_line_id = native.id
              FROM bpo_statement AS statement
              JOIN bpo_contract AS contract ON contract.id = statement.contract_id
              JOIN account_move_line AS native ON native.move_id = statement.move_id
               AND native.display_type = 'product'
              JOIN bpo_statement_line AS first
                ON first.id = native.bpo_statement_line_id
             WHERE line.statement_id = statement.id
               AND statement.id = ANY(%s)
               AND line.amount <> 0
               AND (line.id = first.id
                    OR contract.invoice_detail = 'summary'
                       AND line.contract_line_id = first.contract_line_id)
            """,
            [statements.ids],
        )
        self.env["bpo.statement.line"].invalidate_model(["move_line_id"], flush=False)
