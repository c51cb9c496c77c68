"""Misses that were not the provider's fault."""

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class BpoSlaExcuseMixin(models.AbstractModel):
    """Excuse of a result: reason, documents, and the manager who approved it."""

    _name = "bpo.sla.excuse.mixin"
    _description = "Excuse of a service level result"

    excuse_reason = fields.Text(
        groups="base.group_user",
        help="Why the miss was not your fault, for example an outage at the client.",
    )
    excuse_attachment_ids = fields.Many2many(
        comodel_name="ir.attachment",
        relation="bpo_sla_result_attachment_rel",
        string="Documents",
        groups="base.group_user",
        help="Evidence for the excuse.",
    )
    excused_by_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        groups="base.group_user",
        help="Who approved the excuse.",
    )
    excused_at = fields.Datetime(
        string="Excused On",
        readonly=True,
        groups="base.group_user",
        help="When the excuse was approved.",
    )

    def action_excuse(self):
        """Approve the exclusion of a miss: no credit, the measured value stays.

        :raise UserError: without a reason, for a period that was met or is final
        """
        self._check_bpo_manager()
        for result in self:
            result._check_bpo_excusable()
        todo = self.filtered(lambda result: result.state == "provisional")
        todo.sudo().write(
            {
                "state": "excused",
                "excused_by_id": self.env.uid,
                "excused_at": fields.Datetime.now(),
                "credit_amount": 0.0,
                "uncapped_amount": 0.0,
                "credit_explanation": False,
            }
        )
        return todo

    def action_reset_excuse(self):
        """Take an excuse back; the period is measured and credited again."""
        self._check_bpo_manager()
        todo = self.filtered(lambda result: result.state == "excused")
        todo.sudo().write(
            {"state": "provisional", "excused_by_id": False, "excused_at": False}
        )
        return todo

    def _check_bpo_manager(self):
        """Only managers approve excuses.

        :raise AccessError: for everybody else
        """
        if not self.env.su and not self.env.user.has_group(
            "bpo_contracts.bpo_contracts_group_manager"
        ):
            raise AccessError(
                self.env._("Ask a manager to approve the excuse of a service level.")
            )

    def _check_bpo_excusable(self):
        """Refuse to excuse without reason, without a miss or after billing."""
        self.ensure_one()
        if self.state == "final":
            raise UserError(
                self.env._(
                    "%(result)s is final and was billed: cancel its statement before "
                    "you excuse it.",
                    result=self.display_name,
                )
            )
        if self.met:
            raise UserError(
                self.env._(
                    "%(result)s met its target: there is nothing to excuse.",
                    result=self.display_name,
                )
            )
        if not (self.excuse_reason or "").strip():
            raise UserError(
                self.env._(
                    "Enter the reason why %(result)s is excused.",
                    result=self.display_name,
                )
            )
