from odoo import api, fields, models
from odoo.tools import SQL

# Smaller files are done before anybody looks.
REPORT_FROM_ROWS = 10_000


class BpoImportProgress(models.Model):
    """How far a running import is.

    The import itself is one transaction that nobody can look into, so its progress is
    written by a connection of its own. Rows live only while something runs.
    """

    _name = "bpo.import.progress"
    _description = "Progress of an Import"
    _log_access = False

    import_id = fields.Integer(
        required=True,
        help="The running import; no key, it may not be committed yet.",
    )
    phase = fields.Selection(
        selection=[("read", "Reading"), ("write", "Writing")],
        required=True,
        help="What is being done.",
    )
    done = fields.Integer(help="Rows done.")

    _import_uniq = models.UniqueIndex("(import_id)", "One row per import.")

    @api.model
    def _report(self, import_id, phase, done):
        """Write the progress of an import, visible at once."""
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    """
                    INSERT INTO bpo_import_progress (import_id, phase, done)
                         VALUES (%s, %s, %s)
                    ON CONFLICT (import_id)
                      DO UPDATE SET phase = EXCLUDED.phase, done = EXCLUDED.done
                    """,
                    import_id,
                    phase,
                    done,
                )
            )

    @api.model
    def _clear(self, import_id):
        """The import is over, however it ended."""
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL("DELETE FROM bpo_import_progress WHERE import_id = %s", import_id)
            )

    @api.autovacuum
    def _gc_progress(self):
        """Remove what killed workers left behind."""
        imports = self.env["bpo.import"].search([("state", "=", "done")]).ids
        self.search([("import_id", "in", imports)]).unlink()
