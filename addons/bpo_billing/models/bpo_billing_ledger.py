"""Native invoices from statements."""

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import float_round
from odoo.tools.misc import format_date

from .bpo_billing_statements import QUIET


class BpoBillingLedger(models.AbstractModel):
    """Creates draft invoices whose lines equal the statement lines to the cent."""

    _name = "bpo.billing.ledger"
    _description = "Invoices of Statements"

    @api.model
    def _create_moves(self, statements):
        """One draft invoice per statement with an amount.

        :param statements: elevated statements with their lines
        :raise ValidationError: an invoice line would differ from its statement line
        """
        billed = statements.filtered(self._needs_move)
        company = statements.company_id
        moves = self.env["account.move"].sudo().with_company(company)
        journals = self._get_journals(company)
        vals_list = [
            self._prepare_move_vals(statement)
            | {"journal_id": self._get_journal(journals, statement).id}
            for statement in billed
        ]
        moves = moves.with_context(**QUIET).create(vals_list)
        for statement, move in zip(billed, moves, strict=True):
            self._check_move(statement, move)
            statement.move_id = move
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
    def _prepare_move_vals(self, statement):
        """Values of the invoice, or of the credit note of a negative statement."""
        contract = statement.contract_id
        total = sum(statement.line_ids.mapped("amount"))
        sign = -1 if statement.currency_id.compare_amounts(total, 0) < 0 else 1
        partner = statement.partner_id
        vals = {
            "move_type": "out_invoice" if sign > 0 else "out_refund",
            "partner_id": self._get_invoice_partner(partner).id,
            "company_id": statement.company_id.id,
            "currency_id": statement.currency_id.id,
            "invoice_date": statement.invoice_date,
            "date": statement.invoice_date,
            "ref": contract.purchase_order or contract.reference,
            "invoice_origin": f"{contract.name} / {statement.name}",
            "narration": self._get_narration(statement),
            "invoice_user_id": contract.user_id.id,
            "bpo_contract_id": contract.id,
            "bpo_billing_key": f"statement:{statement.id}",
            "invoice_line_ids": [
                (0, 0, vals) for vals in self._prepare_lines(statement, sign)
            ],
        }
        payment = contract._get_term_on("payment_term_id", statement.date_to)
        if payment:
            vals["invoice_payment_term_id"] = payment.id
        if contract.fiscal_position_id:
            vals["fiscal_position_id"] = contract.fiscal_position_id.id
        return vals

    @api.model
    def _get_invoice_partner(self, partner):
        """The invoice address of the client."""
        return partner.browse(partner.address_get(["invoice"])["invoice"])

    @api.model
    def _get_journal(self, journals, statement):
        """The company's sales journal, in the statement's currency where there is one.

        :param journals: the company's sales journals
        """
        if not journals:
            raise ValidationError(
                self.env._(
                    "%(company)s has no sales journal: create one in Invoicing before "
                    "you bill.",
                    company=statement.company_id.name,
                )
            )
        own = journals.filtered(lambda each: each.currency_id == statement.currency_id)
        return (own or journals)[0]

    @api.model
    def _get_journals(self, company):
        """The company's sales journals."""
        journals = self.env["account.journal"].sudo()
        domain = journals._check_company_domain(company)
        return journals.search([*domain, ("type", "=", "sale")])

    @api.model
    def _get_narration(self, statement):
        """Service period, contract and the company's terms, in the client's words."""
        lang = statement.partner_id.lang or self.env.lang
        local = self.with_context(lang=lang)
        contract = statement.contract_id
        text = local.env._(
            "Contract %(contract)s, services from %(first)s to %(last)s.",
            contract=contract.reference or contract.name,
            first=format_date(local.env, statement.date_from),
            last=format_date(local.env, statement.date_to),
        )
        terms = statement.company_id.with_context(lang=lang).invoice_terms
        return Markup("<p>%s</p>") % text + Markup(terms or "")

    @api.model
    def _prepare_lines(self, statement, sign):
        """Values of the invoice lines: one per charge, or one per service."""
        lines = statement.line_ids.filtered(
            lambda line: not statement.currency_id.is_zero(line.amount)
        )
        if statement.contract_id.invoice_detail != "summary":
            return [self._prepare_line_vals(line, sign) for line in lines]
        # a charge of the contract as a whole belongs to no service: it stands alone
        groups = lines.grouped(lambda line: line.contract_line_id or line)
        return [self._prepare_line_vals(group, sign) for group in groups.values()]

    @api.model
    def _prepare_line_vals(self, lines, sign):
        """Values of the invoice line for one statement line, or for those of a service.

        The native line rounds its quantity; where quantity times price would not give
        the amount, it is one times the amount, and the name tells the quantity.
        """
        first = lines[0]
        single = len(lines) == 1
        quantity, price = (
            self._get_exact_pair(first)
            if single
            else (1.0, sum(lines.mapped("amount")))
        )
        name = (
            self._get_line_name(first, quantity)
            if single
            else first.contract_line_id.name
        )
        vals = {
            "sequence": first.sequence,
            "name": name or first.name,
            "quantity": quantity,
            "price_unit": price * sign,
            "bpo_statement_line_id": first.id,
        }
        account = first.contract_id.analytic_account_id
        if account:
            vals["analytic_distribution"] = {str(account.id): 100.0}
        return vals | self._get_product_vals(first)

    @api.model
    def _get_exact_pair(self, line):
        """Quantity and price whose product is exactly the amount."""
        currency, amount = line.currency_id, line.amount
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        quantity = float_round(line.quantity, precision_digits=digits)
        product = quantity * line.price_unit
        if line.company_id.tax_calculation_rounding_method == "round_globally":
            # rounding differences would be shared out over the lines
            fits = abs(product - amount) < 1e-9
        else:
            fits = not currency.compare_amounts(currency.round(product), amount)
        return (quantity, line.price_unit) if quantity and fits else (1.0, amount)

    @api.model
    def _get_line_name(self, line, quantity):
        """The charge's name, with the real quantity where the line does not show it."""
        if abs(quantity - line.quantity) < 1e-9 or not line.unit:
            return line.name
        return f"{line.name} ({line.quantity:.2f} {line.unit} × {line.price_unit:.2f})"

    @api.model
    def _get_product_vals(self, line):
        """Product, unit, account and taxes.

        A charge of the contract as a whole has no product, but books like its first
        service.
        """
        service = line.contract_line_id
        if service.product_id:
            vals = {"product_id": service.product_id.id}
            if line.kind in ("time", "unit") and service.uom_id:
                vals["product_uom_id"] = service.uom_id.id
            return vals
        product = (service or line.contract_id.line_ids).product_id[:1]
        if not product:
            return {}
        contract = line.contract_id
        position = contract.fiscal_position_id or self.env[
            "account.fiscal.position"
        ].with_company(line.company_id)._get_fiscal_position(contract.partner_id)
        taxes = product.taxes_id._filter_taxes_by_company(line.company_id)
        accounts = product.product_tmpl_id.with_company(
            line.company_id
        ).get_product_accounts(fiscal_pos=position)
        vals = {"tax_ids": [(6, 0, position.map_tax(taxes).ids)]}
        if accounts["income"]:
            vals["account_id"] = accounts["income"].id
        return vals

    @api.model
    def _check_move(self, statement, move):
        """The native lines carry exactly the statement's amounts.

        :raise ValidationError: names the first line that does not
        """
        sign = -1 if move.move_type == "out_refund" else 1
        currency = statement.currency_id
        summary = statement.contract_id.invoice_detail == "summary"
        for native in move.invoice_line_ids:
            line = native.bpo_statement_line_id
            amount = line.amount
            service = line.contract_line_id
            if summary and service:
                same = statement.line_ids.filtered(
                    lambda each, service=service: each.contract_line_id == service
                )
                amount = sum(same.mapped("amount"))
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
