"""Which terms a simulation proposes, and for which contracts."""

from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..simulating import Change, Proposal, card_line
from .bpo_billing_due import BILLED_STATES
from .bpo_billing_terms import decimal


class BpoSimulationProposalMixin(models.AbstractModel):
    """Turns a rate card, an amendment or a percentage into a proposal."""

    _name = "bpo.simulation.proposal.mixin"
    _description = "Proposed Terms"

    source = fields.Selection(
        selection=[
            ("card", "Rate card"),
            ("amendment", "Amendment"),
            ("percent", "All prices by a percentage"),
        ],
        string="Proposal",
        required=True,
        default="percent",
        help="Rate card: services of the card replace those of the contracts with the "
        "same product or name. Amendment: its changes, as if they had always been in "
        "force. Percentage: every price of the services, but agreed amounts of "
        "milestones and the minimum.",
    )
    contract_ids = fields.Many2many(
        comodel_name="bpo.contract",
        string="Contracts",
        check_company=True,
        domain="[('company_id', '=', company_id), ('state', '!=', 'draft')]",
        help="Contracts to rate again. Empty: all of the company's.",
    )
    card_id = fields.Many2one(
        comodel_name="bpo.rate.card",
        string="Rate Card",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The card that is proposed.",
    )
    amendment_id = fields.Many2one(
        comodel_name="bpo.contract.amendment",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The amendment that is proposed; only its contract is rated.",
    )
    percent = fields.Float(
        string="Change (%)",
        digits=(8, 4),
        help="By how much every price rises, or falls below 0.",
    )

    @api.constrains("source", "percent")
    def _check_percent(self):
        """Refuse percentages that leave no price."""
        for simulation in self.filtered(lambda each: each.source == "percent"):
            if not -100 < simulation.percent <= 1000:
                raise ValidationError(
                    self.env._(
                        "The change of %(name)s must be above -100 and at most 1,000 "
                        "percent.",
                        name=simulation.name,
                    )
                )

    def _say_source(self):
        """The proposal in a few words."""
        if self.source == "card" and self.card_id:
            return self.env._("Rate card %(card)s", card=self.card_id.name)
        if self.source == "amendment" and self.amendment_id:
            return self.env._(
                "Amendment %(amendment)s", amendment=self.amendment_id.name
            )
        if self.source == "percent" and self.percent:
            return self.env._("All prices %(percent)+g %%", percent=self.percent)
        return self.env._("Simulation")

    def _get_contracts(self):
        """The contracts to rate, elevated after the user's own access is checked.

        :raise UserError: where the proposal is not complete or fits no contract
        """
        self.ensure_one()
        self._check_proposal()
        chosen = self.contract_ids
        if self.source == "amendment":
            chosen = self.amendment_id.contract_id
        contracts = chosen or self.env["bpo.contract"].search(
            [("company_id", "=", self.company_id.id), ("state", "in", BILLED_STATES)],
            order="id",
        )
        contracts.check_access("read")
        contracts = contracts.sudo().sorted("id")
        if self.source == "card":
            contracts = self._keep_contracts_of_card(contracts, bool(chosen))
        if not contracts:
            raise UserError(
                self.env._("The proposal fits no contract: choose contracts it is for.")
            )
        return contracts

    def _check_proposal(self):
        """Ask for what the source needs.

        :raise UserError: one sentence
        """
        needed = {
            "card": (self.card_id, self.env._("Choose the rate card to simulate.")),
            "amendment": (
                self.amendment_id.change_ids,
                self.env._("Choose an amendment with changes to simulate."),
            ),
            "percent": (
                self.percent,
                self.env._("Enter by how many percent the prices change."),
            ),
        }
        value, sentence = needed[self.source]
        if not value:
            raise UserError(sentence)

    def _keep_contracts_of_card(self, contracts, chosen):
        """Contracts with a service on the card.

        :param bool chosen: somebody chose the contracts
        :raise UserError: where a chosen contract is in another currency
        """
        card = self.card_id
        fitting = contracts.filtered(lambda each: each.currency_id == card.currency_id)
        if chosen and fitting != contracts:
            raise UserError(
                self.env._(
                    "Rate card %(card)s is in %(currency)s, contract %(contract)s is "
                    "not: choose contracts in the card's currency.",
                    card=card.name,
                    currency=card.currency_id.name,
                    contract=(contracts - fitting)[0].name,
                )
            )
        return fitting.filtered(
            lambda each: any(self._find_card_line(line) for line in each.line_ids)
        )

    def _find_card_line(self, line):
        """The service of the card for a service line: same product, else same name.

        Where several have the product, the one with the same name, then the one that
        is priced the same way.
        """
        services = self.card_id.sudo().line_ids
        same_name = services.filtered(
            lambda each: each.name.casefold() == line.name.casefold()
        )
        found = line.product_id and services.filtered(
            lambda each: each.product_id == line.product_id
        )
        if not found:
            return same_name[:1]
        return found.sorted(
            lambda each: (
                each not in same_name,
                each.pricing_model != line.pricing_model,
                each.sequence,
            )
        )[:1]

    def _get_proposal(self, contract, terms):
        """The proposal for one contract.

        :param contract: elevated
        :param terms: its ContractTerms
        :rtype: Proposal
        """
        if self.source == "card":
            return self._get_card_proposal(contract, terms)
        if self.source == "amendment":
            return self._get_amendment_proposal(contract)
        return Proposal(percent=decimal(self.percent))

    def _get_card_proposal(self, contract, terms):
        """Services of the card in place of those of the contract."""
        adapter = self.env["bpo.billing.terms"]
        today = fields.Date.context_today(self)
        known = {line.line_id: line for line in terms.lines}
        lines = {}
        for line in contract.line_ids:
            service = self._find_card_line(line)
            if service:
                lines[line.id] = card_line(
                    known[line.id], adapter._get_line_terms(service), today
                )
        return Proposal(lines=lines)

    def _get_amendment_proposal(self, contract):
        """The changes of the amendment, on every version of the services they name."""
        changes, ended, added = [], set(), []
        rows = self.amendment_id.sudo().change_ids
        for row in rows - rows._get_dated():
            if row.term == "add":
                added.append(self._get_added_line(row.card_line_id))
                continue
            for line in self._get_versions(contract, row.line_id):
                if row.term == "end":
                    ended.add(line.id)
                else:
                    changes.append(self._get_change(line, row))
        minimums = rows.filtered(lambda row: row.term == "minimum_commitment")
        return Proposal(
            changes=changes,
            ended=frozenset(ended),
            added=tuple(added),
            minimum=decimal(minimums[-1:].new_value) if minimums else None,
        )

    @api.model
    def _get_versions(self, contract, line):
        """A service, the versions before it and those that replaced it."""
        versions = line
        while (older := versions[-1:].previous_id) and older not in versions:
            versions += older
        successors = {each.previous_id: each for each in contract.line_ids}
        while (line := successors.get(line)) and line not in versions:
            versions += line
        return versions

    @api.model
    def _get_change(self, line, row):
        """A row of an amendment for one version of its service.

        :rtype: Change
        """
        key = None
        if row.term == "rate":
            key = row.rate_id.employee_id.id or None, row.rate_id.job_id.id or None
        elif row.term == "tier":
            key = decimal(row.tier_id.quantity_from)
        return Change(line.id, row.term, decimal(row.new_value), key)

    @api.model
    def _get_added_line(self, service):
        """Terms of a service that is added; its id is below zero."""
        terms = self.env["bpo.billing.terms"]._get_line_terms(service)
        terms = replace(terms, line_id=-service.id)
        return card_line(terms, terms, fields.Date.context_today(self))

    def _get_remarks(self, contracts):
        """Sentences about services that stay as they are.

        :rtype: list[str]
        """
        if self.source != "card":
            return []
        missing = [
            f"{contract.name}: {line.name}"
            for contract in contracts
            for line in contract.line_ids
            if not self._find_card_line(line)
        ]
        if not missing:
            return []
        return [
            self.env._(
                "Not on the card, so unchanged: %(services)s.",
                services=", ".join(missing[:20]) + (" ..." if missing[20:] else ""),
            )
        ]
