from contextlib import contextmanager

from odoo import api, models

from .bpo_import_progress import REPORT_FROM_ROWS


class BpoImportProgressMixin(models.AbstractModel):
    """Says how far an import is while it runs."""

    _name = "bpo.import.progress.mixin"
    _description = "Progress of imports"

    @api.model
    def get_progress(self, import_id):
        """How far an import is, for the form that waits.

        :return: ``phase`` and ``done``, or False while nothing runs
        """
        record = self.browse(import_id).exists()
        if not record:
            return False
        record.check_access("read")
        found = (
            self.env["bpo.import.progress"]
            .sudo()
            .search([("import_id", "=", import_id)], limit=1)
        )
        if not found:
            return False
        labels = dict(found._fields["phase"]._description_selection(self.env))
        return {"phase": labels[found.phase], "done": found.done}

    @contextmanager
    def _tracking_progress(self):
        """Give a function that reports progress, and clear up afterwards.

        :return: function of a phase that gives a function of the rows done
        """
        self.ensure_one()
        progress = self.env["bpo.import.progress"].sudo()
        reported = []

        def phase(name):
            def tick(done):
                if done >= REPORT_FROM_ROWS and not done % REPORT_FROM_ROWS:
                    reported.append(done)
                    progress._report(self.id, name, done)

            return tick

        try:
            yield phase
        finally:
            if reported:
                progress._clear(self.id)
