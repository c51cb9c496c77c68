"""One row of an amendment: a term, its old and its new value."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .bpo_dated_terms_mixin import CONTRACT_TERMS, SLA_TERMS
from .checks import check_range
from .constants import PRICE_DIGITS

# Terms that are numbers on the service itself.
NUMBER_TERMS = [
    ("included_quantity", "Included quantity"),
    ("minimum_quantity", "Minimum quantity"),
    ("overage_price", "Overage price"),
    ("rollover_periods", "Roll over (periods)"),
    ("package_size", "Package size"),
    ("billing_increment", "Billing steps (minutes)"),
    ("minimum_minutes", "Minimum minutes"),
    ("baseline_quantity", "Baseline quantity"),
    ("deadband_percent", "Dead band (%)"),
    ("arc_price", "Additional unit"),
    ("rrc_price", "Reduced unit"),
    ("markup_percent", "Markup (%)"),
    ("fte_hours", "Hours of one agent"),
]
TERMS = [
    ("price_unit", "Price"),
    ("rate", "Rate of a role or employee"),
    ("tier", "Price of a step"),
    *NUMBER_TERMS,
    ("end", "Service ends"),
    ("add", "New service"),
    *CONTRACT_TERMS,
    *SLA_TERMS,
]
DATED = {"price_unit", "rate"}


class BpoContractAmendmentChange(models.Model):
    """A changed term of a service, of the contract or of a service level.

    Services also end or are added.
    """

    _name = "bpo.contract.amendment.change"
    _inherit = ["bpo.contract.amendment.term.mixin", "bpo.contract.part.mixin"]
    _check_company_auto = True
    _description = "Change of a Contract"
    _order = "amendment_id, sequence, id"
    _rec_name = "term"
    _contract_path = "amendment_id.contract_id"

    sequence = fields.Integer(default=10)
    amendment_id = fields.Many2one(
        comodel_name="bpo.contract.amendment",
        required=True,
        ondelete="cascade",
        index=True,
        help="The amendment that makes the change.",
    )
    contract_id = fields.Many2one(
        related="amendment_id.contract_id",
    )
    date_effective = fields.Date(
        related="amendment_id.date_effective",
        store=True,
    )
    client_id = fields.Many2one(
        related="amendment_id.client_id",
        store=True,
        index=True,
        groups="base.group_user",
    )
    company_id = fields.Many2one(
        related="amendment_id.company_id",
        store=True,
        index=True,
    )
    line_id = fields.Many2one(
        comodel_name="bpo.contract.line",
        string="Service",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
        help="The service that changes.",
    )
    term = fields.Selection(
        selection=TERMS,
        string="What",
        required=True,
        default="price_unit",
        help="The term that changes.",
    )
    rate_id = fields.Many2one(
        comodel_name="bpo.rate",
        ondelete="set null",
        domain="[('line_id', '=', line_id)]",
        help="Which dated rate changes.",
    )
    tier_id = fields.Many2one(
        comodel_name="bpo.rate.tier",
        string="Step",
        ondelete="set null",
        domain="[('line_id', '=', line_id)]",
        help="Which price step changes.",
    )
    card_line_id = fields.Many2one(
        comodel_name="bpo.rate.card.line",
        string="From Rate Card",
        ondelete="restrict",
        help="The service that is added.",
    )
    old_value = fields.Float(
        string="Old",
        digits=PRICE_DIGITS,
        min_display_digits=2,
        compute="_compute_old_value",
        store=True,
        help="The term as it was when the amendment was written.",
    )
    new_value = fields.Float(
        string="New",
        digits=PRICE_DIGITS,
        min_display_digits=2,
        help="The term from the amendment's day on.",
    )
    description = fields.Char(
        compute="_compute_description",
        help="The change in words.",
    )

    @api.depends(
        "line_id",
        "term",
        "rate_id",
        "tier_id",
        "sla_id",
        "amendment_id.contract_id",
        "amendment_id.date_effective",
    )
    def _compute_old_value(self):
        """Remember the term while the amendment is a draft."""
        for change in self.filtered(lambda row: row.amendment_id.state != "approved"):
            values = {"old_value": 0.0, "old_date": False, "old_payment_term_id": False}
            owner = change._get_owner()
            if change.scope in ("line", "card"):
                values["old_value"] = change._get_current_value()
            elif owner:
                day = change.amendment_id.date_effective or fields.Date.today()
                value = owner._get_term_on(change.term, day)
                values |= change._prepare_old_vals(value)
            change.update(values)

    def _get_current_value(self):
        """Return the value of the term on the amendment's day."""
        line, day = self.line_id, self.amendment_id.date_effective
        if self.term == "rate":
            return self.rate_id.price_unit
        if self.term == "tier":
            return self.tier_id.price_unit
        if self.term == "price_unit":
            return line._get_price_on(day) if line and day else line.price_unit
        return line[self.term] if self.term in dict(NUMBER_TERMS) else 0.0

    @api.depends("term", "line_id", "rate_id", "tier_id", "card_line_id", "sla_id")
    @api.depends_context("lang")
    def _compute_description(self):
        """Name the term, and whose rate or which step it is."""
        labels = dict(self._fields["term"]._description_selection(self.env))
        for change in self:
            label = labels.get(change.term, "")
            if change.term == "rate" and change.rate_id:
                label = self.env._("Rate: %(whom)s", whom=change.rate_id._get_whom())
            elif change.term == "tier" and change.tier_id:
                start = change.tier_id.display_name
                label = self.env._("Price of step: %(start)s", start=start)
            if change.scope in ("contract", "sla"):
                change.description = change._label() or label
                continue
            service = change.line_id.name or change.card_line_id.name or ""
            change.description = f"{service}: {label}" if service else label

    def _say_value(self, value):
        """Return an old or new value in words: prices with their currency."""
        line = self.line_id
        if self.scope in ("contract", "sla"):
            owner = self._get_owner()
            return owner._say_term(self.term, value) if owner else ""
        if self.term in ("end", "add"):
            return ""
        if self.term in ("price_unit", "rate", "tier") or self.term.endswith("_price"):
            return line._say_price(value)
        return line._say_number(value)

    @api.constrains("new_value")
    def _check_new_value(self):
        """Refuse negative values; a term of the contract has bounds of its own."""
        check_range(self - self._get_dated(), ["new_value"])

    @api.constrains("term", "line_id", "rate_id", "tier_id", "card_line_id", "sla_id")
    def _check_target(self):
        """Refuse rows that do not say what changes, or change another contract."""
        for change in self:
            line = change.rate_id.line_id | change.tier_id.line_id | change.line_id
            strays = change.scope == "line" and line != change.line_id
            if strays or not change._get_target():
                raise ValidationError(
                    self.env._(
                        "Choose what changes: %(term)s.", term=change.description
                    )
                )
            if line and line.contract_id != change.contract_id:
                raise ValidationError(
                    self.env._(
                        "%(line)s is a service of another contract.", line=line.name
                    )
                )
            sla = change.sla_id
            if sla and sla.contract_id != change.contract_id:
                raise ValidationError(
                    self.env._(
                        "%(sla)s is a service level of another contract.", sla=sla.name
                    )
                )

    def _get_target(self):
        """Return the record that the row changes, empty where none is chosen."""
        if self.scope in ("contract", "sla"):
            return self._get_owner()
        targets = {
            "add": self.card_line_id,
            "rate": self.rate_id,
            "tier": self.tier_id,
        }
        return targets.get(self.term, self.line_id)

    def _need_version(self, day):
        """Return whether dated prices do not suffice.

        :param day: first day of the changes
        """
        if not {change.term for change in self} <= DATED:
            return True
        return any(change.line_id._is_priced_by_steps() for change in self)

    def _prepare_version_vals(self):
        """Return the number terms of a new version.

        :rtype: dict
        """
        numbers = dict(NUMBER_TERMS)
        vals = {}
        for change in self.filtered(lambda record: record.term in numbers):
            whole = self.env["bpo.contract.line"]._fields[change.term].type == "integer"
            vals[change.term] = int(change.new_value) if whole else change.new_value
        return vals

    def _apply_dated(self, day):
        """Make the new price a dated rate."""
        if self.term == "rate":
            self.rate_id._split_at(day, self.new_value)
        else:
            self.line_id._set_price_from(day, self.new_value)

    def _apply_to_version(self, version, day):
        """Write a price into the new version of the service."""
        price = self.new_value
        if self.term == "price_unit":
            version._set_price_from(day, price)
        elif self.term == "rate":
            self._find_twin(version.rate_ids)._split_at(day, price)
        elif self.term == "tier":
            start = self.tier_id.quantity_from
            steps = version.tier_ids.filtered(lambda step: step.quantity_from == start)
            steps.price_unit = price

    def _find_twin(self, rates):
        """Return the copy of the changed rate among ``rates``."""
        mine = self.rate_id
        return rates.filtered(
            lambda rate: (
                (rate.job_id, rate.employee_id, rate.date_start)
                == (mine.job_id, mine.employee_id, mine.date_start)
            )
        )

    def _apply_new_service(self, day):
        """Copy the service of the rate card into the contract."""
        vals = self.card_line_id._prepare_contract_line_vals(self.contract_id)
        vals["date_start"] = day
        self.line_id = self.env["bpo.contract.line"].create(vals)
