"""Savings a client shares with us, measured period by period."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rating import GainShare, Saving, round_half_up
from ..rating.pricing.milestone import gain_share_steps
from .bpo_billing_terms import decimal
from .bpo_line_extra_mixin import BpoLineExtraMixin


class BpoSaving(models.Model):
    """What a process cost in a period, against the cost agreed on the service line.

    Example: agreed cost 100,000, measured 80,000, share 25 %, at most 4,000: of the
    share of 5,000 the client pays 4,000.
    """

    _name = "bpo.saving"
    _inherit = ["mail.thread", "bpo.line.extra.mixin"]
    _description = "Measured Saving"
    _order = "date_to desc, id desc"
    _check_company_auto = True

    _bpo_claim_kind = "saving"
    _bpo_frozen = BpoLineExtraMixin._bpo_frozen | {"date_from", "date_to", "measured"}

    name = fields.Char(
        required=True,
        help="What was measured; printed on the statement.",
    )
    contract_line_id = fields.Many2one(
        domain="[('pricing_model', '=', 'milestone'), ('gain_percent', '>', 0)]",
        help="The milestone service with a share of savings.",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        help="First day that was measured.",
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        index=True,
        help="Last day that was measured. The share is billed in the period of this "
        "day.",
    )
    measured = fields.Monetary(
        string="Measured Cost",
        required=True,
        help="What the process cost in these days, in the contract's currency.",
    )
    base_amount = fields.Monetary(
        string="Agreed Cost",
        compute="_compute_amounts",
        compute_sudo=True,
        help="The cost from which savings are measured.",
    )
    saved_amount = fields.Monetary(
        string="Saved",
        compute="_compute_amounts",
        compute_sudo=True,
        help="Agreed cost less measured cost; nothing where it rose.",
    )
    share_amount = fields.Monetary(
        string="Our Share",
        compute="_compute_amounts",
        compute_sudo=True,
        help="What will be billed: the agreed percentage of the saving, up to the "
        "highest share.",
    )
    evidence = fields.Char(
        help="Report or document that proves the measured cost.",
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("confirmed", "Confirmed")],
        required=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        help="Confirmed savings are billed.",
    )

    _line_period_uniq = models.UniqueIndex(
        "(contract_line_id, date_from, date_to)",
        "The saving of this service is entered for these days already.",
    )

    @api.depends(
        "measured",
        "contract_line_id.gain_base",
        "contract_line_id.gain_percent",
        "contract_line_id.gain_cap",
        "currency_id",
    )
    def _compute_amounts(self):
        """Ask the rating core for the share, so that it is what will be billed."""
        for saving in self:
            gain = saving._get_gain_share()
            steps = gain_share_steps(gain, saving._as_usage())
            total = sum(step.value for step in steps)
            rounding = decimal(saving.currency_id.rounding or 0.01)
            saving.base_amount = float(gain.base)
            saving.saved_amount = max(float(gain.base) - saving.measured, 0.0)
            saving.share_amount = float(round_half_up(total, rounding))

    def _get_gain_share(self):
        """The agreed share; of nothing where the line has none.

        :rtype: GainShare
        """
        terms = self.env["bpo.billing.terms"]
        line = self.contract_line_id
        return terms._get_gain_share(line) or GainShare(decimal(0), decimal(0))

    def _as_usage(self):
        """The saving as the rating core reads it.

        :rtype: Saving
        """
        return Saving(
            key=("saving", self._origin.id),
            line_id=self.contract_line_id.id,
            day=self.date_to or fields.Date.context_today(self),
            measured=decimal(self.measured),
            name=self.name or "",
        )

    @api.constrains("date_from", "date_to", "contract_line_id")
    def _check_days(self):
        """Refuse an end before the start and days that are measured twice."""
        for saving in self:
            if saving.date_to < saving.date_from:
                raise ValidationError(
                    self.env._(
                        "%(name)s ends before it starts: correct one of the two days.",
                        name=saving.name,
                    )
                )
            other = self.search(
                [
                    ("contract_line_id", "=", saving.contract_line_id.id),
                    ("id", "!=", saving.id),
                    ("date_from", "<=", saving.date_to),
                    ("date_to", ">=", saving.date_from),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(name)s and %(other)s measure the same days: let one end "
                        "before the other starts.",
                        name=saving.name,
                        other=other.name,
                    )
                )

    @api.constrains("contract_line_id", "measured")
    def _check_line(self):
        """Refuse services without a share, and costs below zero."""
        for saving in self:
            line = saving.contract_line_id.sudo()
            if line.pricing_model != "milestone" or not line.gain_percent:
                raise ValidationError(
                    self.env._(
                        "%(line)s has no share of savings: enter its percentage and "
                        "the agreed cost first.",
                        line=line.name,
                    )
                )
            if saving.measured < 0:
                raise ValidationError(
                    self.env._(
                        "The measured cost of %(name)s is below zero.",
                        name=saving.name,
                    )
                )

    def action_confirm(self):
        """Release savings for billing; each needs evidence."""
        self.check_access("write")
        for saving in self.filtered(lambda each: each.state == "draft"):
            if not saving.evidence and not saving.message_attachment_count:
                raise ValidationError(
                    self.env._(
                        "%(name)s has no evidence: name the report or attach it.",
                        name=saving.name,
                    )
                )
            saving.state = "confirmed"
        return True

    def action_reset(self):
        """Make savings drafts again, unless they are billed."""
        self.check_access("write")
        self.filtered(lambda each: each.state == "confirmed").state = "draft"
        return True
