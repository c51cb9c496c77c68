"""A statement held for review, released by a person with a reason."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

HELD = "bpo_billing.mail_activity_held"
WAITING = "wait:"


class BpoStatementReviewMixin(models.AbstractModel):
    """What makes a draft unusual, and its minimum and budget. All of it is internal."""

    _name = "bpo.statement.review.mixin"
    _description = "Review of a Statement"

    currency_id = fields.Many2one(
        comodel_name="res.currency",
    )
    is_held = fields.Boolean(
        string="Held for Review",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Something is unusual: it is not invoiced before a colleague releases it.",
    )
    hold_reason = fields.Text(
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="What is unusual about the statement.",
    )
    hold_key = fields.Char(
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="The unusual figures; other figures are held again.",
    )
    hold_released_key = fields.Char(
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="The unusual figures that were released.",
    )
    hold_release_reason = fields.Char(
        string="Release Reason",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Why the unusual figures are right.",
    )
    hold_released_by = fields.Many2one(
        comodel_name="res.users",
        string="Released By",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )
    hold_released_at = fields.Datetime(
        string="Released At",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )
    minimum_amount = fields.Monetary(
        string="Minimum",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="The contract's minimum for the days billed.",
    )
    budget_amount = fields.Monetary(
        string="Budget",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="The client's budget for the days billed.",
    )
    budget_left = fields.Monetary(
        compute="_compute_budget_left",
        groups="base.group_user",
        help="Budget less the total before tax.",
    )
    above_minimum = fields.Monetary(
        compute="_compute_budget_left",
        groups="base.group_user",
        help="Total before tax less the minimum; below zero after service credits.",
    )
    is_over_budget = fields.Boolean(
        string="Over Budget",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="The total is above the client's budget.",
    )

    @api.depends("amount_untaxed", "budget_amount", "minimum_amount")
    def _compute_budget_left(self):
        """Compare the total with minimum and budget."""
        for statement in self:
            total = statement.amount_untaxed
            statement.budget_left = statement.budget_amount - total
            statement.above_minimum = total - statement.minimum_amount

    def action_release(self, reason):
        """Let held statements go on to the invoice with the next step of the run.

        :param str reason: why the unusual figures are right; kept on the statement
        :raise UserError: without a reason, or where it waits for an earlier statement
        """
        self.check_access("write")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Enter why the figures are right."))
        held = self.sudo().filtered("is_held")
        waiting = held.filtered(lambda each: each.hold_key.startswith(WAITING))
        for statement in waiting.filtered(
            lambda each: each.contract_id not in (held - waiting).contract_id
        ):
            raise UserError(
                self.env._(
                    "Statement %(name)s waits for an earlier one of its contract: "
                    "release that one.",
                    name=statement.name,
                )
            )
        for statement in held - waiting:
            statement.write(
                {
                    "is_held": False,
                    "hold_released_key": statement.hold_key,
                    "hold_release_reason": reason,
                    "hold_released_by": self.env.uid,
                    "hold_released_at": fields.Datetime.now(),
                }
            )
            statement.run_id._log(
                "release",
                contract_id=statement.contract_id.id,
                statement_count=1,
                note=reason,
            )
        held._drop_reviews(HELD)
        return True

    def _set_unusual(self, unusual):
        """Hold a draft for what is unusual; clear it where nothing is.

        :param unusual: list of :class:`~..reviewing.Unusual`
        :return: whether it is held
        """
        self.ensure_one()
        key = "|".join(sorted(each.key for each in unusual)) or False
        held = bool(key) and key != self.hold_released_key
        if key == self.hold_key and held == self.is_held:
            return held
        reason = "\n".join(self._say_unusual(each) for each in unusual) or False
        self.write({"hold_key": key, "hold_reason": reason, "is_held": held})
        self._drop_reviews(HELD)
        if held:
            self._schedule_review(HELD, reason)
        return held

    def _wait_for(self, first):
        """Keep the order of a contract: nothing is billed past what is held."""
        key = f"{WAITING}{first.id}"
        if key != self.hold_key or not self.is_held:
            reason = self.env._(
                "It waits for statement %(name)s, which is held.", name=first.name
            )
            self.write({"hold_key": key, "hold_reason": reason, "is_held": True})

    def _say_unusual(self, unusual):
        """One sentence about something unusual."""
        params = {
            name: self._say_figure(name, text) for name, text in unusual.params.items()
        }
        params["service"] = (
            self.env["bpo.contract.line"].sudo().browse(unusual.line_id or []).name
        )
        if unusual.code == "zero_rate":
            text = self.env._(
                "“%(service)s”: %(quantity)s %(unit)s at a price of zero.", **params
            )
        elif unusual.code == "capacity":
            text = self.env._(
                "%(hours)s hours were worked; the assigned agents have %(capacity)s.",
                **params,
            )
        elif unusual.line_id:
            text = self.env._(
                "“%(service)s”: %(previous)s in the last period, %(amount)s now "
                "(%(percent)s %%).",
                **params,
            )
        else:
            text = self.env._(
                "Total: %(previous)s in the last period, %(amount)s now "
                "(%(percent)s %%).",
                **params,
            )
        return text

    def _say_figure(self, name, text):
        """A figure of a finding as the reader writes it."""
        if name == "unit":
            return self.env["bpo.step.sentence.mixin"]._bpo_say_unit(text)
        if name != "percent":
            return formatLang(self.env, float(text), digits=2)
        sign = "-" if text.startswith("-") else "+"
        return sign + formatLang(self.env, abs(float(text)), digits=1)

    def _schedule_review(self, kind, note, deadline=None):
        """Ask the account manager to look at the statement."""
        self.activity_schedule(
            kind,
            date_deadline=deadline,
            note=note,
            user_id=self.contract_id.user_id.id or self.env.uid,
        )

    def _drop_reviews(self, kind):
        """Remove the reminders of a kind; no word of them reaches the chatter."""
        kind_id = self.env.ref(kind).id
        self.sudo().activity_ids.filtered(
            lambda each: each.activity_type_id.id == kind_id
        ).unlink()

    def _format_amount(self, amount):
        """An amount with its currency, for colleagues."""
        return formatLang(self.env, amount, currency_obj=self.currency_id)
