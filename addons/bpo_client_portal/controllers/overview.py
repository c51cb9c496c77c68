"""Overview page and the cards on the portal home."""

from odoo.http import request, route

from .portal_base import BpoPortalBase

CARDS = {
    "bpo_contract_count": "bpo.contract",
    "bpo_order_count": "project.task",
    "bpo_statement_count": "bpo.statement",
}


class BpoPortalOverview(BpoPortalBase):
    """What a client opens every morning."""

    def _prepare_home_portal_values(self, counters):
        """Count with the same domains as the lists."""
        values = super()._prepare_home_portal_values(counters)
        for name in CARDS.keys() & set(counters):
            Model = request.env[CARDS[name]]
            domain = Model._bpo_portal_domain()
            if name == "bpo_statement_count" and "money" not in self._bpo_rights():
                values[name] = 0
                continue
            values[name] = Model.sudo().search_count(domain)
        if "bpo_approval_count" in counters:
            sums = request.env["account.analytic.line"]._bpo_portal_pending_sums()
            values["bpo_approval_count"] = sums["count"]
        return values

    @route(
        "/my/bpo",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_overview(self, **_params):
        """Show where everything stands."""
        Overview = request.env["bpo.portal.overview"]
        figures = Overview._bpo_values(self._bpo_rights(), self._bpo_tz())
        Task = request.env["project.task"]
        facts = Task._bpo_portal_order_facts(figures["next_orders"])
        return self._bpo_page("overview_page", "overview", facts=facts, **figures)

    @route(
        "/my/bpo/month",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_month(self, **_params):
        """Show what the running month comes to, and what is left of it."""
        Overview = request.env["bpo.portal.overview"]
        return self._bpo_page(
            "month_page",
            "overview",
            crumbs=[(request.env._("This month"), None)],
            forecasts=Overview._bpo_month(self._bpo_tz()),
        )
