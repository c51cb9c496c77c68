"""Work order list and page of the portal."""

from odoo.fields import Domain
from odoo.http import content_disposition, request, route

from .portal_base import BpoPortalBase
from .portal_list import ListSpec, list_values

ITEM_LIMIT = 100
FILE_LIMIT = 50
CLOSED = ("1_done", "1_canceled")


class BpoPortalWorkOrders(BpoPortalBase):
    """Work orders: list, page, files. Placing and deciding are elsewhere."""

    def _bpo_order_spec(self):
        _ = request.env._
        opened = Domain("state", "not in", CLOSED)
        return ListSpec(
            url="/my/work-orders",
            sorts={
                "new": (_("Newest first"), "id desc"),
                "due": (_("Due first"), "bpo_due_at, id"),
                "name": (_("Name"), "name, id"),
            },
            filters={
                "open": (_("Open"), opened),
                "late": (
                    _("Past due"),
                    request.env["project.task"]._bpo_late_domain(),
                ),
                "held": (
                    _("Waiting for you"),
                    request.env["project.task"]._bpo_held_domain(),
                ),
                "done": (_("Done"), Domain("state", "in", CLOSED)),
                "all": (_("All"), Domain.TRUE),
            },
            groups={
                "service": (
                    _("By service"),
                    "bpo_contract_line_id",
                    lambda task: task.bpo_contract_line_id.name or _("Other"),
                ),
                "contract": (
                    _("By contract"),
                    "bpo_contract_id",
                    lambda task: task.bpo_contract_id.name,
                ),
            },
            search_fields=("name", "bpo_item_ids.reference"),
        )

    @route(
        ["/my/work-orders", "/my/work-orders/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_work_orders(self, page=1, **params):
        """List the work orders of the visitor's company."""
        Task = request.env["project.task"]
        values = list_values(Task, self._bpo_order_spec(), page, **params)
        facts = Task._bpo_portal_order_facts(values["rows"])
        return self._bpo_page("work_order_list", "work", facts=facts, **values)

    @route(
        "/my/work-orders/<int:task_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def bpo_work_order(self, task_id, **_params):
        """Show one work order: where it stands, items, files, conversation."""
        task = request.env["project.task"]._bpo_portal_find(task_id)
        items = request.env["bpo.work.item"]._bpo_portal_search(
            [("task_id", "=", task.id)], limit=ITEM_LIMIT
        )
        # One more tells whether there are older ones.
        files = request.env["bpo.work.file"]._bpo_portal_search(
            [("task_id", "=", task.id)], limit=FILE_LIMIT + 1
        )
        shown = files[:FILE_LIMIT]
        holds = task._bpo_portal_open_holds()
        return self._bpo_page(
            "work_order_page",
            "work",
            crumbs=[(task.name, None)],
            work_order=task,
            rights=self._bpo_rights(task.bpo_contract_id),
            items=items,
            facts=task._bpo_portal_order_facts(task)[task.id],
            holds=holds,
            files=shown,
            has_older_files=files != shown,
            downloads=shown._bpo_portal_downloads(),
            timeline=task._bpo_portal_timeline(holds),
            messages=task._bpo_portal_messages(),
        )

    @route(
        "/my/work-orders/<int:task_id>/message",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_work_order_message(self, task_id, body="", **_params):
        """Post a message, send files, and answer what we are waiting for."""
        task = request.env["project.task"]._bpo_portal_find(task_id)
        self._bpo_require("talk", task.bpo_contract_id)
        uploads = self._bpo_uploads()
        return self._bpo_act(
            lambda: task._bpo_portal_talk(body, uploads),
            f"/my/work-orders/{task.id}#conversation",
            request.env._("Sent. Thank you."),
        )

    @route(
        "/my/work-orders/<int:task_id>/files/<int:file_id>",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def bpo_work_order_file(self, task_id, file_id, **_params):
        """Hand out one file and write the download log."""
        task = request.env["project.task"]._bpo_portal_find(task_id)
        found = request.env["bpo.work.file"]._bpo_portal_find(file_id)
        if found.task_id != task:
            raise request.not_found()
        found._bpo_log_download()
        return request.make_response(
            found._bpo_content(),
            headers=[
                ("Content-Type", "application/octet-stream"),
                ("Content-Disposition", content_disposition(found.name)),
                ("X-Content-Type-Options", "nosniff"),
                ("Content-Security-Policy", "default-src 'none'; sandbox"),
                ("Cache-Control", "no-store"),
            ],
        )
