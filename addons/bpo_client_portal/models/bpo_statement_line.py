"""Statement lines in plain words, with what they were counted from."""

from odoo import api, models

from .bpo_statement import shown_domain

READABLE = frozenset(
    {
        "amount",
        "contract_line_id",
        "actual_minutes",
        "billable_minutes",
        "currency_id",
        "date_from",
        "date_to",
        "explanation",
        "is_disputed",
        "kind",
        "move_line_id",
        "name",
        "price_unit",
        "quantity",
        "statement_id",
        "unit",
    }
)
# Kind of a billed source -> its model, order, and method that describes it.
ENTRY_MODELS = {
    "time": ("account.analytic.line", "date, id", "_bpo_time_entry"),
    "item": ("bpo.work.item", "accepted_at, id", "_bpo_item_entry"),
    "expense": ("bpo.expense", "date, id", "_bpo_cost_entry"),
    "milestone": ("bpo.milestone", "date, id", "_bpo_cost_entry"),
}


class BpoStatementLine(models.Model):
    """One charge and the entries behind it."""

    _inherit = "bpo.statement.line"

    _bpo_portal_right = "money"

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | READABLE

    @api.model
    def _bpo_portal_domain(self):
        """A line is seen with its statement."""
        return super()._bpo_portal_domain() & shown_domain("statement_id.")

    def _bpo_portal_explanation(self):
        """Return the arithmetic of the line, one sentence per step.

        :rtype: list[str]
        """
        self.ensure_one()
        return self._bpo_say_explanation(self.explanation)

    @api.model
    def _bpo_portal_entry_counts(self, lines):
        """Return how many entries are behind each line.

        :return: statement line id -> number of entries
        """
        groups = (
            self.env["bpo.claim"]
            .sudo()
            ._read_group(
                [("statement_line_id", "in", lines.ids)],
                ["statement_line_id"],
                ["__count"],
            )
        )
        return dict.fromkeys(lines.ids, 0) | dict(groups)

    def _bpo_portal_entries(self, limit=None, offset=0):
        """Return the entries behind the line as plain values, oldest first.

        :return: list of dicts ``date``, ``order``, ``text``, ``quantity``, ``unit``
        """
        self.ensure_one()
        kinds = (
            self.env["bpo.claim"]
            .sudo()
            ._read_group([("statement_line_id", "=", self.id)], ["kind"])
        )
        for (kind,) in kinds:
            model, order, describe = ENTRY_MODELS[kind]
            sources = (
                self.env[model]
                .sudo()
                .search(
                    [("bpo_statement_line_id", "=", self.id)],
                    order=order,
                    limit=limit,
                    offset=offset,
                )
            )
            return [getattr(self, describe)(source) for source in sources]
        return []

    def _bpo_time_entry(self, time):
        """Return a time entry without who did it."""
        return {
            "date": time.date,
            "order": time.task_id.name or "",
            "text": time._bpo_portal_text(),
            "quantity": time.unit_amount,
            "unit": self.env._("h"),
        }

    def _bpo_item_entry(self, item):
        """Return a work item as an entry."""
        return {
            "date": (item.accepted_at or item.delivered_at or item.received_at).date(),
            "order": item.task_id.name or "",
            "text": item.reference,
            "quantity": item.accepted_quantity or item.quantity,
            "unit": item.contract_line_id.uom_id.name or "",
        }

    def _bpo_cost_entry(self, source):
        """Return a passed-through cost or a milestone as an entry."""
        amount = source.amount
        return {
            "date": source.date,
            "order": "",
            "text": source.name,
            "quantity": amount,
            "unit": self.statement_id.currency_id.name or "",
        }
