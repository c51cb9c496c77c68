from odoo.http import Controller, content_disposition, request, route

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BpoImportController(Controller):
    """Downloads of imports, with the rights of whoever asks."""

    @route(
        "/bpo/import/<int:import_id>/report.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def report(self, import_id):
        """The imported file with the reason beside each refused row."""
        record = request.env["bpo.import"].browse(import_id).exists()
        if not record or not record.has_access("read"):
            raise request.not_found()
        stem = (record.filename or "import").rpartition(".")[0] or "import"
        return request.make_response(
            record._render_report(),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{stem}-report.xlsx")),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
