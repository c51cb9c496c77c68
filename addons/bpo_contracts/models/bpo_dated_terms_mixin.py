"""Terms that change on a day: what counted before, on and after it."""

from odoo import models
from odoo.tools import format_date, formatLang

CONTRACT_TERMS = [
    ("minimum_commitment", "Minimum of the contract"),
    ("at_risk_percent", "Amount at risk (%)"),
    ("payment_term_id", "Payment terms"),
    ("index_percent_cap", "Index cap (%)"),
    ("index_percent_floor", "Index floor (%)"),
    ("notice_days", "Notice (days)"),
    ("date_end", "End of the contract"),
]
SLA_TERMS = [
    ("target_percent", "Target of a service level (%)"),
    ("threshold_hours", "Hours of a service level"),
    ("allocation_percent", "Weight of a service level (%)"),
    ("cap_percent", "Cap of a service level (%)"),
    ("earn_back_months", "Earn back after (periods)"),
    ("earn_back_percent", "Earn back (%)"),
]


class BpoDatedTermsMixin(models.AbstractModel):
    """Look up a term of a contract or service level on any day.

    The field holds what counts today. Each approved row of an amendment keeps the value
    that it replaced, or waits for its day with the value that will count. Example: a
    minimum of 100 that becomes 150 on 1 July is 100 on 30 June, whenever one asks.
    """

    _name = "bpo.dated.terms.mixin"
    _description = "Terms That Change on a Day"

    def _get_term_changes(self, name):
        """Return the approved changes of a term, the earliest first, elevated.

        :param str name: name of the field
        :return: ``bpo.contract.amendment.change``
        """
        self.ensure_one()
        known = self.sudo()
        of_contract = self._name == "bpo.contract"
        contract = known if of_contract else known.contract_id
        sla = self.env["bpo.sla"] if of_contract else known
        changes = contract.amendment_ids.change_ids.filtered(
            lambda row: row.dated_state and row.term == name and row.sla_id == sla
        )
        return changes.sorted(lambda row: (row.date_effective, row.id))

    def _get_term_on(self, name, day):
        """Return the value of a term in force on ``day``.

        :param str name: name of the field
        :param datetime.date day: any day, past or coming
        """
        changes = self._get_term_changes(name)
        for change in changes:
            if change.date_effective > day and change.dated_state == "applied":
                return change._get_old()
        begun = changes.filtered(lambda row: row.date_effective <= day)[-1:]
        if begun.dated_state == "waiting":
            return begun._get_new()
        return self.sudo()[name]

    def _get_terms_on(self, names, day):
        """Return several terms in force on ``day``: ``{name: value}``."""
        return {name: self._get_term_on(name, day) for name in names}

    def _say_term(self, name, value):
        """Return the value of a term in words: "1,500.00 EUR", "97.5 %", "8 hours"."""
        field, _ = self._fields[name], self.env._
        if field.type == "date":
            return format_date(self.env, value) if value else _("Open end")
        if field.type == "many2one":
            return value.sudo().display_name or _("Those of the client")
        if field.type == "monetary":
            currency = self.sudo().currency_id
            amount = formatLang(self.env, value, digits=currency.decimal_places)
            return f"{amount} {currency.name or ''}"
        number = self.env["bpo.contract.line"]._say_number(value)
        if name == "threshold_hours":
            return _("%(number)s hours", number=number)
        if name == "notice_days":
            return _("%(number)s days", number=number)
        if name == "earn_back_months":
            return _("%(number)s periods", number=number)
        return f"{number} %"

    def _get_term_words(self, terms, day):
        """Return label and words of the terms that are agreed on ``day``.

        :param list terms: pairs of name and label
        :rtype: list[tuple[str, str]]
        """
        self.ensure_one()
        rows = []
        for name, _label in terms:
            field = self._fields[name]
            if not self._has_field_access(field, "read"):
                continue
            value = self._get_term_on(name, day)
            if value:
                label = field._description_string(self.env)
                rows.append((label, self._say_term(name, value)))
        return rows
