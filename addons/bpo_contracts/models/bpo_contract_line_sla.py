"""Due dates of whole work orders."""

from odoo import fields, models

from ..sla import epoch
from .sla_deadlines import Deadlines, ItemStamps, to_datetime


class BpoContractLine(models.Model):
    """Let the service level decide when work is due."""

    _inherit = "bpo.contract.line"

    def _get_due_at(self, received):
        """Return when work received at ``received`` is due.

        :param received: naive UTC
        :return: naive UTC, False without a service level on turnaround
        """
        self.ensure_one()
        found = Deadlines(self.sudo().env, epoch(fields.Datetime.now())).of(
            ItemStamps(0, self.id, "0", epoch(received), None, None, "received")
        )
        return to_datetime(found.due) or super()._get_due_at(received)
