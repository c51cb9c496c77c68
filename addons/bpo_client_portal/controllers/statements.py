"""Statements and invoices of the client."""

from odoo.http import content_disposition, request, route

from .portal_base import BpoPortalBase
from .portal_list import ListSpec, list_values
from .sla import XLSX

ENTRY_PAGE = 100


class BpoPortalStatements(BpoPortalBase):
    """What was billed, line by line, for contacts who may see money."""

    def _bpo_statement_spec(self):
        _ = request.env._
        return ListSpec(
            url="/my/statements",
            sorts={
                "new": (_("Newest first"), "date_to desc, id desc"),
                "amount": (_("Highest first"), "amount_untaxed desc, id"),
                "name": (_("Number"), "name, id"),
            },
            filters={
                "all": (_("All"), []),
                "open": (
                    _("Unpaid"),
                    [("move_id.payment_state", "in", ("not_paid", "partial"))],
                ),
                "disputed": (_("Disputed"), [("state", "=", "disputed")]),
            },
            groups={
                "contract": (
                    _("By contract"),
                    "contract_id",
                    lambda statement: statement.contract_id.name,
                ),
            },
            search_fields=("name", "move_id.name", "contract_id.name"),
        )

    def _bpo_statement(self, statement_id):
        """Return an elevated statement for a visitor who may see money."""
        self._bpo_require("money")
        return request.env["bpo.statement"]._bpo_portal_find(statement_id)

    @route(
        ["/my/statements", "/my/statements/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_statements(self, page=1, **params):
        """List the statements of the visitor's company."""
        self._bpo_require("money")
        values = list_values(
            request.env["bpo.statement"], self._bpo_statement_spec(), page, **params
        )
        return self._bpo_page(
            "statement_list",
            "statements",
            balance=request.env["bpo.portal.overview"]._bpo_balance(),
            **values,
        )

    @route(
        "/my/statements/<int:statement_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_statement(self, statement_id, **_params):
        """Show one statement in plain words."""
        statement = self._bpo_statement(statement_id)
        lines = statement.line_ids
        return self._bpo_page(
            "statement_page",
            "statements",
            crumbs=[(statement.name, None)],
            statement=statement,
            rights=self._bpo_rights(statement.contract_id),
            services=statement._bpo_portal_lines(),
            entry_counts=lines._bpo_portal_entry_counts(lines),
            disputes=request.env["bpo.dispute"]._bpo_portal_search(
                [("statement_id", "=", statement.id)]
            ),
        )

    @route(
        [
            "/my/statements/<int:statement_id>/lines/<int:line_id>",
            "/my/statements/<int:statement_id>/lines/<int:line_id>/page/<int:page>",
        ],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_statement_entries(self, statement_id, line_id, page=1, **_params):
        """List the entries behind one line."""
        statement = self._bpo_statement(statement_id)
        line = statement.line_ids.filtered(lambda one: one.id == line_id)
        if not line:
            raise request.not_found()
        total = line._bpo_portal_entry_counts(line)[line.id]
        pager = self._bpo_pager(
            f"/my/statements/{statement.id}/lines/{line.id}", total, page, ENTRY_PAGE
        )
        return self._bpo_page(
            "statement_entries",
            "statements",
            crumbs=[
                (statement.name, f"/my/statements/{statement.id}"),
                (line.name, None),
            ],
            statement=statement,
            line=line,
            entries=line._bpo_portal_entries(
                limit=ENTRY_PAGE, offset=max(pager["offset"], 0)
            ),
            pager=pager,
            total=total,
        )

    @route(
        "/my/statements/<int:statement_id>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_statement_xlsx(self, statement_id, **_params):
        """Hand out the statement with its entries as a spreadsheet."""
        statement = self._bpo_statement(statement_id)
        return self._bpo_download(statement._bpo_portal_xlsx(), XLSX, statement, "xlsx")

    @route(
        "/my/statements/<int:statement_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def bpo_statement_pdf(self, statement_id, **_params):
        """Hand out the statement as PDF."""
        statement = self._bpo_statement(statement_id)
        report = request.env["ir.actions.report"].sudo()
        data, _kind = report.with_company(statement.company_id)._render_qweb_pdf(
            "bpo_billing.action_report_bpo_statement", statement.ids
        )
        return self._bpo_download(data, "application/pdf", statement, "pdf")

    def _bpo_download(self, data, mimetype, statement, extension):
        """Return a file named after the statement."""
        name = (statement.name or "statement").replace("/", "-")
        return request.make_response(
            data,
            headers=[
                ("Content-Type", mimetype),
                ("Content-Disposition", content_disposition(f"{name}.{extension}")),
                ("Cache-Control", "no-store"),
            ],
        )

    @route(
        "/my/statements/<int:statement_id>/dispute",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_statement_dispute(self, statement_id, line_id="", comment="", **_params):
        """Contest one line."""
        statement = self._bpo_statement(statement_id)
        self._bpo_require("dispute", statement.contract_id)
        uploads = self._bpo_uploads("evidence")
        return self._bpo_act(
            lambda: statement._bpo_portal_dispute(
                int(line_id) if line_id.isdigit() else 0, comment, uploads
            ),
            f"/my/statements/{statement.id}",
            request.env._("We have your dispute and answer as soon as we can."),
        )
