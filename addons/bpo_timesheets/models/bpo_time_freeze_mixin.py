from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .constants import TIME_READERS

# What an entry says about work done; the rest (cost, links, states) may follow later.
WORK_FIELDS = {
    "account_id",
    "bpo_contract_line_id",
    "bpo_corrected_count",
    "bpo_output_quantity",
    "bpo_start",
    "bpo_stop",
    "company_id",
    "date",
    "employee_id",
    "project_id",
    "task_id",
    "unit_amount",
    "user_id",
}
STATE_FIELDS = {
    "bpo_approved_at",
    "bpo_approver_id",
    "bpo_client_state",
    "bpo_state",
}


class BpoTimeFreezeMixin(models.AbstractModel):
    """Entries that may no longer change, by one predicate for writing, deleting, views.

    Frozen is what is billed or lies before a lock date. Approved time does not change
    either, but a lead may reject or reopen it first.
    """

    _name = "bpo.time.freeze.mixin"
    _description = "Time that no longer changes"

    bpo_is_frozen = fields.Boolean(
        string="Frozen",
        compute="_compute_bpo_is_frozen",
        compute_sudo=True,
        groups=TIME_READERS,
        help="Billed, or before a lock date of the company or the contract.",
    )

    def _compute_bpo_is_frozen(self):
        for entry in self:
            entry.bpo_is_frozen = entry._bpo_is_frozen()

    def _bpo_is_billed(self):
        """Those of the entries that are on a live statement line.

        Hook of the billing addon; without it nothing is billed. For one entry the
        result serves as its truth value.

        :rtype: recordset
        """
        return self.browse()

    def _bpo_is_locked(self):
        """Whether the entry's day lies before a lock date.

        :rtype: bool
        """
        self.ensure_one()
        contract = self.bpo_contract_id.sudo()
        lock = contract and contract._get_time_lock_date()
        return bool(lock and self.date and self.date <= lock)

    def _bpo_is_frozen(self):
        """Whether nobody may change or delete the entry any more.

        :rtype: bool
        """
        self.ensure_one()
        return bool(
            self.bpo_contract_id and (self._bpo_is_billed() or self._bpo_is_locked())
        )

    def _is_readonly(self):
        """Native hook: shows the entry as read-only in every timesheet view."""
        return (
            super()._is_readonly()
            or self._bpo_is_frozen()
            or self.bpo_state == "approved"
        )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("bpo_state", "draft") != "draft" for vals in vals_list):
            self._bpo_check_may_set_state()
        entries = super().create(vals_list)
        entries._bpo_check_not_locked()
        return entries

    def write(self, vals):
        if STATE_FIELDS & vals.keys():
            self._bpo_check_may_set_state()
        if not WORK_FIELDS & vals.keys():
            return super().write(vals)
        self._bpo_check_changeable(vals)
        result = super().write(vals)
        if {"employee_id", "user_id"} & vals.keys():
            # Record rules look before a change; nobody hands time to somebody else.
            self.check_access("write")
        if {"date", "bpo_start", "bpo_contract_line_id", "project_id"} & vals.keys():
            self._bpo_check_not_locked()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._bpo_check_changeable({})

    def _bpo_check_may_set_state(self):
        """States move by the actions, which elevate; managers may correct them."""
        if self.env.su or self.env.user.has_group(
            "bpo_contracts.bpo_contracts_group_manager"
        ):
            return
        raise AccessError(
            self.env._("Use Submit, Approve or Reject to change the state of time.")
        )

    def _bpo_check_changeable(self, vals):
        """Refuse to change or delete approved or frozen work."""
        for entry in self.filtered("bpo_contract_id"):
            if not (entry.bpo_state == "approved" or entry._bpo_is_frozen()):
                continue
            if vals and not entry._bpo_changes_work(vals):
                continue
            raise UserError(entry._bpo_get_frozen_sentence())

    def _bpo_changes_work(self, vals):
        """Whether values would change what the entry says about work."""
        for name in WORK_FIELDS & vals.keys():
            field = self._fields[name]
            old = field.convert_to_write(self[name], self)
            new = field.convert_to_write(
                field.convert_to_record(
                    field.convert_to_cache(vals[name], self, validate=False), self
                ),
                self,
            )
            if old != new:
                return True
        return False

    def _bpo_get_frozen_sentence(self):
        self.ensure_one()
        if self._bpo_is_billed():
            return self.env._(
                "The entry of %(day)s is billed. Cancel its statement first, or enter "
                "the difference as a new entry.",
                day=self.date,
            )
        if self._bpo_is_locked():
            return self.env._(
                "The entry of %(day)s is locked. Ask for the lock date to be moved, or "
                "enter the difference on a later day.",
                day=self.date,
            )
        return self.env._(
            "The entry of %(day)s is approved. Have it reopened before you change it.",
            day=self.date,
        )

    def _bpo_check_not_locked(self):
        for entry in self:
            if entry.bpo_contract_id and entry._bpo_is_locked():
                raise ValidationError(
                    self.env._(
                        "%(day)s is locked: enter the time on a later day, or ask for "
                        "the lock date to be moved.",
                        day=entry.date,
                    )
                )
