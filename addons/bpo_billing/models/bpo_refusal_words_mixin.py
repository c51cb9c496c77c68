"""Why something cannot be billed, in the words of the reader."""

from odoo import api, models
from odoo.tools import format_date

DAYS = {"day", "date_from", "date_to"}


class BpoRefusalWordsMixin(models.AbstractModel):
    """Says the refusals of the rating core, in the environment's language."""

    _name = "bpo.refusal.words.mixin"
    _description = "Words for Refusals"

    @api.model
    def _bpo_say_refusal(self, refusal):
        """One sentence that says what to do.

        :param refusal: of the rating core
        :rtype: str
        """
        params = {
            name: format_date(self.env, text) if name in DAYS else text
            for name, text in refusal.params.items()
        }
        code = refusal.code
        if code == "overlapping_rates" and "day" in params:
            code = "overlapping_rates_from"
        elif code == "end_before_start" and "line" not in params:
            code = "contract_end_before_start"
        words = self._bpo_get_refusal_words().get(code)
        return words % params if words else refusal.reason

    @api.model
    def _bpo_get_refusal_words(self):
        """Sentences by the code of the refusal.

        :rtype: dict[str, str]
        """
        return self._bpo_get_term_words() | self._bpo_get_usage_words()

    @api.model
    def _bpo_get_term_words(self):
        """What is wrong with terms.

        :rtype: dict[str, str]
        """
        _ = self.env._
        return {
            "unknown_tz": _(
                "The time zone “%(tz)s” is not known: choose one from the list."
            ),
            "negative_minimum": _(
                "The minimum commitment is below zero: enter zero or more."
            ),
            "contract_end_before_start": _(
                "The contract ends before it starts: correct one of the two dates."
            ),
            "bad_rounding": _(
                "The currency's rounding must be above zero: correct the currency."
            ),
            "end_before_start": _(
                "“%(line)s”: the line ends before it starts: correct its dates."
            ),
            "rate_end_before_start": _(
                "“%(line)s”: the rate from %(day)s ends before it starts: correct its "
                "dates."
            ),
            "negative_price": _(
                "“%(line)s”: a price is below zero: enter zero or more."
            ),
            "negative_quantity": _(
                "“%(line)s”: a quantity, percentage or number of minutes is below "
                "zero: enter zero or more."
            ),
            "overlapping_rates": _(
                "“%(line)s”: two rates for the same agents hold at once: end the first "
                "the day before the second starts."
            ),
            "overlapping_rates_from": _(
                "“%(line)s”: two rates for the same agents hold from %(day)s at once: "
                "end the first the day before the second starts."
            ),
            "no_fte_hours": _(
                "“%(line)s”: the hours of a full-time agent are missing: enter them, "
                "such as 160."
            ),
            "negative_gain_share": _(
                "“%(line)s”: the gain share is below zero: enter zero or more."
            ),
            "no_package_size": _(
                "“%(line)s”: the package size must be above zero: enter the units of a "
                "package."
            ),
            "no_tiers": _(
                "“%(line)s”: tiers are missing: add a first one that starts at zero."
            ),
            "tiers_not_from_zero": _(
                "“%(line)s”: the first tier must start at zero: set its start to 0."
            ),
            "tiers_not_rising": _(
                "“%(line)s”: each tier must start above the one before: put them in "
                "rising order."
            ),
            "bad_window": _(
                "“%(line)s”: the surcharge “%(surcharge)s” has no valid window: use "
                "weekdays 0 to 6 and hours from 0 to 24 that differ."
            ),
        }

    @api.model
    def _bpo_get_usage_words(self):
        """What is wrong with work, its price, its period or an example.

        :rtype: dict[str, str]
        """
        _ = self.env._
        return {
            "crosses_billing_periods": _(
                "%(date_from)s to %(date_to)s is no part of one billing period: bill "
                "each period on its own."
            ),
            "negative_units": _(
                "“%(line)s”: more units are taken back than were accepted: correct the "
                "quantity, or date it in the period of the units it takes back."
            ),
            "unknown_line": _(
                "Some usage belongs to the service line %(line_id)s, which is not part "
                "of this contract: move it to one that is."
            ),
            "no_rate": _(
                "No rate of “%(line)s” covers the work of %(day)s: add a dated rate "
                "for that day, or a price on the line."
            ),
            "negative_time": _(
                "An entry of “%(line)s” on or after %(day)s lasts less than nothing: "
                "correct its start and end, or its duration."
            ),
            "no_gain_share": _(
                "“%(line)s” has a measured saving but no gain share: enter its base, "
                "percentage and cap."
            ),
            "negative_example": _("The example is below zero: enter zero or more."),
            "long_example": _(
                "The example has too many entries: enter fewer hours or longer entries."
            ),
        }
