"""Release held statements with a reason."""

from odoo import api, fields, models


class BpoStatementRelease(models.TransientModel):
    """Asks why the unusual figures are right."""

    _name = "bpo.statement.release"
    _description = "Release for Invoicing"

    statement_ids = fields.Many2many(
        comodel_name="bpo.statement",
        required=True,
        default=lambda self: self._default_statement_ids(),
        help="The statements held for review.",
    )
    findings = fields.Text(
        compute="_compute_findings",
        help="What is unusual about them.",
    )
    reason = fields.Char(
        required=True,
        help="Why the figures are right; kept on the statements.",
    )

    @api.model
    def _default_statement_ids(self):
        """The statements the wizard was opened on."""
        if self.env.context.get("active_model") != "bpo.statement":
            return False
        return self.env.context.get("active_ids")

    @api.depends("statement_ids")
    def _compute_findings(self):
        """The reasons of all, one under the other."""
        for wizard in self:
            held = wizard.statement_ids.filtered("is_held")
            wizard.findings = "\n".join(
                f"{each.name} {each.contract_id.display_name}: {each.hold_reason}"
                for each in held
            )

    def action_release(self):
        """Release the statements."""
        self.ensure_one()
        return self.statement_ids.action_release(self.reason)
