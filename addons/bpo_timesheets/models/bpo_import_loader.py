from odoo import fields, models
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

    def _load(self, rows):
        """Add checked rows.

        :return: how many records were added
        """
        self.ensure_one()
        if self.kind == "timesheet":
            return TimeWriter(self).write(rows)
        return self._load_items(rows)

    def _load_items(self, rows):
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
        return len(rows)

    def _unload(self):
        """Remove what the import added.

        :raise UserError: part of it is billed or locked
        """
        self.ensure_one()
        records = self.sudo().entry_ids | self.sudo().entry_ids.browse()
        if self.kind == "work_item":
            records = self.sudo().item_ids
        for record in records:
            if record._bpo_is_billed():
                raise UserError(
                    self.env._(
                        "Part of the import is billed already: cancel the statement "
                        "first, then undo the import."
                    )
                )
        if self.kind == "timesheet":
            records.write({"bpo_state": "draft"})
        records.unlink()

    def _get_now(self):
        return fields.Datetime.now()
