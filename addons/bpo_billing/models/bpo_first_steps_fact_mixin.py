"""What of the first steps is done already, read from the database."""

from odoo import api, fields, models


class BpoFirstStepsFactMixin(models.AbstractModel):
    """A step is done when its fact exists; nothing is ticked by hand.

    Every ``_is_done_<key>`` answers for the company at hand and stops at the first
    record that it finds.
    """

    _name = "bpo.first.steps.fact.mixin"
    _description = "Facts of the First Steps"

    @api.model
    def _has(self, model, domain):
        """Whether the company has a record of the model."""
        # elevated: a yes or no about the manager's own company
        return bool(self.env[model].sudo().search_count(domain, limit=1))

    @api.model
    def _of_company(self, name="company_id"):
        return (name, "=", self.env.company.id)

    @api.model
    def _is_done_company(self):
        """The company has a country and a chart of accounts to bill with."""
        journal = [self._of_company(), ("type", "=", "sale")]
        return bool(self.env.company.country_id) and self._has(
            "account.journal", journal
        )

    @api.model
    def _is_done_holidays(self):
        """The company's working hours know public holidays from this year on."""
        year = fields.Date.context_today(self).replace(month=1, day=1)
        return self._has(
            "resource.calendar.leaves",
            [
                ("calendar_id", "=", self.env.company.resource_calendar_id.id),
                ("resource_id", "=", False),
                ("date_to", ">=", year),
            ],
        )

    @api.model
    def _is_done_client(self):
        """A company contact that is no company of this database."""
        return self._has("res.partner", self._get_client_domain())

    @api.model
    def _get_client_domain(self):
        # elevated: ids of companies, which everybody may see as contacts
        # pylint: disable-next=no-search-all
        own = self.env["res.company"].sudo().search([]).partner_id
        return [
            ("is_company", "=", True),
            ("id", "not in", own.ids),
            ("company_id", "in", [False, self.env.company.id]),
        ]

    @api.model
    def _is_done_card(self):
        """A rate card with at least one service."""
        companies = [False, self.env.company.id]
        return self._has(
            "bpo.rate.card.line", [("card_id.company_id", "in", companies)]
        )

    @api.model
    def _is_done_contract(self):
        """A contract that is or was active."""
        return self._has("bpo.contract", [self._of_company(), ("state", "!=", "draft")])

    @api.model
    def _is_done_assignment(self):
        """An agent assigned to a contract."""
        return self._has("bpo.assignment", [self._of_company()])

    @api.model
    def _is_done_work(self):
        """Time of a contract, or a work item, imported or entered."""
        return self._has(
            "account.analytic.line",
            [self._of_company(), ("bpo_contract_id", "!=", False)],
        ) or self._has(
            "bpo.work.item", [self._of_company("contract_line_id.company_id")]
        )

    @api.model
    def _is_done_approval(self):
        """Approved time or an accepted item: something that may be billed."""
        return self._has(
            "account.analytic.line",
            [
                self._of_company(),
                ("bpo_contract_id", "!=", False),
                ("bpo_state", "=", "approved"),
            ],
        ) or self._has(
            "bpo.work.item",
            [
                self._of_company("contract_line_id.company_id"),
                ("state", "=", "accepted"),
            ],
        )

    @api.model
    def _is_done_billing(self):
        """A statement with its invoice."""
        return self._has(
            "bpo.statement",
            [self._of_company("contract_id.company_id"), ("move_id", "!=", False)],
        )
