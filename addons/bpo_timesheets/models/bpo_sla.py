"""Coverage from the time that agents logged."""

from odoo import models


class BpoSla(models.Model):
    """Tell service levels on coverage who was at work."""

    _inherit = "bpo.sla"

    def _bpo_staffed_minutes(self, start, end):
        """Return the staffed minutes of submitted and approved time with both ends.

        :param start: naive UTC, included
        :param end: naive UTC, excluded
        :rtype: int
        """
        self.ensure_one()
        domain = [
            ("bpo_contract_id", "=", self.contract_id.id),
            ("bpo_state", "in", ("submitted", "approved")),
            ("bpo_start", "<", end),
            ("bpo_stop", ">", start),
        ]
        if self.line_id:
            domain.append(("bpo_contract_line_id", "=", self.line_id.id))
        entries = self.env["account.analytic.line"].sudo()
        entries = entries.search_fetch(domain, ["bpo_start", "bpo_stop"])
        shifts = [(entry.bpo_start, entry.bpo_stop) for entry in entries]
        return self._bpo_minutes_of_shifts(shifts, start, end)
