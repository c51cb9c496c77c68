"""What an amendment of a contract or service level must not say."""

from odoo import api, models
from odoo.exceptions import UserError, ValidationError

TIMED = ("turnaround", "response")
# Lowest and highest value of a term; the fields themselves check the same.
BOUNDS = {
    "index_percent_floor": (-100, 100),
    "minimum_commitment": (0, None),
    "notice_days": (0, 3650),
    "threshold_hours": (0, None),
    "earn_back_months": (0, None),
}
PERCENT = (0, 100)


class BpoContractAmendmentCheckMixin(models.AbstractModel):
    """Refuse dated terms that could not come into force on their day."""

    _name = "bpo.contract.amendment.check.mixin"
    _description = "Checks of Changed Terms"

    @api.constrains("term", "new_value")
    def _check_dated_value(self):
        """Refuse what the changed field could not hold."""
        for change in self._get_dated():
            field = change._get_owner()._fields[change.term]
            if field.type in ("date", "many2one"):
                continue
            low, high = BOUNDS.get(change.term, PERCENT)
            value = change.new_value
            if value < low or (high is not None and value > high):
                raise ValidationError(change._describe_bounds(low, high))
            if field.type == "integer" and value != int(value):
                raise ValidationError(
                    self.env._("%(term)s: enter a whole number.", term=change._label())
                )

    @api.constrains("term", "sla_id", "new_value")
    def _check_sla_hours(self):
        """Refuse hours where the level has none, and a clock without any."""
        for change in self.filtered(lambda row: row.term == "threshold_hours"):
            if change.sla_id and change.sla_id.metric not in TIMED:
                raise ValidationError(
                    self.env._(
                        "Service level %(sla)s is not measured in hours: change its "
                        "target instead.",
                        sla=change.sla_id.name,
                    )
                )
            if change.new_value <= 0:
                raise ValidationError(
                    self.env._(
                        "%(term)s: enter more than 0 hours.", term=change._label()
                    )
                )

    def _describe_bounds(self, low, high):
        """Return the sentence for a value outside its bounds."""
        values = {"term": self._label(), "low": low, "high": high}
        if high is None:
            return self.env._("%(term)s must not be below %(low)g.", **values)
        return self.env._("%(term)s must be between %(low)g and %(high)g.", **values)

    def _check_dated_approval(self):
        """Raise where approved terms would contradict each other.

        :raise UserError: names the term and what to do
        """
        _ = self.env._
        seen = set()
        for change in self:
            key = change.term, change.sla_id
            if key in seen:
                raise UserError(
                    _("%(term)s changes twice: keep one row.", term=change._label())
                )
            seen.add(key)
            day = change.date_effective
            if change.term == "date_end" and change.new_date and change.new_date < day:
                raise UserError(
                    _(
                        "The new end %(end)s lies before the change counts: enter "
                        "%(day)s or a later day.",
                        end=change.new_date,
                        day=day,
                    )
                )
        self._check_index_bounds()

    def _check_index_bounds(self):
        """Raise where floor and cap of the index would cross on the day."""
        changed = {row.term: row.new_value for row in self}
        if not changed.keys() & {"index_percent_cap", "index_percent_floor"}:
            return
        terms = self.contract_id._get_terms_on(
            ["index_percent_cap", "index_percent_floor"], self[0].date_effective
        )
        terms |= changed
        cap = terms["index_percent_cap"]
        if cap and terms["index_percent_floor"] > cap:
            raise UserError(
                self.env._(
                    "The index floor of %(contract)s lies above its cap: lower the "
                    "floor or raise the cap.",
                    contract=self.contract_id.display_name,
                )
            )
