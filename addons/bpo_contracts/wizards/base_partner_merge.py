"""Merging contacts moves their users."""

from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merging rewrites contacts below the ORM: forget cached record rules after it."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Clear the cache whatever was merged."""
        result = super()._merge(partner_ids, dst_partner, extra_checks)
        self.env.registry.clear_cache()
        return result
