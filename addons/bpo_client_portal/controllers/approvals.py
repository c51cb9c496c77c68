"""Approval of hours by the client."""

from odoo.http import request, route
from odoo.tools import format_date

from .portal_base import BpoPortalBase
from .portal_list import ListSpec, list_values, search_domain

APPROVAL_PAGE = 200


class BpoPortalApprovals(BpoPortalBase):
    """List the hours of the client and take decisions on them."""

    def _bpo_approval_spec(self):
        env = request.env
        _ = env._
        return ListSpec(
            url="/my/approvals",
            sorts={
                "date": (_("Oldest first"), "date, id"),
                "new": (_("Newest first"), "date desc, id desc"),
                "hours": (_("Longest first"), "unit_amount desc, id"),
            },
            filters={
                "pending": (_("Waiting"), [("bpo_client_state", "=", "pending")]),
                "approved": (_("Approved"), [("bpo_client_state", "=", "approved")]),
                "rejected": (_("Rejected"), [("bpo_client_state", "=", "rejected")]),
            },
            groups={
                "week": (
                    _("By week"),
                    "date",
                    lambda line: _(
                        "Week %(week)s of %(year)s",
                        week=line.date.isocalendar().week,
                        year=line.date.isocalendar().year,
                    ),
                ),
                "service": (
                    _("By service"),
                    "bpo_contract_line_id",
                    lambda line: line.bpo_contract_line_id.name,
                ),
                "day": (_("By day"), "date", lambda line: format_date(env, line.date)),
            },
            search_fields=("name", "bpo_contract_line_id.name", "task_id.name"),
            page_size=APPROVAL_PAGE,
        )

    @route(
        ["/my/approvals", "/my/approvals/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_approvals(self, page=1, **params):
        """Show hours to decide on, and earlier decisions."""
        Line = request.env["account.analytic.line"]
        params.setdefault("groupby", "week")
        values = list_values(Line, self._bpo_approval_spec(), page, **params)
        sums = Line._bpo_portal_pending_sums()
        return self._bpo_page(
            "approval_page",
            "approvals",
            sums=sums,
            deemed=Line._bpo_portal_deemed_days(),
            deemed_day=lambda lines: lines[0].concat(*lines)._bpo_portal_deemed_day(),
            milestones=request.env["bpo.milestone"]._bpo_portal_waiting(),
            volumes=request.env["bpo.work.item"]._bpo_portal_volumes(),
            **values,
        )

    @route(
        "/my/approvals/volumes",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_volumes_decide(self, decision="", comment="", **_params):
        """Accept the deliveries of chosen weeks, or send them back."""
        self._bpo_require("approve")
        if decision not in ("accept", "reject"):
            return request.redirect("/my/approvals")
        _ = request.env._
        keys = request.httprequest.form.getlist("volumes")
        return self._bpo_act(
            lambda: request.env["bpo.work.item"]._bpo_portal_decide_volumes(
                keys, decision == "accept", comment
            ),
            "/my/approvals",
            _("Delivery accepted. Thank you.")
            if decision == "accept"
            else _("Sent back. We correct it and deliver again."),
        )

    @route(
        "/my/approvals/milestones/<int:milestone_id>",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_milestone_decide(self, milestone_id, decision="", reason="", **_params):
        """Accept a milestone, or send it back with the reason."""
        self._bpo_require("approve")
        if decision not in ("accept", "reject"):
            return request.redirect("/my/approvals")
        _ = request.env._
        return self._bpo_act(
            lambda: request.env["bpo.milestone"]._bpo_portal_decide(
                milestone_id, decision == "accept", reason
            ),
            "/my/approvals",
            _("Milestone accepted. Thank you.")
            if decision == "accept"
            else _("Sent back. We finish it and come back to you."),
        )

    @route("/my/approvals", type="http", auth="user", methods=["POST"], website=True)
    def bpo_approve(
        self, decision="", scope="", comment="", last_id="0", search="", **_params
    ):
        """Approve or reject the chosen entries, or all that the search found."""
        self._bpo_require("approve")
        _ = request.env._
        chosen = request.httprequest.form.getlist("line_ids")
        line_ids = [int(value) for value in chosen if value.isdigit()]
        if decision not in ("approve", "reject"):
            return request.redirect("/my/approvals")
        return self._bpo_act(
            lambda: request.env["account.analytic.line"]._bpo_portal_decide(
                decision == "approve",
                None if scope == "all" and decision == "approve" else line_ids,
                comment,
                int(last_id) if last_id.isdigit() else 0,
                search_domain(self._bpo_approval_spec(), search),
            ),
            "/my/approvals",
            _("Approved. Thank you.")
            if decision == "approve"
            else _("Rejected. We look into it and come back to you."),
        )
