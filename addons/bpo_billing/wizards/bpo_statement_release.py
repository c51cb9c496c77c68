"""Release held statements with a reason."""

from odoo import api, fields, models
from odoo.exceptions import UserError


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
    seen_figures = fields.Char(
        compute="_compute_seen_figures",
        store=True,
        readonly=False,
        help="The figures that were unusual when this was opened.",
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

    @api.depends("statement_ids")
    def _compute_seen_figures(self):
        """Note which figures the reader looks at."""
        for wizard in self:
            wizard.seen_figures = wizard._get_figures()

    def _get_figures(self):
        """The unusual figures of the held statements as one text.

        :rtype: str
        """
        held = self.statement_ids._origin.filtered("is_held").sorted("id")
        return " ".join(f"{each.id}={each.hold_key}" for each in held)

    def action_release(self):
        """Release the statements.

        :raise UserError: nothing is held, or the figures are not those that were shown
        """
        self.ensure_one()
        figures = self._get_figures()
        if not figures:
            raise UserError(self.env._("None of these statements is held for review."))
        if figures != self.seen_figures:
            raise UserError(
                self.env._(
                    "The figures have changed since you opened this. Close it, look "
                    "at them again and release them then."
                )
            )
        return self.statement_ids.action_release(self.reason)
