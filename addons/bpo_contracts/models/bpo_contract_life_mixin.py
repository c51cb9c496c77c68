"""The life of a contract: draft, active, suspended, closed."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .date_ranges import clip

STATES = [
    ("draft", "Draft"),
    ("active", "Active"),
    ("suspended", "Suspended"),
    ("closed", "Closed"),
]

# Target state -> states from which it may be reached.
SOURCES = {
    "draft": set(),
    "active": {"draft", "suspended"},
    "suspended": {"active"},
    "closed": {"active", "suspended"},
}


class BpoContractLifeMixin(models.AbstractModel):
    """States, suspensions and the end of a contract."""

    _name = "bpo.contract.life.mixin"
    _description = "Contract Life"

    state = fields.Selection(
        selection=STATES,
        string="Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
        help="Draft: being negotiated. Active: work is accepted and billed. "
        "Suspended: fixed fees rest. Closed: ended and frozen.",
    )
    suspension_ids = fields.One2many(
        comodel_name="bpo.contract.suspension",
        inverse_name="contract_id",
        string="Suspensions",
        copy=False,
        groups="base.group_user",
        help="Days on which fixed fees rest.",
    )
    close_reason = fields.Char(
        readonly=True,
        copy=False,
        tracking=True,
        groups="base.group_user",
        help="Why the contract ended.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Every contract starts as a draft."""
        if any(vals.get("state", "draft") != "draft" for vals in vals_list):
            raise UserError(
                self.env._("A new contract is a draft: save it, then activate it.")
            )
        return super().create(vals_list)

    def write(self, vals):
        """Let the state change by actions only."""
        if any(
            contract.state != vals.get("state", contract.state) for contract in self
        ):
            raise UserError(
                self.env._(
                    "The status of a contract changes by its actions only: activate, "
                    "suspend, resume or close it."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_draft(self):
        """Keep every contract that was ever in force."""
        kept = self.filtered(lambda contract: contract.state != "draft")
        if kept:
            raise UserError(
                self.env._(
                    "Contract %(contract)s was in force and cannot be deleted: close "
                    "or archive it.",
                    contract=kept[0].name,
                )
            )

    def action_activate(self):
        """Put drafts in force: check the terms, make project and analytic account.

        Contracts that are active already are left alone.

        :raise UserError: lists what is missing, nothing is changed
        """
        self.check_access("write")
        drafts = self.filtered(lambda contract: contract.state == "draft")
        drafts._check_activation()
        drafts._create_workspace()
        drafts._update_state("active")
        (self - drafts).filtered(lambda c: c.state != "active")._check_state_change(
            "draft"
        )
        return True

    def action_suspend(self, date=None, reason=None):
        """Let the contract rest from ``date`` on.

        :param date: first day without fixed fees, today by default; on a later day
            the contract stays active until then
        :param reason: why, for colleagues
        :raise UserError: where the contract is not active
        """
        self.check_access("write")
        day = fields.Date.to_date(date)
        for contract in self:
            contract._check_state_change("suspended")
            self.env["bpo.contract.suspension"].create(
                {
                    "contract_id": contract.id,
                    "date_from": day or contract._get_today(),
                    "reason": reason,
                }
            )
            contract._update_suspension(contract._get_today())
        return True

    def action_resume(self, date=None):
        """End the running suspension.

        :param date: first day on which fixed fees count again, today by default
        :raise UserError: where the contract is not suspended
        """
        self.check_access("write")
        for contract in self:
            today = contract._get_today()
            day = fields.Date.to_date(date) or today
            if contract.state != "suspended":
                raise UserError(
                    self.env._(
                        "Contract %(contract)s is not suspended, so there is nothing "
                        "to resume.",
                        contract=contract.name,
                    )
                )
            contract._end_suspensions(day - timedelta(days=1))
            contract._update_suspension(today)
        return True

    def action_close(self, date=None, reason=None):
        """End the contract on ``date``, its last day.

        On a day to come the contract ends then; otherwise it is closed and frozen.

        :param date: last day, today by default
        :param reason: why the contract ends, required
        :raise UserError: without a reason, before the start, or where not in force
        """
        self.check_access("write")
        for contract in self:
            today = contract._get_today()
            day = fields.Date.to_date(date) or today
            contract._check_close(day, reason)
            contract.write({"date_end": day, "renewal": "none", "close_reason": reason})
            if day <= today:
                contract._end_suspensions(day)
                contract._update_state("closed")
        return True

    def _check_close(self, day, reason):
        """Raise where the contract cannot end on ``day``."""
        self._check_state_change("closed")
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason why the contract ends."))
        if day < self.date_start:
            raise UserError(
                self.env._(
                    "Contract %(contract)s starts on %(start)s: choose an end on or "
                    "after that day.",
                    contract=self.name,
                    start=self.date_start,
                )
            )

    def _check_state_change(self, target):
        """Raise where a contract cannot get into state ``target`` from its own."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        for contract in self:
            if contract.state != target and contract.state in SOURCES[target]:
                continue
            raise UserError(
                self.env._(
                    "Contract %(contract)s is %(state)s and cannot become %(target)s.",
                    contract=contract.name,
                    state=labels[contract.state].lower(),
                    target=labels[target].lower(),
                )
            )

    def _update_state(self, target):
        """Move contracts to ``target``; those already there are left alone.

        Extend to do something at a change of state.

        :return: the contracts that moved
        """
        moving = self.filtered(lambda contract: contract.state != target)
        moving._check_state_change(target)
        # The public write refuses the status; only this method changes it.
        # pylint: disable-next=super-method-mismatch
        super(BpoContractLifeMixin, moving).write({"state": target})
        return moving

    def _update_suspension(self, today):
        """Bring the state in line with the suspensions in force on ``today``."""
        for contract in self:
            resting = bool(contract._get_suspended_periods(today, today))
            if resting and contract.state == "active":
                contract._update_state("suspended")
            elif not resting and contract.state == "suspended":
                contract._update_state("active")

    def _end_suspensions(self, day):
        """Let running suspensions end on ``day``, drop those that start later."""
        open_ones = self.suspension_ids.filtered(
            lambda rest: not rest.date_to or rest.date_to > day
        )
        later = open_ones.filtered(lambda rest: rest.date_from > day)
        later.unlink()
        (open_ones - later).write({"date_to": day})

    def _get_suspended_periods(self, first, last):
        """Return the suspended parts of the days from ``first`` to ``last``.

        :return: list of ``(date_from, date_to)``, both included, in order
        """
        self.ensure_one()
        ranges = [(rest.date_from, rest.date_to) for rest in self.suspension_ids]
        return clip(ranges, first, last)

    def _get_today(self):
        """Return the current day in the contract's time zone."""
        return fields.Date.context_today(self.with_context(tz=self.tz))
