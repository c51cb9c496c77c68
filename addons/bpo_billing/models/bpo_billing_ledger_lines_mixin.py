"""Native invoice lines of statements, with their sections."""

from odoo import api, models
from odoo.tools import float_round
from odoo.tools.misc import format_date


class BpoBillingLedgerLinesMixin(models.AbstractModel):
    """Prepares invoice lines that equal the statement lines to the cent."""

    _name = "bpo.billing.ledger.lines.mixin"
    _description = "Invoice Lines of Statements"

    @api.model
    def _prepare_lines(self, statements, sign):
        """Values of the invoice lines of one invoice, in order.

        One section per contract where there are several, and one per group where the
        contract groups its charges (a subsection within the contract's).

        :param statements: what the invoice bills
        :param int sign: -1 on a credit note
        :rtype: list[dict]
        """
        joint = len(statements) > 1
        title_type = "line_subsection" if joint else "line_section"
        prepared = []
        for statement in statements:
            groups = self._get_line_groups(statement)
            if joint:
                first = groups[0][1][:1]
                name = self._get_statement_title(statement)
                prepared.append(self._prepare_section("line_section", name, first))
            for title, lines in groups:
                if title:
                    prepared.append(self._prepare_section(title_type, title, lines[0]))
                prepared += self._prepare_group(statement, lines, sign)
        return [
            vals | {"sequence": sequence}
            for sequence, vals in enumerate(prepared, start=1)
        ]

    @api.model
    def _prepare_section(self, display_type, name, line):
        """Values of a heading; it names a charge of its part, to know its statement."""
        return {
            "display_type": display_type,
            "name": name,
            "bpo_statement_line_id": line.id,
        }

    @api.model
    def _prepare_group(self, statement, lines, sign):
        """Values of the invoice lines: one per charge, or one per service."""
        if statement.contract_id.invoice_detail != "summary":
            return [self._prepare_line_vals(line, sign) for line in lines]
        # a charge of the contract as a whole belongs to no service: it stands alone
        services = lines.grouped(lambda line: line.contract_line_id or line)
        return [self._prepare_line_vals(group, sign) for group in services.values()]

    @api.model
    def _get_line_groups(self, statement):
        """The charges to print, by the groups the contract wants.

        :return: list of ``(title or None, statement lines)``, what belongs to no group
            last
        """
        lines = statement.line_ids.filtered(
            lambda line: not statement.currency_id.is_zero(line.amount)
        )
        grouping = statement.contract_id.bpo_invoice_grouping
        if grouping == "none":
            return [(None, lines)]
        local = self.with_context(lang=statement.partner_id.lang or self.env.lang)
        groups = lines.grouped(lambda line: local._get_group_title(grouping, line))
        rest = groups.pop(None, None)
        if rest and groups:
            groups[local.env._("Other charges")] = rest
        elif rest:
            return [(None, rest)]
        return list(groups.items())

    @api.model
    def _get_group_title(self, grouping, line):
        """Heading of the group a charge belongs to, or None; override for more.

        :param str grouping: value of the contract's ``bpo_invoice_grouping``
        """
        service = line.contract_line_id
        if grouping == "service":
            return service.name or None
        if grouping == "cost_centre":
            if not service.bpo_cost_centre:
                return None
            return self.env._("Cost centre %(name)s", name=service.bpo_cost_centre)
        order = service.bpo_purchase_order or line.contract_id.purchase_order
        return self.env._("Purchase order %(name)s", name=order) if order else None

    @api.model
    def _get_statement_title(self, statement):
        """Contract and period, in the client's words."""
        lang = statement.partner_id.lang or self.env.lang
        local = self.with_context(lang=lang)
        contract = statement.contract_id
        return local.env._(
            "Contract %(contract)s, services from %(first)s to %(last)s.",
            contract=contract.reference or contract.name,
            first=format_date(local.env, statement.date_from),
            last=format_date(local.env, statement.date_to),
        )

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
        local = line.with_context(lang=line.statement_id.partner_id.lang)
        count = local._bpo_say_number(line.quantity)
        if line.unit != "period":  # a part of a period needs no unit beside its price
            count = f"{count} {local._bpo_say_unit(line.unit)}"
        return f"{line.name} ({count} × {local._bpo_say_amount(line.price_unit)})"

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
