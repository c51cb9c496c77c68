"""The arithmetic of charges in the words of the reader."""

from odoo import api, models
from odoo.tools import SQL, format_date
from odoo.tools.misc import formatLang

from ..step_labels import (
    DAYS,
    NAME_EXPRESSIONS,
    NOTICE_EXPRESSIONS,
    WORDS,
    as_day,
    as_number,
    take_apart,
)

SHOWN_DIGITS = 4
# Facts that only repeat what the charge itself shows.
HIDDEN_FACTS = {"kind", "amount"}


class BpoStepSentenceMixin(models.AbstractModel):
    """Says labels, steps, facts, notices and names of charges.

    The one place for the form, the printed invoice with its annex, the spreadsheet and
    the portal. The language is that of the environment.
    """

    _name = "bpo.step.sentence.mixin"
    _inherit = ["bpo.step.words.mixin"]
    _description = "Words for Calculation Steps"

    @api.model
    def _bpo_say_explanation(self, explanation):
        """The arithmetic of a charge: one sentence per step, then the notices.

        Example: ``"732 min at 19.75 per hour = 240.95"``.

        :param dict explanation: JSON of the rating core, None for none
        :rtype: list[str]
        """
        explanation = explanation or {}
        steps = [self._bpo_say_step(step) for step in explanation.get("steps", ())]
        notices = explanation.get("notices", ())
        return steps + [self._bpo_say_notice(str(text)) for text in notices]

    @api.model
    def _bpo_say_step(self, step):
        """One step of the arithmetic as a sentence with its result.

        :param dict step: of an explanation
        :rtype: str
        """
        _ = self.env._
        number = self._bpo_say_number
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
        parts = [f"{values['quantity']} {self._bpo_say_unit(unit)}".strip()]
        parts.append(values["rate"])
        if whole != step.get("numerator", "1"):
            parts.append(f"{values['share']}/{number(whole)}")
        return f"{' × '.join(parts)} = {values['amount']}"

    @api.model
    def _bpo_say_label(self, label):
        """What a step counts; a text that fits no pattern stays as it is.

        Example: ``"2026-07-10 to 2026-07-31: 22 of 31 days"`` for a German reader is
        ``"10.07.2026 bis 31.07.2026: 22 von 31 Tagen"``.
        """
        found = take_apart(label or "")
        if not found:
            return label or ""
        code, values = found
        if code == "named":
            name, rest = values["name"], self._bpo_say_label(values["rest"])
            return f"{self._bpo_say_name(name)}: {rest}"
        return self._bpo_get_label_words()[code] % self._bpo_say_values(values)

    @api.model
    def _bpo_say_name(self, name):
        """The name of a charge, with what billing appended to it in words."""
        found = take_apart(name or "", NAME_EXPRESSIONS)
        if not found:
            return name or ""
        code, values = found
        words = self._bpo_say_values(values)
        if "rest" in values:
            words["rest"] = self._bpo_say_name(values["rest"])
        return self._bpo_get_name_words()[code] % words

    @api.model
    def _bpo_say_notice(self, text):
        """What a reader should know beside the amount."""
        found = take_apart(text or "", NOTICE_EXPRESSIONS)
        if not found:
            return text or ""
        code, values = found
        return self._bpo_get_notice_words()[code] % self._bpo_say_values(values)

    @api.model
    def _bpo_say_facts(self, explanation):
        """The measurements beside the arithmetic.

        :rtype: list[tuple[str, str]] of label and value
        """
        words = self._bpo_get_fact_words()
        return [
            (
                words.get(name, name.replace("_", " ").capitalize()),
                self._bpo_say_fact(name, str(value)),
            )
            for name, value in (explanation or {}).get("facts", {}).items()
            if name not in HIDDEN_FACTS and not isinstance(value, dict | list)
        ]

    @api.model
    def _bpo_say_fact(self, name, text):
        """The value of a measurement: a day, a number, a chosen word or a text."""
        if name == "metric":
            metrics = self.env["bpo.sla"]._fields["metric"]
            return dict(metrics._description_selection(self.env)).get(text, text)
        if name == "method":
            methods = self.env["bpo.sla"]._fields["credit_method"]
            return dict(methods._description_selection(self.env)).get(text, text)
        day = as_day(text)
        if day:
            return format_date(self.env, day)
        return text if as_number(text) is None else self._bpo_say_number(text)

    @api.model
    def _bpo_say_values(self, values):
        """Days, units and numbers of a pattern as the reader writes them."""
        return {name: self._bpo_say_value(name, text) for name, text in values.items()}

    @api.model
    def _bpo_say_value(self, name, text):
        """One value of a pattern."""
        if name in DAYS:
            return format_date(self.env, text)
        if name == "unit":
            return self._bpo_say_unit(text)
        return text if name in WORDS else self._bpo_say_number(text)

    @api.model
    def _bpo_say_unit(self, unit):
        """The unit of a step; a unit of measure by its name for the reader."""
        words = self._bpo_get_unit_words()
        if not unit or unit in words:
            return words.get(unit, "")
        return self._bpo_get_measures().get(unit, unit)

    @api.model
    def _bpo_get_measures(self):
        """Names of units of measure in any language, to those of the reader.

        A step keeps the name in the language in which it was billed. The names are
        read once a transaction.

        :rtype: dict[str, str]
        """
        lang = self.env.lang or "en_US"
        measures = self.env.cr.cache.get(("bpo_measures", lang))
        if measures is None:
            uom_name = self.env["uom.uom"]._fields["name"]
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT ON (said.value) said.value,
                           COALESCE(uom.name->>%(lang)s, uom.name->>'en_US')
                      FROM uom_uom uom
                     CROSS JOIN LATERAL jsonb_each_text(uom.name) said
                     ORDER BY said.value, uom.id
                    """,
                    lang=lang,
                    to_flush=uom_name,
                )
            )
            measures = self.env.cr.cache["bpo_measures", lang] = dict(rows)
        return measures

    @api.model
    def _bpo_say_amount(self, text):
        """A price or an amount: two digits, up to four where it has them.

        :param text: number, or decimal as text
        :rtype: str
        """
        value = float(text or 0)
        digits = 2 if abs(value * 100 - round(value * 100)) < 1e-9 else SHOWN_DIGITS
        return formatLang(self.env, value, digits=digits)

    @api.model
    def _bpo_say_number(self, text):
        """A decimal as the reader writes it.

        Two digits at least where there is a fraction, four at most.

        :param text: number, or decimal or fraction as text
        :rtype: str
        """
        value = as_number(str(text))
        if value is None:
            value = float(text)
        if value == int(value):
            return formatLang(self.env, value, digits=0)
        return self._bpo_say_amount(value)
