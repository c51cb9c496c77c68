"""Why rows of a rate card are refused, in words."""

from odoo import models

SHOWN = 200


class BpoRateCardSentenceMixin(models.AbstractModel):
    """One sentence per bad row, with its number."""

    _name = "bpo.rate.card.sentence.mixin"
    _description = "Reasons of a Rate Card Import"

    def _say_refusals(self, report):
        """One sentence per bad row.

        :param CardReport report:
        :rtype: str
        """
        shown = [
            self.env._(
                "Row %(row)s: %(reason)s",
                row=refusal.row,
                reason=self._say_reason(refusal),
            )
            for refusal in report.refusals[:SHOWN]
        ]
        if len(report.refusals) > SHOWN:
            rest = len(report.refusals) - SHOWN
            shown.append(self.env._("%(rest)s further rows are bad.", rest=rest))
        return "\n".join(shown)

    def _say_reason(self, refusal):
        """Why a row is refused, and what to do."""
        sentences = self._get_card_sentences()
        return sentences[refusal.code] % refusal.params

    def _get_card_sentences(self):
        """Sentences by code.

        :rtype: dict[str, str]
        """
        _ = self.env._
        return {
            "no_rows": _("The file has no rows below its header."),
            "no_column_service": _("No column names the service: call one “Service”."),
            "no_column_price_unit": _("No column holds the price: call one “Price”."),
            "no_service": _("No service is named."),
            "known_service": _(
                "The card has “%(name)s” already: rename it or remove the row."
            ),
            "doubled_service": _(
                "“%(name)s” has its terms in an earlier row: give this one a start "
                "quantity, role or day, or remove it."
            ),
            "other_terms": _(
                "Product, unit, pricing or steps of “%(name)s” differ from row "
                "%(first)s: make them the same."
            ),
            "step_or_rate": _(
                "A price step has no role, employee or days: use two rows."
            ),
            "no_price": _("The price is missing."),
            "bad_number": _("“%(text)s” is no number (%(column)s)."),
            "below_zero": _("%(text)s is below zero (%(column)s)."),
            "not_whole": _("%(text)s must be a whole number (%(column)s)."),
            "bad_date": _("“%(text)s” is no date: write it like 2026-12-31."),
            "end_before_start": _("The rate ends before it starts: correct one day."),
            "unknown_product": _("“%(name)s” is no service in the catalogue."),
            "unknown_unit": _("“%(name)s” is no unit of measure."),
            "unknown_role": _("“%(name)s” is no job position: create it first."),
            "unknown_employee": _("“%(name)s” is no employee."),
            "ambiguous": _("Several records are called “%(name)s”: rename one."),
            "bad_pricing_model": _(
                "“%(text)s” is no pricing model; use one of: %(known)s."
            ),
            "bad_tier_mode": _(
                "“%(text)s” is no kind of steps; use one of: %(known)s."
            ),
            "steps_from_zero": _(
                "The price steps start at %(start)s: the first one must start at 0."
            ),
            "doubled_step": _("The step starts at the same quantity as row %(first)s."),
            "overlapping_rates": _(
                "The rate is in force together with the one in row %(first)s: end the "
                "first before the second starts."
            ),
        }
