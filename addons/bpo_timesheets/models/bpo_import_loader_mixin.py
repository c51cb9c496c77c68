from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .bpo_time_writer import TimeWriter

CHUNK = 10_000


class BpoImportLoaderMixin(models.AbstractModel):
    """Adds and removes the records of an import in bulk."""

    _name = "bpo.import.loader.mixin"
    _description = "Bulk loading of an import"

    def _get_row_key(self, row):
        """What tells a checked row again."""
        if self.kind == "timesheet":
            return row.key
        return f"{row.line_id}:{row.reference}"

    def _get_known_keys(self, keys):
        """Those of the keys that exist already.

        :rtype: set[str]
        """
        known = set()
        for start in range(0, len(keys), CHUNK):
            query = self._get_known_query(keys[start : start + CHUNK])
            known.update(key for (key,) in self.env.execute_query(query))
        return known

    def _get_known_query(self, keys):
        if self.kind == "timesheet":
            self.env["account.analytic.line"].flush_model(["bpo_import_key"])
            return SQL(
                "SELECT bpo_import_key FROM account_analytic_line "
                "WHERE bpo_import_key = ANY(%s)",
                keys,
            )
        self.env["bpo.work.item"].flush_model(["contract_line_id", "reference"])
        return SQL(
            "SELECT contract_line_id || ':' || reference FROM bpo_work_item "
            "WHERE contract_line_id = ANY(%s) AND reference = ANY(%s)",
            sorted({int(key.partition(":")[0]) for key in keys}),
            [key.partition(":")[2] for key in keys],
        )

    def _get_taken_spans(self, rows):
        """When the employees of the rows already worked, around the rows' times.

        :return: start and stop, naive UTC, by employee id
        :rtype: dict[int, list[tuple[datetime, datetime]]]
        """
        timed = [row for row in rows if row.start is not None]
        if not timed:
            return {}
        entries = self.env["account.analytic.line"]
        entries.flush_model(["employee_id", "bpo_start", "bpo_stop"])
        found = self.env.execute_query(
            SQL(
                """
                SELECT employee_id, bpo_start, bpo_stop
                  FROM account_analytic_line
                 WHERE employee_id = ANY(%s) AND bpo_start < %s AND bpo_stop > %s
                """,
                sorted({row.employee_id for row in timed}),
                max(row.stop for row in timed),
                min(row.start for row in timed),
            )
        )
        taken = defaultdict(list)
        for employee_id, start, stop in found:
            taken[employee_id].append((start, stop))
        return taken

    def _load(self, rows, tick):
        """Add checked rows.

        :param tick: called with the number of rows written so far
        :return: how many records were added
        """
        self.ensure_one()
        if self.kind == "timesheet":
            return TimeWriter(self).insert(rows, tick)
        return self._load_items(rows, tick)

    def _load_items(self, rows, tick):
        items = self.env["bpo.work.item"].with_context(tracking_disable=True)
        for start in range(0, len(rows), CHUNK):
            items.create(
                [
                    {
                        **row.values,
                        "contract_line_id": row.line_id,
                        "reference": row.reference,
                        "bpo_import_id": self.id,
                    }
                    for row in rows[start : start + CHUNK]
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            tick(start + CHUNK)
        return len(rows)

    def _unload(self):
        """Remove what the import added.

        :raise UserError: part of it is billed or locked
        """
        self.ensure_one()
        own = self.sudo()
        records = own.entry_ids if self.kind == "timesheet" else own.item_ids
        if records._bpo_is_billed():
            raise UserError(
                self.env._(
                    "Part of the import is billed already: cancel the statement first, "
                    "then undo the import."
                )
            )
        if self.kind == "timesheet":
            records.write({"bpo_state": "draft"})
        records.unlink()
