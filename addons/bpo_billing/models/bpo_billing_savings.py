"""Measured savings of a batch of dues, and collecting whether billed or not."""

from odoo import api, models
from odoo.fields import Domain

from ..rating import Saving
from .bpo_billing_terms import decimal


class BpoBillingSavings(models.AbstractModel):
    """Savings come like milestones: confirmed late, they go on the next statement."""

    _inherit = "bpo.billing.extras"

    @api.model
    def _collect_milestones(self, batch, dues, claimed):
        """Collect confirmed savings, too."""
        super()._collect_milestones(batch, dues, claimed)
        found = self._search_sources(
            "bpo.saving", "date_to", Domain("state", "=", "confirmed"), dues, claimed
        )
        for due, saving in self._allot(found, "date_to", dues, claimed):
            batch.usages[due.index].savings.append(
                Saving(
                    key=("saving", saving.id),
                    line_id=saving.contract_line_id.id,
                    day=saving.date_to,
                    measured=decimal(saving.measured),
                    name=saving.name,
                )
            )

    @api.model
    def _search_sources(self, model, day, domain, dues, claimed):
        """Both what is billed and what is not, where ``claimed`` is None."""
        found = super()._search_sources(model, day, domain, dues, claimed)
        if claimed is None and dues:
            found |= super()._search_sources(model, day, domain, dues, True)
        return found

    @api.model
    def _allot(self, sources, day, dues, claimed):
        """Where ``claimed`` is None each source belongs to its own period."""
        return super()._allot(sources, day, dues, claimed is None or claimed)
