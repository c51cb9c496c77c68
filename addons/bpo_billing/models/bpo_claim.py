"""Which source is billed on which statement line, one narrow row each."""

from odoo import api, fields, models
from odoo.tools import SQL

# kind of a claim -> model of its sources
CLAIM_MODELS = {
    "time": "account.analytic.line",
    "item": "bpo.work.item",
    "milestone": "bpo.milestone",
    "expense": "bpo.expense",
    "saving": "bpo.saving",
}


class BpoClaim(models.Model):
    """One billed source and the statement line that bills it.

    The unique key is what keeps a source from being billed twice, whatever the code
    does. The rows are written in bulk by SQL and read through the source's field
    ``bpo_statement_line_id``; without foreign keys, because checking them costs more
    than the row (sources and statement lines refuse to go while they are claimed).
    """

    _name = "bpo.claim"
    _description = "Billed Source"
    _log_access = False

    kind = fields.Selection(
        selection=[
            ("time", "Time"),
            ("item", "Work item"),
            ("milestone", "Milestone"),
            ("expense", "Expense"),
            ("saving", "Saving"),
        ],
        required=True,
        readonly=True,
        help="What was billed.",
    )
    source_id = fields.Integer(
        required=True,
        readonly=True,
        help="Id of the time entry, work item, milestone, expense or saving.",
    )
    statement_line_id = fields.Integer(
        required=True,
        readonly=True,
        index=True,
        help="Id of the statement line that bills it.",
    )

    _source_uniq = models.UniqueIndex(
        "(source_id, kind)",
        "This work is billed already. Start the billing again.",
    )

    @api.model
    def _claim(self, kind, pairs):
        """Bill sources on statement lines.

        :param str kind: key of :data:`CLAIM_MODELS`
        :param pairs: ``(source id, statement line id)``
        :return: number of claims
        """
        pairs = list(pairs)
        if not pairs:
            return 0
        sources, lines = zip(*pairs, strict=True)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO bpo_claim (kind, source_id, statement_line_id)
                SELECT %s, source_id, line_id
                  FROM unnest(%s::int[], %s::int[]) AS pair(source_id, line_id)
                """,
                kind,
                list(sources),
                list(lines),
            )
        )
        self._forget(kind)
        return len(sources)

    @api.model
    def _get_sources(self, statement_lines, kind):
        """Return the sources of ``kind`` that the statement lines bill, elevated."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT source_id
                  FROM bpo_claim
                 WHERE statement_line_id = ANY(%s) AND kind = %s
                 ORDER BY source_id
                """,
                statement_lines.ids,
                kind,
            )
        )
        ids = [source_id for [source_id] in rows]
        return self.env[CLAIM_MODELS[kind]].sudo().browse(ids)

    @api.model
    def _release(self, statement_lines, kind=None, source_ids=None):
        """Free the sources of statement lines, or only some of them.

        What is freed counts as changed now: the next run looks for work changed since
        the last one.

        :return: number of freed sources
        """
        if not statement_lines:
            return 0
        only = SQL()
        if source_ids is not None:
            only = SQL("AND kind = %s AND source_id = ANY(%s)", kind, list(source_ids))
        rows = self.env.execute_query(
            SQL(
                """
                DELETE FROM bpo_claim
                 WHERE statement_line_id = ANY(%s) %s
             RETURNING kind, source_id
                """,
                statement_lines.ids,
                only,
            )
        )
        freed = {}
        for claimed_kind, source_id in rows:
            freed.setdefault(claimed_kind, []).append(source_id)
        for claimed_kind, ids in freed.items():
            table = self.env[CLAIM_MODELS[claimed_kind]]._table
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET write_date = %s WHERE id = ANY(%s)",
                    SQL.identifier(table),
                    self.env.cr.now(),
                    ids,
                )
            )
            self._forget(claimed_kind)
        return len(rows)

    @api.model
    def _forget(self, kind):
        """Drop what the cache knows about which sources are billed."""
        sources = self.env[CLAIM_MODELS[kind]]
        fnames = ["bpo_statement_line_id", "bpo_is_billed"]
        sources.invalidate_model(fnames, flush=False)
        # a change that waits to be written goes first, it has a date of its own
        sources.invalidate_model(["write_date"])
