"""Late work of contracts that want their statements redone."""

from odoo import api, models

from ..rating import Notice


class BpoBillingRebookMixin(models.AbstractModel):
    """Takes statements back so that their periods are billed again with late work."""

    _name = "bpo.billing.rebook.mixin"
    _description = "Rebooking of Late Work"

    def _rebook(self, contracts):
        """Take back statements with late work, where the contract wants it.

        Their periods are due again and include the late work.
        """
        wanting = self._get_rebooking(contracts)
        if not wanting:
            return
        dues = self.env["bpo.billing.due"]._get_dues(wanting, self.date_to)
        late = self.env["bpo.billing.late"]._get_late_dues(wanting, dues)
        for due in late:
            statements = (
                self.env["bpo.statement"]
                .sudo()
                .search(
                    [
                        ("contract_id", "=", due.contract_id),
                        ("state", "in", ("invoiced", "disputed")),
                        ("usage_from", "<=", due.period.date_to),
                        ("usage_to", ">=", due.period.date_from),
                    ]
                )
            )
            statements.action_cancel()

    @api.model
    def _get_rebooking(self, contracts):
        """Contracts that take a statement back for late work."""
        return contracts.filtered(lambda each: each.late_policy == "rebook")

    def _announce_rebooking(self, outcomes, late_dues):
        """Tell in the preview which periods will be taken back and billed again."""
        for outcome in outcomes:
            for due in late_dues:
                if due.contract_id == outcome.due.contract_id:
                    text = self.env._(
                        "There is late work from %(first)s to %(last)s: its statement "
                        "will be cancelled and billed again.",
                        first=due.period.date_from,
                        last=due.period.date_to,
                    )
                    outcome.notices.append(Notice(None, "rebook", text))
