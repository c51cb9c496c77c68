"""Ask for day and reason before a contract rests, resumes or ends."""

from odoo import fields, models


class BpoContractDecision(models.TransientModel):
    """Dialogue of suspend, resume and close."""

    _name = "bpo.contract.decision"
    _description = "Suspend, Resume or Close a Contract"

    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
        help="The contract to decide on.",
    )
    kind = fields.Selection(
        selection=[("suspend", "Suspend"), ("resume", "Resume"), ("close", "Close")],
        required=True,
        default="close",
        help="What is decided.",
    )
    date = fields.Date(
        required=True,
        default=fields.Date.context_today,
        help="Suspend: first day without fixed fees. Resume: first day with them "
        "again. Close: last day of the contract.",
    )
    reason = fields.Char(
        help="Kept with the contract, for colleagues.",
    )

    def action_confirm(self):
        """Do what was decided."""
        self.ensure_one()
        contract = self.contract_id
        if self.kind == "suspend":
            contract.action_suspend(self.date, self.reason)
        elif self.kind == "resume":
            contract.action_resume(self.date)
        else:
            contract.action_close(self.date, self.reason)
        return {"type": "ir.actions.act_window_close"}
