"""What a statement shows and opens: its calculation, its invoice, its sources."""

from markupsafe import Markup

from odoo import api, fields, models


class BpoStatementViewMixin(models.AbstractModel):
    """The calculation of all charges on one page, and the ways to their sources."""

    _name = "bpo.statement.view.mixin"
    _description = "Statement on the Screen"

    calculation_html = fields.Html(
        string="Calculation",
        compute="_compute_calculation_html",
        sanitize=False,
        help="How every charge was calculated.",
    )
    notices_said = fields.Text(
        string="What to Know",
        compute="_compute_notices_said",
        groups="base.group_user",
        help="What a reader should know, in the reader's language.",
    )

    @api.depends("notices")
    @api.depends_context("lang")
    def _compute_notices_said(self):
        """The notices line by line."""
        say = self.env["bpo.step.sentence.mixin"]._bpo_say_notice
        for statement in self:
            texts = (statement.notices or "").split("\n")
            statement.notices_said = "\n".join(say(text) for text in texts)

    @api.depends("line_ids.explanation")
    @api.depends_context("lang")
    def _compute_calculation_html(self):
        """The arithmetic of all lines, one under the other."""
        for statement in self:
            statement.calculation_html = Markup("").join(
                Markup("<h6>%s</h6>%s")
                % (line.name, Markup(line.explanation_html or ""))
                for line in statement.line_ids
            )

    def _in_invoice_order(self):
        """Statements as they follow each other on an invoice: contract by contract."""
        return self.sorted(lambda each: (each.contract_id.id, each.date_from, each.id))

    def _bpo_get_own_totals(self):
        """What the statement's part of its invoice comes to.

        :return: dict with ``tax``, ``total`` (of the invoice where it bills this
            statement only) and ``is_joint``
        """
        self.ensure_one()
        # a client reads amounts, not which charge an invoice line carries
        move = self.sudo().move_id
        if len(move.bpo_statement_ids) < 2:
            return {
                "tax": move.amount_tax,
                "total": move.amount_total,
                "is_joint": False,
            }
        natives = move.invoice_line_ids.filtered(
            lambda native: (
                native.display_type == "product"
                and native.bpo_statement_line_id.statement_id.id == self.id
            )
        )
        total = sum(natives.mapped("price_total"))
        tax = total - sum(natives.mapped("price_subtotal"))
        return {
            "tax": move.currency_id.round(tax),
            "total": move.currency_id.round(total),
            "is_joint": True,
        }

    def action_view_invoice(self):
        """Open the native invoice."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "view_mode": "form",
        }

    def action_view_entries(self):
        """Open the time billed on this statement."""
        return self.line_ids._get_sources_action("time")

    def action_view_items(self):
        """Open the work items billed on this statement."""
        return self.line_ids._get_sources_action("item")
