"""Placing many work orders by spreadsheet: checked first, ordered on demand."""

from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request, route

from ..models.bpo_order_import import SHOWN_REFUSALS
from ..order_reader import LIMITS, MAX_ROWS
from .portal_base import BpoPortalBase
from .sla import XLSX

SHEETS = ".xlsx,.xls,.csv"


class BpoPortalOrderImports(BpoPortalBase):
    """Upload, check, take back with reasons, order the good rows."""

    def _bpo_sheet(self, data, name):
        """Return a spreadsheet as a download."""
        return request.make_response(
            data,
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )

    def _bpo_import_form(self, form=None, error=None):
        """Render the upload form."""
        classes = request.env["bpo.contract"]._fields["data_class"]
        return self._bpo_page(
            "order_import_form",
            "work",
            crumbs=[(request.env._("By spreadsheet"), None)],
            lines=request.env["bpo.contract.line"]._bpo_portal_orderable(),
            data_classes=classes._description_selection(request.env),
            form=form or {},
            error=error,
            accept=SHEETS,
            max_rows=MAX_ROWS,
            max_size=LIMITS.file_bytes // (1024 * 1024),
        )

    @route(
        "/my/work-orders/import",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_order_import(self, **_params):
        """Show the upload form."""
        self._bpo_require("order")
        return self._bpo_import_form()

    @route(
        "/my/work-orders/import/template.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_order_import_template(self, **_params):
        """Hand out an empty file with the right columns."""
        self._bpo_require("order")
        data = request.env["bpo.order.import"]._bpo_template()
        return self._bpo_sheet(data, "work-orders.xlsx")

    @route(
        "/my/work-orders/import",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_order_import_check(self, data_class="", line_id="", **_params):
        """Check a file; orders nothing."""
        self._bpo_require("order")
        uploads = self._bpo_uploads()
        form = {"data_class": data_class, "line_id": line_id}
        try:
            with request.env.cr.savepoint():
                if not uploads:
                    raise UserError(request.env._("Choose a file first."))
                name, data = uploads[0]
                record = request.env["bpo.order.import"]._bpo_receive(
                    name, data, data_class, int(line_id) if line_id.isdigit() else 0
                )
        except (UserError, AccessError) as error:
            if request.params.get("is_async"):
                return request.make_json_response({"error": error.args[0]})
            return self._bpo_import_form(form, error.args[0])
        return self._bpo_go(f"/my/work-orders/import/{record.id}")

    @route(
        "/my/work-orders/import/<int:order_import_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_order_import_result(self, order_import_id, **_params):
        """Show what was found in a file."""
        self._bpo_require("order")
        record = request.env["bpo.order.import"]._bpo_own(order_import_id)
        return self._bpo_page(
            "order_import_page",
            "work",
            crumbs=[
                (request.env._("By spreadsheet"), "/my/work-orders/import"),
                (record.filename, None),
            ],
            record=record,
            reasons=record._bpo_reasons(SHOWN_REFUSALS),
        )

    @route(
        "/my/work-orders/import/<int:order_import_id>/report.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_order_import_report(self, order_import_id, **_params):
        """Hand the file back with the reason beside each refused row."""
        self._bpo_require("order")
        record = request.env["bpo.order.import"]._bpo_own(order_import_id)
        stem = record.filename.rpartition(".")[0] or record.filename
        return self._bpo_sheet(record._bpo_report(), f"{stem}-report.xlsx")

    @route(
        "/my/work-orders/import/<int:order_import_id>/order",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_order_import_order(self, order_import_id, **_params):
        """Order the good rows."""
        self._bpo_require("order")
        record = request.env["bpo.order.import"]._bpo_own(order_import_id)
        return self._bpo_act(
            record._bpo_order,
            f"/my/work-orders/import/{record.id}",
            request.env._("Your orders are placed. We take it from here."),
        )

    @route(
        "/my/work-orders/import/<int:order_import_id>/discard",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_order_import_discard(self, order_import_id, **_params):
        """Forget a file from which nothing was ordered."""
        self._bpo_require("order")
        record = request.env["bpo.order.import"]._bpo_own(order_import_id)
        return self._bpo_act(
            record._bpo_discard,
            "/my/work-orders/import",
            request.env._("The file is deleted. Nothing was ordered."),
        )
