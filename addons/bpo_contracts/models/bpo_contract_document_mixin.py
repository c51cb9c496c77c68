"""The contract on paper, as of any day."""

from odoo import fields, models


class BpoContractDocumentMixin(models.AbstractModel):
    """What the printed contract and the view of a day show."""

    _name = "bpo.contract.document.mixin"
    _description = "Contract Document"

    amendment_ids = fields.One2many(
        comodel_name="bpo.contract.amendment",
        inverse_name="contract_id",
        string="Amendments",
        groups="base.group_user",
        help="What was changed, when and why.",
    )

    def _get_document_day(self):
        """Return the day that the contract document shows: today, or ``bpo_as_of``."""
        return fields.Date.to_date(self.env.context.get("bpo_as_of")) or max(
            self._get_today(), self.date_start
        )

    def _get_lines_on(self, day):
        """Return the versions of the services in force on ``day``."""
        return self.line_ids.filtered(lambda line: line._is_in_force(day))

    def action_print(self):
        """Print the contract in the client's language."""
        self.check_access("read")
        return self.env.ref("bpo_contracts.bpo_contract_report").report_action(self)
