"""Statement lines in plain words, with what they were counted from."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools.misc import formatLang

from .bpo_statement import SHOWN_STATES

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
SHOWN_DIGITS = 4
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

    @api.model
    def _bpo_portal_readable_fields(self):
        return super()._bpo_portal_readable_fields() | READABLE

    @api.model
    def _bpo_portal_domain(self):
        """A line is seen with its statement."""
        return (
            super()._bpo_portal_domain()
            & Domain("statement_id.state", "in", SHOWN_STATES)
            & Domain("statement_id.move_id.state", "=", "posted")
        )

    def _bpo_portal_explanation(self):
        """Return the arithmetic of the line, one sentence per step.

        :rtype: list[str]
        """
        self.ensure_one()
        explanation = self.explanation or {}
        sentences = [
            self._bpo_step_words(step) for step in explanation.get("steps", ())
        ]
        return sentences + [str(text) for text in explanation.get("notices", ())]

    def _bpo_step_words(self, step):
        """Return one step of the arithmetic in words.

        Example: ``"732 min at 19.75 per hour = 240.95"``.
        """
        _ = self.env._
        number = self._bpo_portal_plain
        values = {
            "quantity": number(step["quantity"]),
            "rate": number(step["rate"]),
            "share": number(step.get("numerator", "1")),
            "amount": number(step["amount"]),
        }
        unit, whole = step.get("unit"), step.get("denominator", "1")
        if unit == "minute" and whole == "60":
            return _("%(quantity)s min at %(rate)s per hour = %(amount)s", **values)
        if unit == "minute" and whole == "6000":
            return _(
                "%(quantity)s min at %(share)s %% of %(rate)s per hour = %(amount)s",
                **values,
            )
        parts = [f"{values['quantity']} {self._bpo_unit_words(unit)}".strip()]
        parts.append(values["rate"])
        if whole != step.get("numerator", "1"):
            parts.append(f"{values['share']}/{number(whole)}")
        return f"{' × '.join(parts)} = {values['amount']}"

    def _bpo_unit_words(self, unit):
        """Return the unit of a step in the reader's language."""
        _ = self.env._
        words = {
            "FTE": _("FTE"),
            "fee": _("flat fee"),
            "hour": _("h"),
            "milestone": _("milestone"),
            "package": _("package"),
            "period": _("period"),
            "saving": _("saved"),
            "unit": _("units"),
        }
        return words.get(unit, unit or "")

    def _bpo_portal_plain(self, text):
        """Format a decimal string of the explanation for the reader.

        Two digits at least where there is a fraction, four at most.
        """
        value = float(text)
        if value == int(value):
            return formatLang(self.env, value, digits=0)
        digits = 2 if abs(value * 100 - round(value * 100)) < 1e-9 else SHOWN_DIGITS
        return formatLang(self.env, value, digits=digits)

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
