from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.bpo_contracts.models.checks import is_lead

from .constants import TIME_READERS

# action: (states it starts from, state it leads to)
TRANSITIONS = {
    "submit": (("draft", "rejected"), "submitted"),
    "approve": (("draft", "submitted"), "approved"),
    "reject": (("submitted", "approved"), "rejected"),
    "reopen": (("submitted", "approved", "rejected"), "draft"),
}
CLIENT_TRANSITIONS = {
    "approve": (("pending", "rejected"), "approved"),
    "reject": (("pending",), "rejected"),
}


class BpoTimeApprovalMixin(models.AbstractModel):
    """Submitted by the agent, approved by a lead, then by the client where asked for.

    Billing takes what is approved and whose client state is approved or not required.
    """

    _name = "bpo.time.approval.mixin"
    _description = "Approval of time"

    bpo_state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("rejected", "Rejected"),
        ],
        string="Approval",
        default="draft",
        copy=False,
        groups=TIME_READERS,
        help="Only approved time is billed.",
    )
    bpo_client_state = fields.Selection(
        selection=[
            ("not_required", "Not required"),
            ("pending", "Waiting for the client"),
            ("approved", "Approved by the client"),
            ("rejected", "Rejected by the client"),
        ],
        string="Client Approval",
        default="not_required",
        copy=False,
        groups="base.group_user",
        help="Where the service line asks for it, the client approves the hours in the "
        "portal before they are billed.",
    )
    bpo_reject_reason = fields.Char(
        string="Reason of Rejection",
        copy=False,
        groups=TIME_READERS,
        help="Why the lead or the client rejected the entry.",
    )
    bpo_approver_id = fields.Many2one(
        comodel_name="res.users",
        string="Approved By",
        copy=False,
        groups="base.group_user",
        help="Who approved the entry.",
    )
    bpo_approved_at = fields.Datetime(
        string="Approved At",
        copy=False,
        groups="base.group_user",
        help="When the entry was approved by the lead; the client's time to answer "
        "counts from here.",
    )

    def action_bpo_submit(self):
        """Hand entries in for approval. Already submitted or approved ones stay."""
        self.check_access("write")
        self._bpo_move("submit", {"bpo_reject_reason": False})
        return True

    def action_bpo_approve(self):
        """Approve entries as a team lead; own ones only where the company says so."""
        self._bpo_check_may_approve()
        moved = self._bpo_move(
            "approve",
            {
                "bpo_reject_reason": False,
                "bpo_approver_id": self.env.uid,
                "bpo_approved_at": fields.Datetime.now(),
            },
        )
        asking = moved.filtered(
            lambda entry: entry.bpo_contract_line_id.requires_client_approval
        )
        asking.write({"bpo_client_state": "pending"})
        return True

    def action_bpo_reject(self, reason=None):
        """Send entries back to their agents.

        :param str reason: what is to be corrected; without one a dialog asks for it
        """
        self._bpo_check_lead()
        if not (reason or "").strip():
            return self._bpo_ask_reason()
        self._bpo_move(
            "reject",
            {
                "bpo_reject_reason": reason.strip(),
                "bpo_client_state": "not_required",
                "bpo_approver_id": False,
                "bpo_approved_at": False,
            },
        )
        return True

    def action_bpo_reopen(self):
        """Make entries drafts again; approved ones need a team lead."""
        self.check_access("write")
        if any(entry.bpo_state == "approved" for entry in self):
            self._bpo_check_lead()
        self._bpo_move(
            "reopen",
            {
                "bpo_client_state": "not_required",
                "bpo_approver_id": False,
                "bpo_approved_at": False,
            },
        )
        return True

    @api.private
    def bpo_client_approve(self):
        """The client approves; called elevated by the portal after its own checks."""
        return self._bpo_move_client("approve", {"bpo_reject_reason": False})

    @api.private
    def bpo_client_reject(self, reason):
        """The client rejects with a reason; called elevated by the portal."""
        if not (reason or "").strip():
            raise UserError(self.env._("Say what is wrong with the time you reject."))
        return self._bpo_move_client("reject", {"bpo_reject_reason": reason.strip()})

    def _bpo_move(self, action, vals):
        """Move entries by the table; what is there already stays as it is.

        :param str action: key of :data:`TRANSITIONS`
        :param dict vals: what to write besides the state
        :return: the entries that changed, elevated
        :raise UserError: some entry cannot go there; nothing changes
        """
        sources, target = TRANSITIONS[action]
        entries = self.sudo()
        outside = entries.filtered(lambda entry: not entry.bpo_contract_id)
        if outside:
            raise UserError(
                self.env._(
                    "Only time for a contract is approved here; %(count)s of the "
                    "selected entries have none.",
                    count=len(outside),
                )
            )
        todo = entries.filtered(lambda entry: (entry.bpo_state or "draft") in sources)
        later = action == "submit" and {"submitted", "approved"} or {target}
        refused = (entries - todo).filtered(lambda entry: entry.bpo_state not in later)
        if refused:
            raise UserError(
                self.env._(
                    "%(count)s of the selected entries are %(state)s and cannot become "
                    "%(target)s: take them out of the selection.",
                    count=len(refused),
                    state=self._bpo_get_state_label(refused[0].bpo_state),
                    target=self._bpo_get_state_label(target),
                )
            )
        frozen = todo._bpo_is_billed()
        if frozen:
            raise UserError(frozen[0]._bpo_get_frozen_sentence())
        todo.write({**vals, "bpo_state": target})
        return todo

    def _bpo_move_client(self, action, vals):
        """Move the client's state by its table.

        :return: the entries that changed
        """
        sources, target = CLIENT_TRANSITIONS[action]
        todo = self.filtered(
            lambda entry: (
                entry.bpo_state == "approved" and entry.bpo_client_state in sources
            )
        )
        todo -= todo._bpo_is_billed()
        todo.write({**vals, "bpo_client_state": target})
        return todo

    def _bpo_get_state_label(self, state):
        return dict(self._fields["bpo_state"]._description_selection(self.env))[
            state or "draft"
        ]

    def _bpo_check_lead(self):
        self.check_access("write")
        if not is_lead(self.env):
            raise AccessError(self.env._("Only team leads approve or reject time."))

    def _bpo_check_may_approve(self):
        self._bpo_check_lead()
        if self.env.su or self.env.user.has_group(
            "bpo_contracts.bpo_contracts_group_manager"
        ):
            return
        own = self.sudo().filtered(
            lambda entry: (
                entry.employee_id.user_id == self.env.user
                and not entry.company_id.bpo_self_approval
            )
        )
        if own:
            raise AccessError(
                self.env._(
                    "Your own time is approved by another team lead: take your "
                    "%(count)s entries out of the selection.",
                    count=len(own),
                )
            )

    def _bpo_ask_reason(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reject Time"),
            "res_model": "bpo.time.reject",
            "view_mode": "form",
            "target": "new",
            "context": {"default_entry_ids": self.ids},
        }
