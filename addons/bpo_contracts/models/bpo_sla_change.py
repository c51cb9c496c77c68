"""Changes that provisional results have still to take in."""

from odoo import api, fields, models
from odoo.tools import SQL

PENDING = "bpo_sla_change.pending"


class BpoSlaChange(models.Model):
    """One row per contract and transaction that changed what is measured.

    Rows are only added and removed, never updated: hundreds of agents who save their
    items at the same time do not wait for each other as they would for a flag on the
    contract.
    """

    _name = "bpo.sla.change"
    _description = "Change of Measured Work"
    _log_access = False

    contract_id = fields.Many2one(
        comodel_name="bpo.contract",
        required=True,
        index=True,
        ondelete="cascade",
        help="The contract whose periods have to be measured again.",
    )
    date_from = fields.Datetime(
        string="Since",
        help="Receipt of the earliest item that changed; periods that ended before "
        "stay as they are. Empty: service hours or a level changed, all periods.",
    )

    @api.model
    def _bpo_note(self, moments):
        """Remember changes until the end of the transaction.

        :param dict moments: contract id -> receipt of the earliest changed item, None
            for all periods of the contract
        """
        if not moments:
            return
        data = self.env.cr.precommit.data
        if PENDING not in data:
            data[PENDING] = {}
            self.env.cr.precommit.add(self.sudo()._bpo_store_pending)
        pending = data[PENDING]
        for contract_id, moment in moments.items():
            known = pending.get(contract_id, moment)
            pending[contract_id] = known and moment and min(known, moment)

    @api.model
    def _bpo_store_pending(self):
        """Store what the transaction changed, and wake the batch up."""
        pending = self.env.cr.precommit.data.pop(PENDING, {})
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT contract_id FROM bpo_sla WHERE contract_id = ANY(%s)",
                list(pending),
            )
        )
        if not rows:
            return
        self.create(
            [{"contract_id": row[0], "date_from": pending[row[0]]} for row in rows]
        )
        self.env.flush_all()
        cron = self.env.ref("bpo_contracts.ir_cron_sla_refresh")
        waiting = [("cron_id", "=", cron.id), ("call_at", ">", fields.Datetime.now())]
        if not self.env["ir.cron.trigger"].search_count(waiting, limit=1):
            # A minute later, so that a burst of changes is measured once.
            cron._trigger(fields.Datetime.add(fields.Datetime.now(), minutes=1))

    @api.model
    def _bpo_measure_pending(self):
        """Measure the touched periods of all changed contracts, one after the other.

        The rows of a contract go together with its measurement, so that a batch that
        is stopped goes on where it was.
        """
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT contract_id,
                       CASE WHEN bool_and(date_from IS NOT NULL)
                            THEN min(date_from) END,
                       array_agg(id)
                  FROM bpo_sla_change
              GROUP BY contract_id
              ORDER BY contract_id
                """
            )
        )
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(rows))
        for contract_id, since, ids in rows:
            self.env["bpo.contract"].browse(contract_id)._bpo_measure_since(since)
            self.browse(ids).unlink()
            if not progress(1):
                break
