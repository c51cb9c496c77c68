"""Service level scorecard."""

from odoo.http import content_disposition, request, route

from .portal_base import BpoPortalBase
from .portal_list import ListSpec, list_values

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BpoPortalSla(BpoPortalBase):
    """What was promised and how well it was kept."""

    @route(
        "/my/sla",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_sla(self, month=None, contract=None, **_params):
        """Show the scorecard of one month, the latest by default."""
        Result = request.env["bpo.sla.result"]
        months = Result._bpo_portal_months()
        month = month if month in months else next(iter(months), None)
        results = Result._bpo_portal_of_month(month)
        return self._bpo_page(
            "sla_page",
            "sla",
            months=months,
            month=month,
            results=results,
            charts=results._bpo_portal_history_charts(),
        )

    @route(
        "/my/sla/report.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_sla_report(self, month=None, **_params):
        """Hand out the scorecard of a month as a spreadsheet."""
        Result = request.env["bpo.sla.result"]
        if month not in Result._bpo_portal_months():
            raise request.not_found()
        data = Result._bpo_portal_of_month(month)._bpo_portal_xlsx()
        return request.make_response(
            data,
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"sla-{month}.xlsx")),
                ("Cache-Control", "no-store"),
            ],
        )

    def _bpo_sla_item_spec(self, result):
        _ = request.env._
        return ListSpec(
            url=f"/my/sla/{result.id}",
            sorts={
                "due": (_("Due first"), "due_at, id"),
                "delivered": (_("Delivered first"), "delivered_at, id"),
                "reference": (_("Reference"), "reference, id"),
            },
            filters={
                "all": (_("All items"), []),
                "missed": (_("Missed"), [("missed_result_ids", "=", result.id)]),
                "kept": (_("Kept"), [("missed_result_ids", "!=", result.id)]),
            },
            search_fields=("reference",),
        )

    @route(
        ["/my/sla/<int:result_id>", "/my/sla/<int:result_id>/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_sla_items(self, result_id, page=1, **params):
        """List the items behind one percentage."""
        result = request.env["bpo.sla.result"]._bpo_portal_find(result_id)
        values = list_values(
            request.env["bpo.work.item"],
            self._bpo_sla_item_spec(result),
            page,
            domain=result._bpo_portal_item_domain(),
            **params,
        )
        return self._bpo_page(
            "sla_items",
            "sla",
            crumbs=[(result.sla_id.name, None)],
            result=result,
            missed=result._bpo_portal_missed(values["rows"]),
            **values,
        )
