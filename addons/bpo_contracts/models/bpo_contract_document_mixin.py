"""The contract on paper, as of any day."""

from odoo import fields, models

from .bpo_dated_terms_mixin import CONTRACT_TERMS, SLA_TERMS


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

    def _get_terms_in_words(self, day):
        """Return label and value of the contract's dated terms on ``day``.

        :rtype: list[tuple[str, str]]
        """
        return self._get_term_words(CONTRACT_TERMS, day)

    def _get_levels_in_words(self, day):
        """Return name and dated terms of the service levels on ``day``.

        Levels of services that are not in force on the day are left out.

        :rtype: list[tuple[str, str]]
        """
        levels = self.sla_ids.filtered(
            lambda sla: not sla.line_id or sla.line_id._is_in_force(day)
        )
        return [
            (
                sla.name,
                ", ".join(
                    f"{label} {words}"
                    for label, words in sla._get_term_words(SLA_TERMS, day)
                ),
            )
            for sla in levels
        ]

    def action_print(self):
        """Print the contract in the client's language."""
        self.check_access("read")
        return self.env.ref("bpo_contracts.bpo_contract_report").report_action(self)
